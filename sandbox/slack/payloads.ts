import { messageJson, type SlackContext } from './context.ts';
import { escaped } from './readable.ts';
import { viewJson } from './views.ts';
import { type Json, type Message, nextNumber, nextTs, type View } from './world.ts';

/** The parts that all of Slack's payloads to a bot share. */
function common(context: SlackContext, user: string): Json {
  const { bot } = context.directory;
  const { enterprise } = context.deps.options.slack;
  return {
    user: {
      id: user,
      username: context.directory.personOf(user)?.id,
      name: context.directory.personOf(user)?.id,
      team_id: context.directory.teamOf(user),
    },
    team: { id: bot.teamId, domain: 'sandbox' },
    api_app_id: bot.appId,
    token: 'sandbox',
    enterprise: enterprise ?? null,
    is_enterprise_install: Boolean(enterprise),
  };
}

function channelRef(context: SlackContext, channelId: string): Json {
  const channel = context.directory.channel(channelId);
  return { id: channelId, name: channel?.dmWith ? 'directmessage' : channel?.name };
}

export function commandPayload(context: SlackContext, user: string, channelId: string, command: string, text: string) {
  const { bot } = context.directory;
  const { enterprise } = context.deps.options.slack;
  return {
    token: 'sandbox',
    team_id: bot.teamId,
    ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
    team_domain: 'sandbox',
    channel_id: channelId,
    channel_name: String(channelRef(context, channelId).name),
    user_id: user,
    user_name: context.directory.personOf(user)?.id ?? '',
    command,
    text: escaped(text),
    api_app_id: bot.appId,
    is_enterprise_install: String(Boolean(enterprise)),
    response_url: context.tickets.responseUrl({ user, channel: channelId }),
    trigger_id: context.tickets.trigger(user),
  };
}

function containerOf(context: SlackContext, user: string, message: Message): Json {
  const shown = messageJson(context, message, true);
  const response_url = context.tickets.responseUrl({ user, channel: message.channel, messageTs: message.ts });
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.onlyFor !== undefined,
      // The one that replies stand under has its own ts here.
      ...(shown.thread_ts ? { thread_ts: shown.thread_ts } : {}),
    },
    trigger_id: context.tickets.trigger(user),
    channel: channelRef(context, message.channel),
    ...(message.onlyFor ? {} : { message: shown }),
    response_url,
  };
}

/** A click on a message; `action` carries block_id, action_id, type and the value. */
export function messageActionPayload(context: SlackContext, user: string, message: Message, action: Json): Json {
  const action_ts = nextTs(context.world(), context.deps.now());
  return {
    type: 'block_actions',
    ...common(context, user),
    ...containerOf(context, user, message),
    state: { values: {} },
    actions: [{ ...action, action_ts }],
  };
}

export function viewActionPayload(context: SlackContext, view: View, action: Json): Json {
  const action_ts = nextTs(context.world(), context.deps.now());
  return {
    type: 'block_actions',
    ...common(context, view.user),
    container: { type: 'view', view_id: view.id },
    trigger_id: context.tickets.trigger(view.user, view.id),
    view: viewJson(context, view),
    actions: [{ ...action, action_ts }],
  };
}

export function submissionPayload(context: SlackContext, view: View): Json {
  const trigger_id = context.tickets.trigger(view.user, view.id);
  const whole = { ...common(context, view.user), trigger_id, view: viewJson(context, view), response_urls: [] };
  return { type: 'view_submission', ...whole };
}

export function closedPayload(context: SlackContext, view: View, isCleared: boolean): Json {
  return { type: 'view_closed', ...common(context, view.user), view: viewJson(context, view), is_cleared: isCleared };
}

export function shortcutPayload(context: SlackContext, user: string, callbackId: string, message?: Message): Json {
  const action_ts = nextTs(context.world(), context.deps.now());
  const whole = { ...common(context, user), callback_id: callbackId, action_ts };
  if (!message) return { type: 'shortcut', ...whole, trigger_id: context.tickets.trigger(user) };
  const { container: _, ...place } = containerOf(context, user, message);
  return { type: 'message_action', ...whole, message_ts: message.ts, ...place };
}

/** What an external select asks while a person types. */
export function suggestionPayload(context: SlackContext, view: View, block: string, action: string, value: string) {
  const where = { container: { type: 'view', view_id: view.id }, view: viewJson(context, view) };
  return {
    type: 'block_suggestion',
    ...common(context, view.user),
    ...where,
    block_id: block,
    action_id: action,
    value,
  };
}

/** The envelope of an Events API event, with a fresh event_id. */
export function eventPayload(context: SlackContext, event: Json): Json {
  const { bot } = context.directory;
  const enterprise_id = context.deps.options.slack.enterprise?.id ?? null;
  const whose = { enterprise_id, team_id: bot.teamId, is_enterprise_install: enterprise_id !== null };
  const number = nextNumber(context.world());
  return {
    token: 'sandbox',
    team_id: bot.teamId,
    context_team_id: bot.teamId,
    api_app_id: bot.appId,
    type: 'event_callback',
    event_id: `Ev${number.toString(36).toUpperCase().padStart(9, '0')}`,
    event_time: Math.floor(context.deps.now() / 1000),
    event_context: `4-${number}`,
    is_ext_shared_channel: (context.world().shared[String(event.channel)] ?? []).length > 0,
    authorizations: [{ ...whose, user_id: bot.userId, is_bot: true }],
    event: { event_ts: nextTs(context.world(), context.deps.now()), ...event },
  };
}
