import { type Input, type Log, NotDelivered } from '../../bot/index.ts';
import type { AccountOf } from './account.ts';
import { openerCard } from './actions-to-card.ts';
import { type Activity, isPersonal, mentionsBot, requestIdOf, rootOf, saidAt, wordsOf } from './activity.ts';
import type { Ask, Outcome } from './ask.ts';
import { cardMessage, type Json, textMessage } from './card.ts';
import { channelOf } from './channel.ts';
import type { Connector } from './connector.ts';
import { delivered } from './delivery.ts';
import type { TeamsMessenger } from './messenger.ts';
import { personOf } from './refs.ts';
import { viewToCard } from './view-to-card.ts';

/** Teams waits 15 s for the answer to a message. */
const WITHIN_MS = 10_000;

export interface MessageDeps {
  ask: Ask;
  accountOf: AccountOf;
  messenger: TeamsMessenger;
  connector: Connector;
  log: Log;
}

/** What was said to the bot or under a card; all else in a channel is left unread. */
export async function onMessage(activity: Activity, deps: MessageDeps): Promise<void> {
  const said = saidIn(activity);
  if (!said) return;
  const from = { account: deps.accountOf(activity), requestId: requestIdOf(activity) };
  const outcome = await deps.ask({ ...said, ...from }, activity.locale, WITHIN_MS);
  try {
    await answer(activity, outcome, deps);
  } catch (error) {
    const fault = error instanceof NotDelivered ? error.fault.kind : 'fault';
    deps.log.warn({ requestId: from.requestId, fault }, 'teams: the answer was not delivered');
  }
}

type Said =
  | Pick<Input & { kind: 'command' }, 'kind' | 'words' | 'channel' | 'said'>
  | { kind: 'comment'; messageKey: string; text: string };

function saidIn(activity: Activity): Said | null {
  if (activity.from.role === 'bot' || activity.from.id === activity.recipient.id) return null;
  const words = wordsOf(activity);
  // A card's button that opens nothing is sent as a message without words; ours all open or execute.
  if (words === '' && activity.value != null) return null;
  if (isPersonal(activity)) return { kind: 'command', words, channel: null };
  const { id } = activity.conversation;
  if (mentionsBot(activity)) {
    return { kind: 'command', words, channel: channelOf(activity), said: saidAt(id, activity.id, rootOf(id)) };
  }
  const root = rootOf(id);
  if (root === undefined || root === activity.id || words === '') return null;
  return { kind: 'comment', messageKey: saidAt(id, activity.id, root).messageKey, text: words };
}

/** A reply is for the person alone, so in a channel only what opens a form is answered in the thread. */
async function answer(activity: Activity, outcome: Outcome, deps: MessageDeps): Promise<void> {
  switch (outcome.kind) {
    case 'quiet':
      return;
    case 'form':
      return inPlace(cardMessage(openerCard(outcome.form)));
    case 'done':
    case 'refused':
      return alone(outcome.text, outcome.view && cardMessage(viewToCard(outcome.view, { says: outcome.text })));
    case 'invalid':
      return alone(Object.values(outcome.errors).join(' '));
    case 'fault':
      return alone(outcome.text);
    default:
      return outcome satisfies never;
  }

  async function inPlace(message: Json): Promise<void> {
    await delivered('place', deps.connector.send(activity.serviceUrl, activity.conversation.id, message));
  }

  async function alone(text: string, message: Json = textMessage(text)): Promise<void> {
    if (isPersonal(activity)) return inPlace(message);
    try {
      await deps.messenger.toPerson(personOf(activity), message);
    } catch (error) {
      // Who has no chat with the bot is still told, but only the sentence: the card may show their own position.
      if (!(error instanceof NotDelivered && error.fault.kind === 'channel-gone')) throw error;
      await inPlace(textMessage(text));
    }
  }
}
