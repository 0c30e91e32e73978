/** Cards converge: the log says which version each should show, a worker brings the latest there. */
import { addDays, dateOf, type Instant, instantOf, type Question } from '../domain/index.ts';
import { isSameChannel, type Places, type Where } from '../places.ts';
import type {
  CardRecord,
  Cards,
  ChannelLink,
  DeliveryFault,
  Directory,
  Lane,
  MessageRef,
  Messenger,
} from '../ports.ts';
import { NotDelivered } from '../ports.ts';
import type { View } from '../view.ts';
import type { Work } from './follow.ts';
import { heldFromNow, LOCK_MS, later, retryAt } from './retry.ts';
import type { SendingDeps } from './sending.ts';

/** Of the priorities of messages: what happens to a question. */
const PRIORITY = 1;
/** A channel that is gone, a card that no platform takes: tried now and then, since somebody may mend it. */
const RARELY_MS = 3_600_000;
/** Before people come to work: "3 working days left" is true for the day. */
const MORNING = '05:00';

export interface CardDeps extends SendingDeps {
  cards: Cards;
  directory: Directory;
  places: Pick<Places, 'lost' | 'found'>;
  load(question: string): Promise<Question | null>;
  /** The card as this channel sees it. */
  render(q: Question, link: ChannelLink): Promise<View>;
  /** At most one update of a card in so many milliseconds. */
  paceMs: number;
}

/** Every channel that shows the question: its groups', those of groups that are told, and the bodies it was lifted to. */
export async function linksFor(q: Question, directory: Directory): Promise<ChannelLink[]> {
  const bodies = q.roster.ladder.filter((body) => q.escalations.some((escalation) => escalation.to === body.level));
  const targets = [...q.groups, ...q.alsoGroups, ...bodies.map((body) => body.id)];
  return await directory.linksTo(q.collaboration, ...targets);
}

export function createCardWork({ cards, directory, load }: Pick<CardDeps, 'cards' | 'directory' | 'load'>): Work {
  return async (question) => {
    const q = await load(question);
    if (!q) return;
    for (const link of await linksFor(q, directory)) await cards.want(question, link, q.version);
  };
}

/** Starts to bring cards that are behind to the latest state; returns how many. Cards of different channels go side by side. */
export async function convergeCards(deps: CardDeps): Promise<number> {
  const { cards, clock, worker, pool, leader } = deps;
  if (pool.free() === 0 || (await cards.behind()) === 0 || !(await leader.lead())) return 0;
  const held = heldFromNow();
  const claimed = await cards.claim(worker, clock(), later(clock(), LOCK_MS), pool.free());
  for (const card of claimed) pool.run(() => converge(card, held, deps));
  return claimed.length;
}

/** Never rejects. */
async function converge(card: CardRecord, held: () => boolean, deps: CardDeps): Promise<void> {
  const { clock, log } = deps;
  try {
    await bringUpToDate(card, held, deps);
  } catch (error) {
    // The store is away: the lock runs out, and the card is still behind.
    log.error({ card: card._id, err: error, at: clock() }, 'a card could not be worked on');
  }
}

async function bringUpToDate(card: CardRecord, held: () => boolean, deps: CardDeps): Promise<void> {
  const { cards, clock, worker, budget, meter } = deps;
  const { _id, link } = card;
  const messenger = deps.messengers[link.platform];
  if (!messenger) return await cards.postpone(_id, worker, retryAt(clock(), card.attempts));
  const lanes = [...messenger.lanes(card.message ? { card: link } : { channel: link }), ownLane(card, deps.paceMs)];
  const wait = await budget.turn(lanes, PRIORITY);
  if (wait > 0) return await cards.release(_id, worker, later(clock(), wait));
  const q = await deps.load(card.question);
  if (!q) return await cards.postpone(_id, worker, retryAt(clock(), card.attempts));
  try {
    const view = await deps.render(q, link);
    const message = await show(card, view, messenger, held);
    if (!message) return;
    meter.delivered(link.platform, 'card', 'sent');
    await record(_id, message, q, messenger, deps);
    // It failed before: if that was because the bot was not in the channel, it is now.
    if (card.attempts > 0) await deps.places.found(channelOf(link));
  } catch (error) {
    await notShown(card, q, error, lanes, deps);
  }
}

/** Many votes become few updates. */
function ownLane({ _id }: CardRecord, paceMs: number): Lane {
  return { key: `card:${_id}`, limits: [{ requests: 1, perMs: paceMs }] };
}

async function record(id: string, message: MessageRef, q: Question, messenger: Messenger, deps: CardDeps) {
  const { cards, worker, clock, log } = deps;
  const lookAt = q.status === 'open' ? nextMorning(clock(), q.policy.timeZone) : null;
  const key = messenger.messageKey(message);
  if (await cards.shown(id, worker, { message, version: q.version, key, lookAt })) return;
  // Paused for so long that another replica took it on: what it showed may have been written over.
  log.warn({ card: id }, 'a card was shown after its lock had run out; it is shown anew');
  await cards.redo(id);
}

function nextMorning(now: Instant, timeZone: string): Instant {
  return instantOf(addDays(dateOf(now, timeZone), 1), MORNING, timeZone);
}

async function notShown(card: CardRecord, q: Question, error: unknown, lanes: Lane[], deps: CardDeps): Promise<void> {
  const { cards, clock, worker, meter, log } = deps;
  const { _id, link, attempts } = card;
  const fault: DeliveryFault | null = error instanceof NotDelivered ? error.fault : null;
  meter.delivered(link.platform, 'card', fault?.kind ?? 'fault');
  const about = { card: _id, attempts, fault: fault?.kind ?? 'fault' };
  if (fault?.kind === 'later' && fault.retryAfterMs !== null) {
    const [lane] = lanes;
    if (lane) deps.budget.block(lane, fault.retryAfterMs);
    return await cards.release(_id, worker, later(clock(), fault.retryAfterMs));
  }
  if (fault?.kind === 'message-gone' && card.message && q.status !== 'open') {
    // Somebody took away the card of what is over: it is not put back.
    log.info(about, 'the card of a closed question is gone; it is left so');
    return void (await cards.shown(_id, worker, { message: card.message, version: q.version, lookAt: null }));
  }
  log.warn(fault ? about : { ...about, err: error }, 'card not brought up to date; trying again');
  const rarely = fault?.kind === 'channel-gone' || fault?.kind === 'rejected';
  const next = retryAt(clock(), attempts, rarely ? RARELY_MS : undefined);
  await cards.postpone(_id, worker, next, fault?.kind === 'message-gone');
  if (fault?.kind === 'channel-gone') await deps.places.lost(channelOf(link));
}

function channelOf(link: ChannelLink): Where {
  return { platform: link.platform, is: (one) => isSameChannel(one, link) };
}

/** null: held for too long to begin a call; the lock runs out by itself. */
async function show(
  card: CardRecord,
  view: View,
  messenger: Messenger,
  held: () => boolean,
): Promise<MessageRef | null> {
  if (!held()) return null;
  if (card.message) {
    await messenger.updateCard(card.message, view);
    return card.message;
  }
  // A try before this one, or a process that was killed, may have posted without our hearing of it.
  const earlier = await messenger.find?.('card', { channel: card.link }, card._id);
  if (!held()) return null;
  if (earlier && (await updated(earlier, view, messenger))) return earlier;
  return await messenger.postCard(card.link, view, card._id);
}

/** false: it is there and can't be changed any more. */
async function updated(message: MessageRef, view: View, messenger: Messenger): Promise<boolean> {
  try {
    await messenger.updateCard(message, view);
    return true;
  } catch (error) {
    if (error instanceof NotDelivered && error.fault.kind === 'message-gone') return false;
    throw error;
  }
}
