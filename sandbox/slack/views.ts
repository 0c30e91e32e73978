import { checkView, interactive, withIds } from './blocks-check.ts';
import { type SlackContext, SlackRefusal } from './context.ts';
import { type Json, nextNumber, type View } from './world.ts';

const DEEPEST_STACK = 3;

/** The view as Slack gives it to the bot. */
export function viewJson(context: SlackContext, view: View): Json {
  const { bot } = context.directory;
  return {
    id: view.id,
    team_id: bot.teamId,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    ...view.body,
    state: { values: view.values },
    hash: view.hash,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: bot.appId,
    app_installed_team_id: bot.teamId,
    bot_id: bot.botId,
  };
}

function checked(context: SlackContext, body: unknown, type: 'modal' | 'home'): Json {
  const faults = checkView(body, type);
  if (faults.length > 0) throw new SlackRefusal('invalid_arguments', faults);
  const fresh = () => `b${nextNumber(context.world()).toString(36)}`;
  const view = body as { blocks: Json[] };
  return { ...view, blocks: withIds(view.blocks, fresh) };
}

function newHash(context: SlackContext): string {
  return `${Math.floor(context.deps.now() / 1000)}.${nextNumber(context.world()).toString(36)}`;
}

/** Puts a modal on top of a person's forms. */
export function openModal(context: SlackContext, user: string, body: unknown): View {
  const world = context.world();
  const stack = world.modals[user] ?? [];
  if (stack.length >= DEEPEST_STACK) throw new SlackRefusal('push_limit_reached');
  const view = newView(context, user, checked(context, body, 'modal'));
  view.previousId = stack.at(-1) ?? null;
  view.rootId = stack[0] ?? view.id;
  world.modals[user] = [...stack, view.id];
  context.deps.changed();
  return view;
}

/** Replaces the body of a view; what is filled in stays where block_id and action_id are the same. */
export function updateView(context: SlackContext, view: View, body: unknown, hash?: string): View {
  if (hash !== undefined && hash !== view.hash) throw new SlackRefusal('hash_conflict');
  view.body = checked(context, body, view.body.type as 'modal' | 'home');
  view.hash = newHash(context);
  const old = view.values;
  view.values = initialValues(view.body);
  for (const [blockId, actions] of Object.entries(view.values)) {
    for (const actionId of Object.keys(actions)) {
      const kept = old[blockId]?.[actionId];
      if (kept && kept.type === actions[actionId]?.type) actions[actionId] = kept;
    }
  }
  view.errors = {};
  delete view.failed;
  context.deps.changed();
  return view;
}

export function publishHome(context: SlackContext, user: string, body: unknown, hash?: string): View {
  const world = context.world();
  const old = world.views[world.homes[user] ?? ''];
  if (old) return updateView(context, old, body, hash);
  const view = newView(context, user, checked(context, body, 'home'));
  world.homes[user] = view.id;
  context.deps.changed();
  return view;
}

/** Takes the top form away, or all of them. */
export function closeModals(context: SlackContext, user: string, all: boolean): void {
  const world = context.world();
  const stack = world.modals[user] ?? [];
  const gone = all ? stack : stack.slice(-1);
  for (const id of gone) delete world.views[id];
  world.modals[user] = stack.slice(0, stack.length - gone.length);
  context.deps.changed();
}

export function topModal(context: SlackContext, user: string): View | undefined {
  const world = context.world();
  return world.views[world.modals[user]?.at(-1) ?? ''];
}

function newView(context: SlackContext, user: string, body: Json): View {
  const id = `V${nextNumber(context.world()).toString(36).toUpperCase().padStart(9, '0')}`;
  const hash = newHash(context);
  const view: View = { id, user, body, hash, rootId: id, previousId: null, values: initialValues(body), errors: {} };
  context.world().views[id] = view;
  return view;
}

const INITIAL = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  checkboxes: ['selected_options', 'initial_options'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  users_select: ['selected_user', 'initial_user'],
  multi_users_select: ['selected_users', 'initial_users'],
  channels_select: ['selected_channel', 'initial_channel'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
} as const satisfies Record<string, readonly [string, string]>;

/** The name of the field in which an element's value is given, e.g. selected_option. */
export function valueField(type: unknown): string | undefined {
  return typeof type === 'string' && type in INITIAL ? INITIAL[type as keyof typeof INITIAL][0] : undefined;
}

/** `view.state.values` before anybody has filled in anything. */
export function initialValues(body: Json): View['values'] {
  const values: View['values'] = {};
  for (const block of body.blocks as Json[]) {
    for (const element of interactive(block)) {
      const names = INITIAL[element.type as keyof typeof INITIAL];
      if (!names) continue;
      const [field, initial] = names;
      const empty = field.endsWith('s') ? [] : null;
      const value = { type: element.type, [field]: element[initial] ?? empty };
      const blockId = String(block.block_id);
      values[blockId] = { ...values[blockId], [String(element.action_id)]: value };
    }
  }
  return values;
}
