/** Cards converge: the log says which version each should show, a worker brings the latest there. */
import type { Question } from '../domain/index.ts';
import type { CardRecord, Cards, ChannelLink, Clock, Directory, Log, Messenger, Platform } from '../ports.ts';
import { NotDelivered } from '../ports.ts';
import type { View } from '../view.ts';
import type { Work } from './follow.ts';
import { later, retryAt } from './retry.ts';

const LOCK_MS = 30_000;
const BATCH = 20;

export interface CardDeps {
  cards: Cards;
  directory: Directory;
  load(question: string): Promise<Question | null>;
  /** The card as this channel sees it. */
  render(q: Question, link: ChannelLink): Promise<View>;
  messengers: Partial<Record<Platform, Messenger>>;
  clock: Clock;
  worker: string;
  log: Log;
}

/** Every channel that shows the question: its groups', those of groups that are told, and the bodies it was lifted to. */
export async function linksFor(q: Question, directory: Directory): Promise<ChannelLink[]> {
  const bodies = q.roster.ladder.filter((body) => q.escalations.some((escalation) => escalation.to === body.level));
  const targets = [...q.groups, ...q.alsoGroups, ...bodies.map((body) => body.id)];
  return (await Promise.all(targets.map((target) => directory.linksTo(q.collaboration, target)))).flat();
}

export function createCardWork({ cards, directory, load }: CardDeps): Work {
  return async (question) => {
    const q = await load(question);
    if (!q) return;
    for (const link of await linksFor(q, directory)) await cards.want(question, link, q.version);
  };
}

/** Brings cards that are behind to the latest state; returns how many it tried. Cards of different channels go side by side. */
export async function convergeCards(deps: CardDeps): Promise<number> {
  const { cards, clock, worker } = deps;
  const claimed = await cards.claim(worker, clock(), later(clock(), LOCK_MS), BATCH);
  await Promise.all(claimed.map((card) => converge(card, deps)));
  return claimed.length;
}

async function converge(card: CardRecord, deps: CardDeps): Promise<void> {
  const { cards, clock, worker, log } = deps;
  try {
    const q = await deps.load(card.question);
    const messenger = deps.messengers[card.link.platform];
    if (!q || !messenger) return await cards.postpone(card._id, worker, retryAt(clock(), card.attempts));
    const view = await deps.render(q, card.link);
    const message = await show(card, view, messenger);
    await cards.shown(card._id, worker, message, q.version, messenger.messageKey(message));
  } catch (error) {
    const gone = error instanceof NotDelivered && error.fault.kind === 'message-gone';
    const wait = error instanceof NotDelivered && error.fault.kind === 'later' ? error.fault.retryAfterMs : null;
    await cards.postpone(card._id, worker, retryAt(clock(), card.attempts, wait), gone);
    const fault = error instanceof NotDelivered ? error.fault.kind : 'fault';
    log.warn(
      { card: card._id, attempts: card.attempts, fault, ...unexpected(error) },
      'card not brought up to date; trying again',
    );
  }
}

function unexpected(error: unknown): object {
  return error instanceof NotDelivered ? {} : { err: error };
}

async function show(card: CardRecord, view: View, messenger: Messenger): Promise<Record<string, unknown>> {
  if (card.message) {
    await messenger.updateCard(card.message, view);
    return card.message;
  }
  // A try before this one, or a process that was killed, may have posted without our hearing of it.
  const earlier = await messenger.findCard?.(card.link, card._id);
  if (earlier && (await updated(earlier, view, messenger))) return earlier;
  return await messenger.postCard(card.link, view, card._id);
}

/** false: it is there and can't be changed any more. */
async function updated(message: Record<string, unknown>, view: View, messenger: Messenger): Promise<boolean> {
  try {
    await messenger.updateCard(message, view);
    return true;
  } catch (error) {
    if (error instanceof NotDelivered && error.fault.kind === 'message-gone') return false;
    throw error;
  }
}
