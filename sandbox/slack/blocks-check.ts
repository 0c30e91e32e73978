import type { z } from 'zod';
import { homeView, messageBlocks, modalView } from './blocks-schema.ts';
import type { Json } from './world.ts';

/** What Slack would say about blocks: nothing, or one line for each fault naming the place. */
export function checkMessageBlocks(blocks: unknown): string[] {
  const shape = complaints(messageBlocks, blocks, '/blocks');
  return shape.length > 0 ? shape : repeatedIds(blocks as Json[], '/blocks');
}

export function checkView(view: unknown, type: 'modal' | 'home'): string[] {
  const shape = complaints(type === 'modal' ? modalView : homeView, view, '/view');
  return shape.length > 0 ? shape : repeatedIds((view as { blocks: Json[] }).blocks, '/view/blocks');
}

function complaints(schema: z.ZodType, value: unknown, root: string): string[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.map((issue) => {
    const place = [root, ...issue.path.map(String)].join('/');
    return `[ERROR] ${reason(issue)} [json-pointer:${place}]`;
  });
}

function reason(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `invalid additional property: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_union') return 'unsupported type or failed to match all allowed schemas';
  if (issue.message.endsWith('received undefined')) return 'missing required field';
  return issue.message;
}

/** block_ids must be unique among the blocks, action_ids within their block. */
function repeatedIds(blocks: Json[], root: string): string[] {
  const faults: string[] = [];
  const blockIds = new Set<unknown>();
  blocks.forEach((block, index) => {
    if (block.block_id !== undefined && blockIds.has(block.block_id)) {
      faults.push(`[ERROR] \`block_id\` ${block.block_id} already exists [json-pointer:${root}/${index}/block_id]`);
    }
    blockIds.add(block.block_id);
    const actionIds = new Set<unknown>();
    for (const element of interactive(block)) {
      if (element.action_id !== undefined && actionIds.has(element.action_id)) {
        faults.push(`[ERROR] \`action_id\` ${element.action_id} already exists [json-pointer:${root}/${index}]`);
      }
      actionIds.add(element.action_id);
    }
  });
  return faults;
}

/** The elements of a block that a person can use, images and texts aside. */
export function interactive(block: Json): Json[] {
  const found: unknown[] = [];
  if (block.type === 'actions' && Array.isArray(block.elements)) found.push(...block.elements);
  if (block.accessory) found.push(block.accessory);
  if (block.type === 'input') found.push(block.element);
  return (found as Json[]).filter((element) => element.type !== 'image');
}

/** A copy in which every block has a block_id and every element an action_id, as Slack fills them in. */
export function withIds(blocks: Json[], fresh: () => string): Json[] {
  const copy = structuredClone(blocks);
  for (const block of copy) {
    block.block_id ??= fresh();
    for (const element of interactive(block)) element.action_id ??= fresh();
  }
  return copy;
}

/** Of a message's blocks together. Slack does not say; 9,600 characters were taken, 11,300 were not (github.com/slackapi/bolt-js/issues/2867). */
export const MOST_READ = 9_600;

/** Characters that are read in it, on buttons too. */
export function lengthRead(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, one]) => {
    return sum + (key === 'text' && typeof one === 'string' ? one.length : lengthRead(one));
  }, 0);
}
