import type { App } from '@slack/bolt';
import { ZodError } from 'zod';
import type { Messenger, Watch } from '../../../bot/index.ts';
import { TryAgain } from '../try-again.ts';
import type { Workspace } from '../workspace.ts';
import { ASK_CALLBACKS, onAskAbout, onAskAnywhere } from './ask-shortcut.ts';
import { onCommand } from './command.ts';
import { onHome } from './home.ts';
import type { Ack, Deps, Shared } from './incoming.ts';
import { onLeave } from './leave.ts';
import { onLinkShared } from './link-shared.ts';
import { onMention, onMessage } from './message.ts';
import { FOUND_EVENTS, LOST_EVENTS, onJoined, onMoved, onPlace, onShared, onUser, SHARED_EVENTS } from './place.ts';
import { onPress } from './press.ts';
import { onShortcut, SHORTCUTS } from './shortcut.ts';
import { onSubmit } from './submit.ts';

/** Event types we listen to; the manifest subscribes to the same (message by kind of channel). */
export const EVENTS = [
  'app_mention',
  'app_home_opened',
  'link_shared',
  'message',
  'member_joined_channel',
  'channel_id_changed',
  'user_change',
  ...LOST_EVENTS,
  ...FOUND_EVENTS,
  ...SHARED_EVENTS,
] as const;

const ANY = /^/;

/** Which function takes what. Every button and form comes here: what is not ours gets the core's answer to `unknown`. */
export function listen(app: App, commandName: string, shared: Shared, messageKey: Messenger['messageKey']): void {
  const events = {
    app_mention: (deps: Deps, body: unknown) => onMention(deps, messageKey, body),
    app_home_opened: onHome,
    link_shared: onLinkShared,
    message: (deps: Deps, body: unknown) => onMessage(deps, messageKey, body),
    member_joined_channel: onJoined,
    channel_id_changed: (deps: Deps, body: unknown) => onMoved(deps, messageKey, body),
    user_change: onUser,
    channel_shared: onShared,
    channel_unshared: onShared,
    ...placeEvents(LOST_EVENTS, 'place-lost'),
    ...placeEvents(FOUND_EVENTS, 'place-found'),
  } satisfies Record<(typeof EVENTS)[number], (deps: Deps, body: unknown) => Promise<void>>;
  /** handOver puts the request's watch in the context, and who authorized it its workspace. */
  const of = ({ watch, workspace }: Record<string, unknown>): Deps => ({
    ...shared,
    ...(workspace as Workspace),
    watch: watch as Watch,
  });
  app.command(commandName, ({ context, body, ack }) => owned(onCommand(of(context), body, ack as Ack)));
  app.action(ANY, ({ context, body, ack }) => owned(onPress(of(context), body, () => ack())));
  app.view(ANY, ({ context, body, ack }) => owned(onSubmit(of(context), body, ack as Ack)));
  app.view({ type: 'view_closed', callback_id: ANY }, ({ context, body, ack }) =>
    owned(onLeave(of(context), body, () => ack())),
  );
  app.shortcut({ type: 'shortcut', callback_id: ASK_CALLBACKS.anywhere }, ({ context, body, ack }) =>
    owned(onAskAnywhere(of(context), body, () => ack())),
  );
  app.shortcut({ type: 'message_action', callback_id: ASK_CALLBACKS.message }, ({ context, body, ack }) =>
    owned(onAskAbout(of(context), body, () => ack())),
  );
  for (const [callback_id, idea] of Object.entries(SHORTCUTS)) {
    app.shortcut({ type: 'message_action', callback_id }, ({ context, body, ack }) =>
      owned(onShortcut(of(context), messageKey, idea, body, () => ack())),
    );
  }
  for (const name of EVENTS) app.event(name, ({ context, body }) => owned(events[name](of(context), body)));
}

function placeEvents<E extends string>(names: readonly E[], kind: 'place-lost' | 'place-found') {
  const listener = (deps: Deps, body: unknown) => onPlace(deps, kind, body);
  return Object.fromEntries(names.map((name) => [name, listener])) as Record<E, typeof listener>;
}

/** A payload without its shape is the sender's fault, as is what Bolt trips over. All else that a listener throws is ours. */
async function owned(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ZodError || error instanceof TryAgain) throw error;
    throw new TryAgain('a listener failed', { cause: error });
  }
}
