import { z } from 'zod';
import { formState } from './form-values.ts';

/** What we use of Slack's payloads, and nothing else of them. */

const id = z.string().min(1);

export const commandPayload = z.object({
  user_id: id,
  channel_id: id,
  text: z.string().default(''),
  trigger_id: id,
  response_url: z.string().optional(),
});

const action = z.object({
  action_id: z.string(),
  action_ts: id,
  value: z.string().optional(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

/** Given back as it came when a form stays open. */
const given = z.looseObject({ type: z.string() });
const words = z.looseObject({ type: z.literal('plain_text'), text: z.string() });

/** A form, or a page to read, as it stands. */
const shownView = z.object({
  id,
  callback_id: z.string(),
  private_metadata: z.string(),
  title: words,
  submit: words.nullish(),
  close: words.nullish(),
  notify_on_close: z.boolean().optional(),
  blocks: z.array(given.extend({ block_id: z.string().optional() })),
});
export type ShownView = z.infer<typeof shownView>;

/** A page to read: it has nothing to send. */
export const pageView = shownView
  .extend({ type: z.literal('modal'), submit: z.null().optional() })
  .refine((view) => !isDeep(view));

export const actionsPayload = z.object({
  user: z.object({ id }),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  channel: z.object({ id }).nullish(),
  container: z
    .object({
      message_ts: z.string().optional(),
      thread_ts: z.string().optional(),
      channel_id: z.string().optional(),
      view_id: z.string().optional(),
    })
    .optional(),
  view: z.looseObject({ id, type: z.string().optional(), private_metadata: z.string().optional() }).nullish(),
  actions: z.array(action).min(1),
});
export type ActionsPayload = z.infer<typeof actionsPayload>;

export const submissionPayload = z.object({
  user: z.object({ id }),
  view: shownView.extend({ state: formState }).refine((view) => !isDeep(view)),
});

/** A form that was closed unsent; Slack's documentation does not promise what was in it. */
export const closedPayload = z.object({
  user: z.object({ id }),
  view: z.object({
    id,
    private_metadata: z.string(),
    state: formState.nullish().transform((state) => state ?? { values: {} }),
  }),
});
export type SubmittedView = z.infer<typeof submissionPayload>['view'];

export const anywherePayload = z.object({ action_ts: id, trigger_id: id, user: z.object({ id }) });

export const shortcutPayload = z.object({
  callback_id: z.string(),
  action_ts: id,
  trigger_id: z.string().optional(),
  user: z.object({ id }),
  channel: z.object({ id }),
  response_url: z.string().optional(),
  message: z.object({
    ts: id,
    thread_ts: z.string().optional(),
    user: z.string().optional(),
    text: z.string().default(''),
  }),
});

export type PickedMessage = z.infer<typeof shortcutPayload>['message'];

export const homePayload = z.object({ event: z.object({ user: id, tab: z.string().optional() }) });

/** A message as a change of it tells of it. */
const saidMessage = z.object({
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  subtype: z.string().optional(),
  text: z.string().default(''),
  ts: id,
  thread_ts: z.string().optional(),
});
export type SaidMessage = z.infer<typeof saidMessage>;

export const eventPayload = z.object({
  event_id: id,
  event: z.object({
    user: z.string().optional(),
    bot_id: z.string().nullish(),
    subtype: z.string().optional(),
    text: z.string().default(''),
    channel: id,
    channel_type: z.string().optional(),
    ts: z.string().optional(),
    thread_ts: z.string().optional(),
    /** Of a change: how the message reads now, and how it read before. */
    message: saidMessage.optional(),
    previous_message: saidMessage.optional(),
    deleted_ts: z.string().optional(),
  }),
});
export type MessageEvent = z.infer<typeof eventPayload>['event'];

/** A channel is shared with another organisation, or no longer with one of them. */
export const sharedPayload = z.object({
  event_id: id,
  event: z.object({
    type: z.string(),
    channel: id,
    connected_team_id: z.string().optional(),
    is_ext_shared: z.boolean().optional(),
  }),
});

/** What becomes of a channel. */
export const channelPayload = z.object({ event: z.object({ channel: id }) });

export const movedPayload = z.object({ event: z.object({ old_channel_id: id, new_channel_id: id }) });

export const joinedPayload = z.object({
  event_id: id,
  event: z.object({ user: id, channel: id, inviter: z.string().optional() }),
});

/** The bot is taken out of a workspace. Of revoked tokens only the bot's own matter. `event_time`: seconds since 1970. */
export const removalPayload = z.object({
  event_time: z.number(),
  event: z.object({ type: z.string(), tokens: z.object({ bot: z.array(z.string()).optional() }).optional() }),
});

export const userPayload = z.object({
  event: z.object({
    user: z.object({
      id,
      deleted: z.boolean().default(false),
      team_id: z.string().optional(),
      enterprise_user: z.object({ enterprise_id: z.string().optional() }).optional(),
      profile: z.object({ email: z.string().optional() }).optional(),
    }),
  }),
});

export const linkSharedPayload = z.object({
  event_id: id,
  event: z.object({
    channel: id,
    user: id,
    message_ts: id,
    source: z.string().optional(),
    links: z.array(z.object({ url: z.string() })),
  }),
});

/** Slack's own nest some ten deep. JSON can be read far deeper than it can be written, and a form is written back. */
const DEEPEST = 50;

/** Level by level, not by recursion: the nesting is the sender's. */
function isDeep(json: unknown): boolean {
  let level: unknown[] = [json];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}
