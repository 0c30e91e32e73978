import { checkMessageBlocks, lengthRead, MOST_READ, withIds } from './blocks-check.ts';
import { metadataSchema } from './blocks-schema.ts';
import { jsonArg, type SlackContext, SlackRefusal } from './context.ts';
import { type Json, type Message, nextNumber } from './world.ts';

const LONGEST_TEXT = 40_000;

export type Content = Pick<Message, 'text' | 'blocks' | 'attachments' | 'files'> & { metadata?: Json };

/** The content of a message from a method's arguments, or what Slack refuses it for. */
export function contentOf(context: SlackContext, args: Json): Content {
  const text = typeof args.text === 'string' ? args.text : '';
  const blocks = jsonArg(args, 'blocks', 'invalid_blocks_format');
  const attachments = jsonArg(args, 'attachments', 'invalid_attachments');
  const metadata = jsonArg(args, 'metadata', 'invalid_metadata_format');
  if (blocks !== undefined && !Array.isArray(blocks)) throw new SlackRefusal('invalid_blocks_format');
  if (attachments !== undefined && !Array.isArray(attachments)) throw new SlackRefusal('invalid_attachments');
  if (text.length > LONGEST_TEXT) throw new SlackRefusal('msg_too_long');
  if (text === '' && !blocks?.length && !attachments?.length) throw new SlackRefusal('no_text');
  const faults = checkMessageBlocks(blocks ?? []);
  for (const one of attachments ?? []) if (one.blocks) faults.push(...checkMessageBlocks(one.blocks));
  if (faults.length > 0) throw new SlackRefusal('invalid_blocks', faults);
  if (lengthRead(blocks ?? []) > MOST_READ) throw new SlackRefusal('msg_blocks_too_long');
  if (metadata !== undefined && !metadataSchema.safeParse(metadata).success) {
    throw new SlackRefusal('invalid_metadata_schema');
  }
  const fresh = () => `b${nextNumber(context.world()).toString(36)}`;
  return {
    text,
    blocks: withIds(blocks ?? [], fresh),
    attachments: (attachments ?? []).map((one) => (one.blocks ? { ...one, blocks: withIds(one.blocks, fresh) } : one)),
    ...(metadata === undefined ? {} : { metadata: metadata as Json }),
  };
}

/** As above, but what is absent stays as it was (chat.update, response_url). */
export function changedContent(context: SlackContext, args: Json, old: Message): Content {
  const given = contentOf(context, args);
  const keepBlocks = args.blocks === undefined && args.text === undefined;
  return {
    text: args.text === undefined ? old.text : given.text,
    blocks: keepBlocks ? old.blocks : given.blocks,
    attachments: args.attachments === undefined ? old.attachments : given.attachments,
    ...(given.metadata ? { metadata: given.metadata } : old.metadata ? { metadata: old.metadata } : {}),
  };
}
