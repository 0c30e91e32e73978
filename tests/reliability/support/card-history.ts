/** What a card has shown, in the order it came to the platform, held against what the log went through. */
import type { Commit, Platform } from '../../../bot/index.ts';
import { type Counts, countsIn, positionsIn } from './checks.ts';
import type { Card, Fleet } from './fleet.ts';

/** Counts of each update that the platform took. */
export function shownBy({ sandbox }: Pick<Fleet, 'sandbox'>, platform: Platform, card: Card): Counts[] {
  if (platform === 'slack') {
    const updates = sandbox.slack.requests.filter(({ method, ok }) => method === 'chat.update' && ok);
    return updates.flatMap(({ args }) => (args.ts === card.slack ? [countsIn(textOf(args.blocks))] : []));
  }
  const updates = sandbox.teams.requests.filter(({ method, status }) => method === 'PUT' && status === 200);
  return updates.flatMap(({ path, body }) => (path.endsWith(`/${card.teams}`) ? [countsIn(textOf(body))] : []));
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** How often a card showed what can only have been an older state than one it had shown. */
export function stepsBack(shown: Counts[], log: Commit[]): number {
  const states = statesOf(log).map((counts) => JSON.stringify(counts));
  let at = 0;
  let back = 0;
  for (const counts of shown) {
    // Nobody has answered, or it is lifted and shows the body's answers.
    if (counts.every((n) => n === 0)) continue;
    const found = states.indexOf(JSON.stringify(counts), at);
    if (found < 0) back += 1;
    else at = found;
  }
  return back;
}

/** The counts after each commit. */
function statesOf(log: Commit[]): Counts[] {
  const positions = new Map<string, number>();
  return log.map((commit) => {
    for (const { who, said } of positionsIn([commit]))
      positions.set(who, said === 'support' ? 0 : said === 'abstain' ? 2 : 1);
    const count = (which: number) => [...positions.values()].filter((one) => one === which).length;
    return [count(0), count(1), count(2)];
  });
}
