import { z } from 'zod';

/** Block Kit's smaller pieces, with the limits Slack's reference gives. Unknown properties are refused, as Slack does. */

export function text(longest: number, shortest = 1) {
  return z
    .string()
    .min(shortest, `must be more than ${shortest - 1} characters`)
    .max(longest, `must be less than ${longest + 1} characters`);
}

export function list<T extends z.ZodType>(of: T, most: number, least = 1) {
  return z.array(of).min(least, `no fewer than ${least} items allowed`).max(most, `no more than ${most} items allowed`);
}

export const id = text(255);

export function plain(longest: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: text(longest), emoji: z.boolean().optional() });
}

export function mrkdwn(longest: number) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: text(longest), verbatim: z.boolean().optional() });
}

export function anyText(longest: number) {
  return z.discriminatedUnion('type', [plain(longest), mrkdwn(longest)]);
}

const confirm = z.strictObject({
  title: plain(100),
  text: anyText(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
});

const plainOption = z.strictObject({
  text: plain(75),
  value: text(150),
  description: plain(75).optional(),
  url: text(3000).optional(),
});
const richOption = z.strictObject({ text: anyText(75), value: text(150), description: anyText(75).optional() });
const optionGroup = z.strictObject({ label: plain(75), options: list(plainOption, 100) });

const common = { action_id: id.optional(), focus_on_load: z.boolean().optional() };
const confirmed = { ...common, confirm: confirm.optional() };
const hinted = { ...confirmed, placeholder: plain(150).optional() };
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date as YYYY-MM-DD');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:mm');
const many = { max_selected_items: z.int().min(1).optional() };
const choices = { options: list(plainOption, 100).optional(), option_groups: list(optionGroup, 100).optional() };
const hasChoices = 'exactly one of options and option_groups must be given';

function eitherChoices(select: { options?: unknown; option_groups?: unknown }): boolean {
  return (select.options === undefined) !== (select.option_groups === undefined);
}

const button = z.strictObject({
  type: z.literal('button'),
  ...confirmed,
  text: plain(75),
  url: text(3000).optional(),
  value: text(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: text(75).optional(),
});
const overflow = z.strictObject({ type: z.literal('overflow'), ...confirmed, options: list(plainOption, 5) });
const staticSelect = z
  .strictObject({ type: z.literal('static_select'), ...hinted, ...choices, initial_option: plainOption.optional() })
  .refine(eitherChoices, hasChoices);
const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...hinted,
    ...choices,
    ...many,
    initial_options: list(plainOption, 100).optional(),
  })
  .refine(eitherChoices, hasChoices);
const queryLength = { min_query_length: z.int().min(0).optional() };
const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...hinted,
  ...queryLength,
  initial_option: plainOption.optional(),
});
const multiExternalSelect = z.strictObject({
  type: z.literal('multi_external_select'),
  ...hinted,
  ...queryLength,
  ...many,
  initial_options: list(plainOption, 100).optional(),
});
const usersSelect = z.strictObject({ type: z.literal('users_select'), ...hinted, initial_user: z.string().optional() });
const multiUsersSelect = z.strictObject({
  type: z.literal('multi_users_select'),
  ...hinted,
  ...many,
  initial_users: z.array(z.string()).optional(),
});
const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...hinted,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});
const multiChannelsSelect = z.strictObject({
  type: z.literal('multi_channels_select'),
  ...hinted,
  ...many,
  initial_channels: z.array(z.string()).optional(),
});
const filter = z.looseObject({}).optional();
const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...hinted,
  filter,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
});
const multiConversationsSelect = z.strictObject({
  type: z.literal('multi_conversations_select'),
  ...hinted,
  ...many,
  filter,
  initial_conversations: z.array(z.string()).optional(),
  default_to_current_conversation: z.boolean().optional(),
});
const datepicker = z.strictObject({ type: z.literal('datepicker'), ...hinted, initial_date: date.optional() });
const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...hinted,
  initial_time: time.optional(),
  timezone: z.string().optional(),
});
const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...confirmed,
  initial_date_time: z.int().optional(),
});
const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...confirmed,
  options: list(richOption, 10),
  initial_option: richOption.optional(),
});
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...confirmed,
  options: list(richOption, 10),
  initial_options: list(richOption, 10).optional(),
});
export const image = z
  .strictObject({
    type: z.literal('image'),
    image_url: text(3000).optional(),
    slack_file: z.looseObject({}).optional(),
    alt_text: text(2000),
  })
  .refine((one) => (one.image_url === undefined) !== (one.slack_file === undefined), 'image_url or slack_file needed');

const typed = { ...common, placeholder: plain(150).optional() };
const dispatch = { dispatch_action_config: z.looseObject({}).optional() };
const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...typed,
  ...dispatch,
  initial_value: z.string().max(3000, 'must be less than 3001 characters').optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
});
const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...typed,
  ...dispatch,
  initial_value: z.string().optional(),
});
const urlInput = z.strictObject({
  type: z.literal('url_text_input'),
  ...typed,
  ...dispatch,
  initial_value: z.string().optional(),
});
const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...typed,
  ...dispatch,
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});
const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  ...dispatch,
  initial_value: z.looseObject({}).optional(),
});

const selects = [staticSelect, externalSelect, usersSelect, channelsSelect, conversationsSelect] as const;
const multiSelects = [
  multiStaticSelect,
  multiExternalSelect,
  multiUsersSelect,
  multiChannelsSelect,
  multiConversationsSelect,
] as const;
const pickers = [datepicker, timepicker, datetimepicker, radioButtons, checkboxes] as const;

export const actionElement = z.discriminatedUnion('type', [button, overflow, ...selects, ...multiSelects, ...pickers]);
export const accessory = z.discriminatedUnion('type', [
  button,
  overflow,
  image,
  ...selects,
  ...multiSelects,
  datepicker,
  timepicker,
  radioButtons,
  checkboxes,
]);
export const messageInput = z.discriminatedUnion('type', [...selects, ...multiSelects, ...pickers]);
export const modalInput = z.discriminatedUnion('type', [
  ...selects,
  ...multiSelects,
  ...pickers,
  plainTextInput,
  emailInput,
  urlInput,
  numberInput,
  richTextInput,
]);
