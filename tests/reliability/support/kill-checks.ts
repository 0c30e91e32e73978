/** Whether log, store, cards and people's screens agree after the kills. Each gives what is wrong, in words; nothing is wrong: an empty list. */
import { viewToContent } from '../../../adapters/slack/view-to-blocks.ts';
import { viewToCard } from '../../../adapters/teams/view-to-card.ts';
import {
  type CardRecord,
  type Commit,
  createHandle,
  evolve,
  type Notice,
  nextStep,
  type Question,
  type Store,
  unseal,
} from '../../../bot/index.ts';
import { createPeople } from '../../../bot/people.ts';
import { createCardRenderer } from '../../../bot/writing.ts';
import { messageText } from '../../../sandbox/slack/text.ts';
import { visibleText } from '../../../sandbox/teams/index.ts';
import { countsIn, countsOf, repeated } from './checks.ts';
import { type Comment, isCard, type Said } from './kill-people.ts';
import { everywhere, type Posted, postedIn } from './kill-seen.ts';
import type { Stand } from './kill-stand.ts';

/** All that people gave, in the order of the log: in words where there are any, else the kind. */
export function givenIn(log: Commit[]): { who: string; said: string }[] {
  return log.flatMap(unseal).flatMap((event) => {
    switch (event.type) {
      case 'position-taken':
        return [{ who: event.person, said: event.text?.said ?? event.kind }];
      case 'objection-raised':
        return [{ who: event.person, said: event.text.said }];
      case 'amended':
        return [{ who: event.person, said: event.proposal.text?.said ?? '' }];
      default:
        return [];
    }
  });
}

/** Each person's, in their order. */
export function byPerson(all: { who: string; said: string }[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { who, said } of all) found.set(who, [...(found.get(who) ?? []), said]);
  return found;
}

/**
 * What was told as noted is in the log in each person's order. What else is there was tried, and the bot died before it said so: then the
 * question closed, or an amendment came between, so that the same was given once more.
 */
export function lostIn(log: Commit[], noted: Said[], failed: Said[]): string[] {
  const told = byPerson(noted);
  const tried = byPerson(failed);
  const unasked: string[] = [];
  for (const { who, said } of givenIn(log)) {
    const next = told.get(who)?.[0];
    if (said === next) told.get(who)?.shift();
    else if (!tried.get(who)?.includes(said)) unasked.push(`${who}'s «${said}» is in the log, and was not tried`);
  }
  const lost = [...told].flatMap(([who, all]) => all.map((said) => `${who} was told that «${said}» is noted: lost`));
  return [...lost, ...unasked];
}

/** None is kept twice, and none that the platform was told had arrived is lost. */
export function commentFaults(log: Commit[], comments: Comment[]): string[] {
  const kept = log.flatMap(unseal).flatMap((event) => (event.type === 'commented' ? [event.text.said] : []));
  const lost = comments.filter(({ taken, said }) => taken && !kept.includes(said));
  return [
    ...repeated(kept).map((said) => `«${said}» is kept twice`),
    ...lost.map(({ said, title }) => `«${said}» was taken, and is not kept with «${title}»`),
  ];
}

/** What the clock did: at each point the very step that was due, so none twice and none left out; and what was done. */
export function stepsIn(log: Commit[]): { faults: string[]; steps: string[] } {
  const faults: string[] = [];
  const steps: string[] = [];
  let q: Question | null = null;
  for (const commit of log) {
    const events = unseal(commit);
    const step = q && nextStep(q);
    if (commit.by === null) {
      const due = step && step.at === commit.at ? JSON.stringify(step.events()) : 'nothing';
      if (due !== JSON.stringify(events))
        faults.push(`${commit._id} by the clock at ${commit.at}, where ${due} was due`);
      steps.push(...events.map(nameOf));
    } else if (step && step.at <= commit.at)
      faults.push(`${commit._id} at ${commit.at}: what was due at ${step.at} is left out`);
    for (const event of events) q = evolve(q, event, commit.at, commit.question);
    if (q) q = { ...q, version: commit.version };
  }
  return { faults, steps };
}

function nameOf(event: ReturnType<typeof unseal>[number]): string {
  if (event.type === 'reminded') return `${event.type} ${event.kind}`;
  return event.type === 'escalated' ? `${event.type} ${event.to}` : event.type;
}

/** Every message under its key is sent and seen once; nothing is given up. */
export function noticeFaults(stand: Stand, notices: Notice[]): string[] {
  const posted = everywhere(stand);
  const seen = posted.flatMap(({ key }) => (key?.what === 'notice' ? [key.key] : []));
  // One that was changed in Teams carries its key no more.
  const ids = new Set(posted.map(({ id }) => id));
  const isSeen = ({ _id, message }: Notice) => seen.includes(_id) || ids.has(String(message?.ts ?? message?.activity));
  const now = stand.now();
  return [
    ...repeated(seen).map((key) => `${key} is seen twice`),
    ...notices.filter(({ status }) => status === 'failed').map(({ _id }) => `${_id} was given up`),
    ...notices.filter((one) => one.status === 'waiting' && one.notBefore <= now).map(({ _id }) => `${_id} waits`),
    ...notices.filter((one) => one.status === 'sent' && !isSeen(one)).map(({ _id }) => `${_id} is not seen`),
    ...seen.filter((key) => !notices.some(({ _id }) => _id === key)).map((key) => `${key} is seen, and not known`),
  ];
}

/** One message for each question in each channel that shows it, and on it what the log says. */
export async function cardFaults(stand: Stand, store: Store): Promise<string[]> {
  const handle = createHandle({ log: store.log });
  const render = createCardRenderer({ people: createPeople(store.directory), clock: stand.now });
  const faults: string[] = [];
  for (const { _id, title } of await store.register.list({})) {
    const q = await handle.load(_id);
    if (!q) return [`${_id} is not in the log`];
    for (const card of await store.cards.of(_id)) {
      const { platform, target } = card.link;
      // Whoever has to decide sees more than the others.
      const bystander = q.level === 4 ? 'chair-2' : 'chair-4';
      const all = postedIn(stand, platform, target, bystander).filter(
        (one) => isCard(one) && one.content.includes(title),
      );
      const [shown] = all;
      if (!shown || all.length > 1) faults.push(`${all.length} cards of «${title}» in ${target} (${platform})`);
      else faults.push(...faultsOf(card, q, shown, textOf(card, await render(q, card.link))));
    }
  }
  return faults;
}

function faultsOf(card: CardRecord, q: Question, shown: Posted, expected: string): string[] {
  const faults: string[] = [];
  const what = `the card ${card._id} of «${q.title.said}»`;
  const { ts, activity } = card.message ?? {};
  if ((ts ?? activity) !== shown.id) faults.push(`${what} is another message than the one that is kept up to date`);
  if (shown.text() !== expected) faults.push(`${what} shows ${shown.text()}, and not ${expected}`);
  const isOpen = q.status === 'open' && q.level === 1 && q.groups.includes(card.link.target);
  if (isOpen && JSON.stringify(countsIn(shown.text())) !== JSON.stringify(countsOf(q)))
    faults.push(`${what} counts ${countsIn(shown.text())}, the log ${countsOf(q)}`);
  return faults;
}

function textOf({ link }: CardRecord, view: Parameters<typeof viewToContent>[0]): string {
  if (link.platform === 'teams') return visibleText(viewToCard(view, { live: true }));
  const { blocks } = viewToContent(view);
  return messageText({ text: '', attachments: [], blocks } as unknown as Parameters<typeof messageText>[0]);
}
