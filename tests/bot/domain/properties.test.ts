/** What holds for every history, whoever does what, whenever the clock comes by. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess, evolve, nextStep, type Question } from '../../../bot/domain/index.ts';
import { createHandle } from '../../../bot/index.ts';
import { openSqliteStore } from '../../../store/sqlite/index.ts';
import {
  agreed,
  brokenBy,
  brokenByEvent,
  hasQuorum,
  isAtRest,
  partsOf,
  votingSeats,
} from '../../support/ground-rules.ts';
import { type Entry, type Plan, type Played, plans, play, playAgain } from '../../support/histories.ts';

/** In portions, so that the test runner hears from us between them. */
const PORTION = 1_000;
const PORTIONS = process.env.CI ? 10 : 3;
const STORED = process.env.CI ? 400 : 40;
const LONG = 180_000;

describe(`over ${PORTIONS * PORTION} histories`, () => {
  const seen = new Set<string>();

  test.each(Array.from({ length: PORTIONS }, (_, i) => i + 1))(
    'no forbidden state, a fold that is deterministic, a clock that may come when it likes (portion %i)',
    () => {
      const property = fc.property(plans(12), (plan) => {
        const played = play(plan);
        for (const { event } of played.entries) seen.add(event.type);
        expect(problemsOf(played)).toEqual([]);
      });
      fc.assert(property, { numRuns: PORTION });
    },
    LONG,
  );

  test('and everything that can happen did', () => {
    expect([...seen].sort()).toEqual(EVERYTHING);
  });
});

describe(`over ${STORED} histories in a store`, () => {
  test(
    'the same commands make the same state, and again make nothing',
    async () => {
      const store = await openSqliteStore({ file: ':memory:' });
      let runs = 0;
      const property = fc.asyncProperty(plans(10), async (plan) => {
        runs += 1;
        const question = `q${runs}`;
        const { sent, state } = playedAs(question, plan);
        const first = createHandle({ log: store.log });
        for (const { command, refused } of sent) {
          const once = await first.handle(command);
          const twice = await first.handle(command);
          expect('refused' in once ? once.refused : null).toBe(refused);
          expect('refused' in twice ? twice.refused : null).toBe(refused);
        }
        const commits = await store.log.read(question);
        expect(withoutVersion(await first.load(question))).toEqual(withoutVersion(state));
        const recorded = new Set(commits.map(({ commandId }) => commandId));
        const elsewhere = createHandle({ log: store.log });
        for (const { command } of sent) if (recorded.has(command.commandId)) await elsewhere.handle(command);
        expect(await store.log.read(question)).toEqual(commits);
        expect(withoutVersion(await elsewhere.load(question))).toEqual(withoutVersion(state));
      });
      try {
        await fc.assert(property, { numRuns: STORED });
      } finally {
        await store.close();
      }
    },
    LONG,
  );
});

/** What is wrong with a history, in words; empty: nothing. */
function problemsOf({ entries, sent, state }: Played): string[] {
  const problems = entries.flatMap((entry) => brokenByEvent(entry).map((rule) => `${entry.event.type}: ${rule}`));
  for (const { after, event } of entries.filter(endsCommit)) {
    problems.push(...[...brokenBy(after), ...miscounted(after)].map((rule) => `after ${event.type}: ${rule}`));
  }
  if (JSON.stringify(refolded(entries)) !== JSON.stringify(state)) problems.push('folded anew it is another state');
  // One or the other: both would make the run a third longer.
  const ticks = sent.length % 2 === 0 ? 'none' : 'on time';
  if (timeline(playAgain(sent, ticks)) !== timeline(entries)) problems.push(`other events with the clock: ${ticks}`);
  return problems;
}

/** Where the core's count of a state is not what the ground rules make of it. */
function miscounted(q: Question): string[] {
  const { tally, quorum, passes, missing } = assess(q);
  const problems: string[] = [];
  const blocks = Object.values(tally.blocks);
  for (const kind of ['electorate', 'answered', 'support', 'reservation', 'objection', 'abstain'] as const) {
    const sum = blocks.reduce((all, counts) => all + counts[kind], 0);
    if (sum !== tally[kind]) problems.push(`the blocks' ${kind} adds up to something else`);
  }
  const groups = Object.values(tally.groups ?? {});
  if (groups.map(({ electorate }) => electorate).join() !== (groups.length > 0 ? sizesOf(q).join() : ''))
    problems.push('the groups have other seats');
  for (const counts of [tally, ...blocks, ...groups]) {
    const answers = counts.support + counts.reservation + counts.objection + counts.abstain;
    if (counts.answered !== answers) problems.push('the answers add up to something else');
    if (counts.answered > counts.electorate) problems.push('more answers than seats');
  }
  if (quorum !== hasQuorum(q)) problems.push(`quorum is said to be ${quorum}`);
  if (passes !== agreed(q)) problems.push(`passing is said to be ${passes}`);
  if (passes !== (missing.length === 0)) problems.push('what is missing says otherwise');
  if (passes && supportLoses(q)) problems.push('one more support makes it fail');
  if (q.status === 'open' && !isAtRest(q) && !(wakesAt(q) >= q.updatedAt)) problems.push('nothing wakes it');
  return problems;
}

/** Whether any seat that turns to support would undo a pass. */
function supportLoses(q: Question): boolean {
  return votingSeats(q)
    .filter(({ id }) => q.positions[id]?.kind !== 'objection')
    .some(({ id, holder }) => {
      const support = { kind: 'support' as const, person: holder ?? '', at: q.updatedAt };
      return !assess({ ...q, positions: { ...q.positions, [id]: support } }).passes;
    });
}

function sizesOf(q: Question): number[] {
  return partsOf(q).map((seats) => seats.length);
}

function wakesAt(q: Question): string {
  return nextStep(q)?.at ?? '';
}

/** Within a commit a state is only half told. */
function endsCommit(entry: Entry, i: number, entries: Entry[]): boolean {
  return entries[i + 1]?.commit !== entry.commit;
}

function refolded(entries: Entry[]): Question | null {
  return entries.reduce<Question | null>((state, { event, at }) => evolve(state, event, at, 'q'), null);
}

function timeline(entries: Entry[]): string {
  return JSON.stringify(entries.map(({ at, event }) => ({ at, event })));
}

function playedAs(question: string, plan: Plan): Played {
  const { sent, ...rest } = play(plan);
  const renamed = sent.map(({ command, refused }) => {
    return { command: { ...command, question, commandId: `${question}/${command.commandId}` }, refused };
  });
  return { ...rest, sent: renamed };
}

function withoutVersion(q: Question | null) {
  return q && { ...q, id: 'q', version: 0 };
}

const EVERYTHING = [
  'absence-declared',
  'absence-ended',
  'action-added',
  'action-reminded',
  'action-reported',
  'amended',
  'asked',
  'build-verified',
  'comment-edited',
  'comment-withdrawn',
  'commented',
  'decided',
  'deviation-recorded',
  'deviation-reviewed',
  'escalated',
  'experts-notified',
  'extended',
  'gate-passed',
  'idea-caught',
  'mandate-flagged',
  'objection-incorporated',
  'objection-maintained',
  'objection-raised',
  'objection-withdrawn',
  'position-taken',
  'preferred',
  'proposed',
  'recused',
  'reminded',
  'reopened',
  'review-due',
  'roster-renewed',
  'round-opened',
  'sent-back',
  'substitutes-called',
  'superseded',
  'turned-yellow',
  'vendor-answered',
  'went-overdue',
  'withdrawn',
];
