import { type Log, NotDelivered } from '../../bot/index.ts';
import { openerCard } from './actions-to-card.ts';
import { type Activity, isPersonal, requestIdOf } from './activity.ts';
import type { Outcome } from './ask.ts';
import { cardMessage, type Json, textMessage } from './card.ts';
import type { Connector } from './connector.ts';
import { delivered } from './delivery.ts';
import type { TeamsMessenger } from './messenger.ts';
import { personOf } from './refs.ts';
import { viewToCard } from './view-to-card.ts';

export interface AnswerDeps {
  messenger: TeamsMessenger;
  connector: Connector;
  log: Log;
}

/** Tells what came of it; what can't be told now is logged. */
export async function tryToAnswer(activity: Activity, outcome: Outcome, deps: AnswerDeps): Promise<void> {
  try {
    await answer(activity, outcome, deps);
  } catch (error) {
    const fault = error instanceof NotDelivered ? error.fault.kind : 'fault';
    deps.log.warn({ requestId: requestIdOf(activity), fault }, 'teams: the answer was not delivered');
  }
}

/** A reply is for the person alone, so in a channel only what opens a form is answered in the thread. */
async function answer(activity: Activity, outcome: Outcome, deps: AnswerDeps): Promise<void> {
  switch (outcome.kind) {
    case 'quiet':
      return;
    case 'form':
      return inPlace(cardMessage(openerCard(outcome.form)));
    case 'done':
    case 'refused':
      return alone(
        outcome.text,
        outcome.view && cardMessage(viewToCard(outcome.view, { says: outcome.text, list: true })),
      );
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
