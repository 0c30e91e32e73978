/** Whether the log, the cards and what people saw agree. Each gives what is wrong, in words; nothing is wrong: an empty list. */
import { type Commit, firstBreak, type Platform, type Question, unseal } from '../../../bot/index.ts';
import { type Answer, type Failure, isReservation, type Said } from './answering.ts';
import type { Card, Fleet } from './fleet.ts';

/** A question's commits without a gap, in one chain, each command once. */
export function chainFaults(question: string, log: Commit[]): string[] {
  const broken = firstBreak(question, log, 0);
  const twice = repeated(log.map(({ commandId }) => commandId));
  return [...(broken ? [JSON.stringify(broken)] : []), ...twice.map((id) => `${id} is in the log twice`)];
}

interface Taken {
  who: string;
  said: string;
  version: number;
}

/** All positions in the order they stand in the log: the reservation's words, else the kind. */
export function positionsIn(log: Commit[]): Taken[] {
  return log.flatMap((commit) =>
    unseal(commit).flatMap((event) =>
      event.type === 'position-taken'
        ? [{ who: event.person, said: event.text?.said ?? event.kind, version: commit.version }]
        : [],
    ),
  );
}

/**
 * Each acknowledged answer is in the log exactly once, in each person's own order. What else is there was tried and answered with a
 * fault: the database took it all the same.
 */
export function ownOrderFaults(log: Commit[], { answers, failures }: Told): string[] {
  return [...new Set([...positionsIn(log), ...answers].map(({ who }) => who))].flatMap((person) => {
    const { lost, unasked } = ownOrder(person, log, { answers, failures });
    return [
      ...lost.map((said) => `${person} was told that «${said}» is noted, and it is not in the log in its order`),
      ...unasked.map((said) => `${person}'s «${said}» is in the log, and was not tried`),
    ];
  });
}

/** How many are in the log beside what was acknowledged. */
export function unacknowledged(log: Commit[], { answers }: Told): number {
  return positionsIn(log).length - answers.length;
}

function ownOrder(person: string, log: Commit[], { answers, failures }: Told) {
  const noted = answers.filter(({ who }) => who === person).map(({ said }) => said);
  const tried = failures.filter(({ who }) => who === person).map(({ said }) => said);
  const unasked: string[] = [];
  for (const { who, said } of positionsIn(log)) {
    if (who !== person) continue;
    if (said === noted[0]) noted.shift();
    else if (tried.some((one) => one === said)) tried.splice(tried.indexOf(said as Said), 1);
    else unasked.push(said);
  }
  return { lost: noted, unasked };
}

/** What people were told, of one question. */
export interface Told {
  answers: Answer[];
  failures: Failure[];
}

/** What was told as noted before another answer began stands before that in the log. */
export function realTimeFaults(log: Commit[], answers: Answer[]): string[] {
  const faults: string[] = [];
  const placed = placedIn(log, answers);
  const byTold = placed.toSorted((a, b) => a.told - b.told);
  let next = 0;
  let latest: (typeof placed)[number] | null = null;
  for (const answer of placed.toSorted((a, b) => a.began - b.began)) {
    for (let known = byTold[next]; known && known.told < answer.began; known = byTold[++next]) {
      if (!latest || known.version > latest.version) latest = known;
    }
    if (!latest || latest.version < answer.version) continue;
    faults.push(
      `${latest.who}'s ${latest.said} was noted before ${answer.who}'s ${answer.said} began, and stands after it`,
    );
  }
  return faults;
}

/**
 * The version each answer got: a person's answers are found in the log one after the other. Where more of theirs is in the log, which
 * tap wrote it is only known of words.
 */
function placedIn(log: Commit[], answers: Answer[]): (Answer & { version: number })[] {
  const taken = positionsIn(log);
  const from = new Map<string, number>();
  const count = (all: { who: string }[], person: string) => all.filter(({ who }) => who === person).length;
  return answers.flatMap((answer) => {
    const { who: person, said } = answer;
    const after = from.get(person) ?? 0;
    const mine = taken.find((one) => one.who === person && one.said === said && one.version > after);
    if (!mine) return [];
    from.set(person, mine.version);
    const isSure = isReservation(said) || count(taken, person) === count(answers, person);
    return isSure ? [{ ...answer, version: mine.version }] : [];
  });
}

/** Supporting, with reservation, abstaining. */
export type Counts = [number, number, number];

export function countsOf(q: Question | null): Counts {
  const all = Object.values(q?.positions ?? {});
  const of = (kind: string) => all.filter((position) => position.kind === kind).length;
  return [of('support'), of('reservation'), of('abstain')];
}

export function countsIn(text: string): Counts {
  const after = (word: string) => Number(new RegExp(`${word}\\s(\\d+)`).exec(text)?.[1] ?? 0);
  return [after('Støtter'), after('Forbehold'), after('Avstår')];
}

/** The card in its channel, as somebody sees it who has answered nothing. */
export function cardCounts({ sandbox }: Pick<Fleet, 'sandbox'>, platform: Platform, { where, title }: Card): Counts {
  return countsIn(sandbox[platform].as(`${where}.coordinator-1`).findCard(where, title)?.text ?? '');
}

/** Both platforms' cards show what the log says. */
export async function cardFaults(fleet: Fleet, cards: Card[]): Promise<string[]> {
  const faults: string[] = [];
  for (const card of cards) {
    const counts = JSON.stringify(countsOf(await fleet.handle.load(card.question)));
    for (const platform of ['slack', 'teams'] as const) {
      const shown = JSON.stringify(cardCounts(fleet, platform, card));
      if (shown !== counts) faults.push(`${card.title} in ${platform} shows ${shown}, the log says ${counts}`);
    }
  }
  return faults;
}

export function repeated(all: string[]): string[] {
  const seen = new Set<string>();
  return all.filter((one) => seen.has(one) || !seen.add(one));
}
