/** Where a question stands: the tally, whether it passes, and what is still needed. The thresholds are those of the pinned policy. */
import { electorate, hasProposal, partsNow } from './electorate.ts';
import { moreToReach, neededOf, reaches } from './fraction.ts';
import { openObjections } from './objections.ts';
import type { PassRules } from './policy.ts';
import type { Counts, GroupTally, Need, Question, Seat, Tally } from './question.ts';

export interface Assessment {
  tally: Tally;
  /** Enough answers (or active support, for green): what an extension could mend. */
  quorum: boolean;
  /** Would be decided if the deadline were now. */
  passes: boolean;
  missing: Need[];
}

export function tallyOf(q: Question): Tally {
  const voting = electorate(q);
  const whole = countsOf(q, voting);
  const parts = partsNow(q);
  if (parts.length === 1) return whole;
  const of = (seats: Seat[]) => voting.filter((seat) => seats.includes(seat));
  return { ...whole, groups: Object.fromEntries(parts.map(({ group, seats }) => [group, countsOf(q, of(seats))])) };
}

function countsOf(q: Question, seats: Seat[]): GroupTally {
  const total = zero();
  const blocks: Record<string, Counts> = {};
  for (const seat of seats) {
    blocks[seat.block] ??= zero();
    const block = blocks[seat.block] as Counts;
    const kind = q.positions[seat.id]?.kind;
    for (const counts of [total, block]) {
      counts.electorate += 1;
      if (!kind) continue;
      counts.answered += 1;
      counts[kind] += 1;
    }
  }
  return { ...total, blocks };
}

/** Each group's own tally, by group; where one group or a body answers it is the whole. */
export function tallyParts(tally: Tally): { group: string | undefined; tally: GroupTally }[] {
  if (!tally.groups) return [{ group: undefined, tally }];
  return Object.entries(tally.groups).map(([group, own]) => ({ group, tally: own }));
}

/** A question asked of several groups passes when it does in each of them. */
export function assess(q: Question): Assessment {
  const tally = tallyOf(q);
  const rules = q.policy.criticality[q.criticality];
  const parts = tallyParts(tally);
  const unproposed: Need[] = hasProposal(q) ? [] : [{ need: 'proposal' }];
  const answers = [...unproposed, ...parts.flatMap((part) => quorumNeeds(part.tally, rules, part.group))];
  const accepted = parts.flatMap((part) => acceptanceNeeds(part.tally, rules, part.group));
  const others = [...accepted, ...objectionNeeds(q, rules)];
  const missing = q.level > 1 && tally.electorate === 0 ? [bodyNeed(q)] : [...answers, ...others];
  const quorum = parts.every((part) => part.tally.electorate > 0) && answers.length === 0;
  return { tally, quorum, passes: quorum && others.length === 0, missing };
}

/** How many accept: support and reservation. */
export function accepting(counts: Counts): number {
  return counts.support + counts.reservation;
}

/** Those the accept share is taken of; abstentions count for quorum only. */
export function takingSides(counts: Counts): number {
  return accepting(counts) + counts.objection;
}

function quorumNeeds(tally: GroupTally, rules: PassRules, group: string | undefined): Need[] {
  const needs: Need[] = [];
  const of = group === undefined ? {} : { group };
  if (rules.quorum && !reaches(tally.answered, tally.electorate, rules.quorum)) {
    const count = Math.max(1, neededOf(tally.electorate, rules.quorum) - tally.answered);
    needs.push({ need: 'answers', count, block: null, ...of });
  }
  for (const [block, counts] of Object.entries(tally.blocks)) {
    if (!rules.blockQuorum || reaches(counts.answered, counts.electorate, rules.blockQuorum)) continue;
    const count = neededOf(counts.electorate, rules.blockQuorum) - counts.answered;
    needs.push({ need: 'answers', count, block, ...of });
  }
  const support = (rules.minActiveSupport ?? 0) - tally.support;
  if (support > 0) needs.push({ need: 'support', count: support, ...of });
  return needs;
}

function acceptanceNeeds(tally: GroupTally, rules: PassRules, group: string | undefined): Need[] {
  const needs: Need[] = [];
  const of = group === undefined ? {} : { group };
  if (rules.acceptShare && !reaches(accepting(tally), takingSides(tally), rules.acceptShare)) {
    const count = moreToReach(accepting(tally), takingSides(tally), rules.acceptShare);
    needs.push({ need: 'acceptance', count, block: null, ...of });
  }
  for (const [block, counts] of Object.entries(tally.blocks)) {
    if (!rules.blockAcceptShare || reaches(accepting(counts), takingSides(counts), rules.blockAcceptShare)) continue;
    const count = moreToReach(accepting(counts), takingSides(counts), rules.blockAcceptShare);
    needs.push({ need: 'acceptance', count, block, ...of });
  }
  return needs;
}

function objectionNeeds(q: Question, rules: PassRules): Need[] {
  const maintained = q.objections.filter(({ level, status }) => level === q.level && status === 'maintained');
  const allowed = rules.maintainedObjections !== 'from-level-2' || q.level > 1;
  return [
    ...openObjections(q).map(({ n }): Need => ({ need: 'open-objection', objection: n })),
    ...(allowed ? [] : maintained.map(({ n }): Need => ({ need: 'maintained-objection', objection: n }))),
  ];
}

function bodyNeed(q: Question): Need {
  return { need: 'body', level: q.level };
}

function zero(): Counts {
  return { electorate: 0, answered: 0, support: 0, reservation: 0, objection: 0, abstain: 0 };
}
