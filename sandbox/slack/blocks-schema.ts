import { z } from 'zod';
import {
  accessory,
  actionElement,
  anyText,
  id,
  image,
  list,
  messageInput,
  modalInput,
  mrkdwn,
  plain,
  text,
} from './blocks-elements.ts';

const base = { block_id: id.optional() };

const section = z
  .strictObject({
    type: z.literal('section'),
    ...base,
    text: anyText(3000).optional(),
    fields: list(anyText(2000), 10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((one) => one.text !== undefined || one.fields !== undefined, 'missing required field: text');
const divider = z.strictObject({ type: z.literal('divider'), ...base });
const header = z.strictObject({ type: z.literal('header'), ...base, text: plain(150) });
const contextElement = z.discriminatedUnion('type', [image, plain(3000), mrkdwn(3000)]);
const context = z.strictObject({ type: z.literal('context'), ...base, elements: list(contextElement, 10) });
const actions = z.strictObject({ type: z.literal('actions'), ...base, elements: list(actionElement, 25) });
const imageBlock = z.strictObject({
  type: z.literal('image'),
  ...base,
  image_url: text(3000).optional(),
  slack_file: z.looseObject({}).optional(),
  alt_text: text(2000),
  title: plain(2000).optional(),
});
const markdown = z.strictObject({ type: z.literal('markdown'), ...base, text: text(12_000) });
const richText = z.strictObject({
  type: z.literal('rich_text'),
  ...base,
  elements: list(z.looseObject({ type: z.string(), elements: z.array(z.looseObject({ type: z.string() })) }), 1000),
});
const video = z.looseObject({ type: z.literal('video'), ...base, title: plain(200), alt_text: text(2000) });
const file = z.looseObject({ type: z.literal('file'), ...base, external_id: text(255) });
const table = z.strictObject({
  type: z.literal('table'),
  ...base,
  rows: list(list(z.looseObject({ type: z.string() }), 20), 100),
  column_settings: z.array(z.looseObject({}).nullable()).max(20).optional(),
});

function inputOf<T extends z.ZodType>(element: T) {
  return z.strictObject({
    type: z.literal('input'),
    ...base,
    label: plain(2000),
    element,
    hint: plain(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  });
}

const shared = [section, divider, header, context, actions, imageBlock, richText, video] as const;
const messageBlock = z.discriminatedUnion('type', [...shared, file, markdown, table, inputOf(messageInput)]);
const viewBlock = z.discriminatedUnion('type', [...shared, inputOf(modalInput)]);

export const messageBlocks = z.array(messageBlock).max(50, 'no more than 50 items allowed');
const viewBlocks = list(viewBlock, 100);

const viewCommon = {
  blocks: viewBlocks,
  private_metadata: z.string().max(3000, 'must be less than 3001 characters').optional(),
  callback_id: z.string().max(255, 'must be less than 256 characters').optional(),
  external_id: z.string().max(255, 'must be less than 256 characters').optional(),
};

export const modalView = z
  .strictObject({
    type: z.literal('modal'),
    ...viewCommon,
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  })
  .refine((view) => view.submit !== undefined || view.blocks.every((block) => block.type !== 'input'), {
    message: 'missing required field: submit (a modal with an input block needs it)',
    path: ['submit'],
  });
export const homeView = z.strictObject({ type: z.literal('home'), ...viewCommon });

export const metadataSchema = z.strictObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
  entities: z.array(z.unknown()).optional(),
});
