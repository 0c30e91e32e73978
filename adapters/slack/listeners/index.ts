import type { App } from '@slack/bolt';
import type { Messenger } from '../../../bot/index.ts';
import { onCommand } from './command.ts';
import type { Ack, Deps } from './incoming.ts';
import { onMention, onMessage } from './message.ts';
import { onPress } from './press.ts';
import { onShortcut, SHORTCUTS } from './shortcut.ts';
import { onSubmit } from './submit.ts';

/** Event types we listen to; the manifest subscribes to the same (message by kind of channel). */
export const EVENTS = ['app_mention', 'message'] as const;

const ANY = /^/;

/** Which function takes what. Every button and form comes here: what is not ours gets the core's answer to `unknown`. */
export function listen(app: App, commandName: string, deps: Deps, messageKey: Messenger['messageKey']): void {
  const events = {
    app_mention: (body: unknown) => onMention(deps, messageKey, body),
    message: (body: unknown) => onMessage(deps, messageKey, body),
  } satisfies Record<(typeof EVENTS)[number], (body: unknown) => Promise<void>>;
  app.command(commandName, ({ body, ack }) => onCommand(deps, body, ack as Ack));
  app.action(ANY, ({ body, ack }) => onPress(deps, body, () => ack()));
  app.view(ANY, ({ body, ack }) => onSubmit(deps, body, ack as Ack));
  for (const [callback_id, idea] of Object.entries(SHORTCUTS)) {
    app.shortcut({ type: 'message_action', callback_id }, ({ body, ack }) =>
      onShortcut(deps, messageKey, idea, body, () => ack()),
    );
  }
  for (const name of EVENTS) app.event(name, ({ body }) => events[name](body));
}
