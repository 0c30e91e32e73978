import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readGroups } from '../../adapters/cli/groups.ts';
import { replay } from '../../adapters/cli/replay.ts';
import { createHandle } from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'));
});
afterAll(async () => rm(folder, { recursive: true }));

const QUESTION = {
  title: 'Sortering',
  body: 'By time or by address?',
  criticality: 'yellow',
  options: [
    { id: 'a', text: 'Tid' },
    { id: 'b', text: 'Adresse' },
  ],
  proposal: 'a',
};
const SUPPORT = { at: '2027-02-02T10:00:00+01:00', by: 'trondheim:2', do: 'support' };
const FILE = {
  name: 'a file',
  group: 'legevakt',
  question: QUESTION,
  openedAt: '2027-02-01T09:00:00+01:00',
  steps: [SUPPORT],
  until: '2027-02-03T09:00:00+01:00',
};

async function openHandle() {
  const store = await openSqliteStore({ file: ':memory:' });
  return { handle: createHandle({ log: store.log }), close: store.close };
}

/** Exit code and complaints, without the file's name. */
async function played(part: object) {
  const file = join(folder, 'scenario.json');
  await writeFile(file, JSON.stringify({ ...FILE, ...part }));
  const err: string[] = [];
  const deps = { groups: await readGroups(), openHandle, out: () => {}, err: (line: string) => void err.push(line) };
  return { code: await replay([file], deps), err: err.map((line) => line.replace(`${file}: `, '')) };
}

test.each([
  ['until', { until: '2027-01-01T09:00:00+01:00', steps: [] }, 'until: is before openedAt'],
  [
    'a step before the opening',
    { steps: [{ ...SUPPORT, at: '2027-02-01T08:59:59+01:00' }] },
    'steps.0.at: is before openedAt',
  ],
  [
    'a step after the end',
    { steps: [SUPPORT, { ...SUPPORT, at: '2027-02-03T09:00:01+01:00' }] },
    'steps.1.at: is after until',
  ],
  [
    'a range downwards',
    { steps: [{ ...SUPPORT, by: 'trondheim:9..2' }] },
    'steps.0.by: a range goes upwards, over at most 1000 people',
  ],
  [
    'a range without end',
    { steps: [{ ...SUPPORT, by: 'trondheim:1..999999' }] },
    'steps.0.by: a range goes upwards, over at most 1000 people',
  ],
  ['a vacant seat', { vacant: ['trondheim:99'] }, 'vacant.0: legevakt has no seat trondheim:99'],
  ['a substitute', { substitutes: { 'roros:1': 'sub:1' } }, 'substitutes.roros:1: legevakt has no seat roros:1'],
  ['the proposal', { question: { ...QUESTION, proposal: 'c' } }, 'question.proposal: is none of the options'],
  ['the group', { group: 'tannlege' }, 'group: there is no group tannlege'],
  ['one more group', { groups: ['tannlege'] }, 'groups.0: there is no group tannlege'],
  ['a group asked twice', { groups: ['legevakt'] }, 'groups.0: legevakt is asked twice'],
  ['a group named twice', { groups: ['institusjon', 'institusjon'] }, 'groups.1: institusjon is asked twice'],
  [
    'a vacant seat of one more group',
    { groups: [{ id: 'institusjon', vacant: ['trondheim:15'] }] },
    'groups.0.vacant.0: institusjon has no seat trondheim:15',
  ],
  [
    'a seat that somebody holds',
    { groups: [{ id: 'institusjon', holders: { 'trondheim:15': 'legevakt/trondheim:1' } }] },
    'groups.0.holders.trondheim:15: institusjon has no seat trondheim:15',
  ],
  ['a level', { ladder: { 5: {} } }, 'ladder.5: the rules have no such level above the group'],
  ['the group as a level', { ladder: { 1: {} } }, 'ladder.1: the rules have no such level above the group'],
  [
    'a body’s seat',
    { ladder: { 2: { seats: { trondheim: 2 }, substitutes: { 'trondheim:3': 'sub:1' } } } },
    'ladder.2.substitutes.trondheim:3: the body at level 2 has no seat trondheim:3',
  ],
])('names %s that a scenario can not have', async (_what, part, complaint) => {
  expect(await played(part)).toEqual({ code: 2, err: [complaint] });
});

test('steps at the very start and end are played', async () => {
  const steps = [
    { ...SUPPORT, at: FILE.openedAt },
    { ...SUPPORT, at: FILE.until, by: 'trondheim:3..4' },
  ];
  expect(await played({ steps, expect: { tally: { support: 3 } } })).toEqual({ code: 0, err: [] });
});

test('an expected list is met by the same items, in whatever order their fields stand', async () => {
  const steps = [{ ...SUPPORT, by: 'coordinator:1', refused: 'not-a-member' }];
  const refusal = { reason: 'not-a-member', do: 'support', by: 'coordinator:1' };
  expect(await played({ steps, expect: { refusals: [refusal] } })).toEqual({ code: 0, err: [] });
  expect((await played({ steps, expect: { refusals: [] } })).code).toBe(1);
  expect((await played({ steps, expect: { refusals: [refusal, refusal] } })).code).toBe(1);
  expect(await played({ steps, expect: { refusals: [{ ...refusal, reason: 'closed' }] } })).toEqual({
    code: 1,
    err: ['expect.refusals.0.reason: expected "closed", got "not-a-member"'],
  });
});

test('a refusal that was not announced is unmet only where something is expected', async () => {
  const steps = [{ ...SUPPORT, by: 'coordinator:1' }];
  expect((await played({ steps })).code).toBe(0);
  expect((await played({ steps, expect: { state: 'open' } })).code).toBe(1);
});

test('a level that the file’s own rules add may have seats', async () => {
  const part = { ladder: { 5: { seats: { trondheim: 2 } } }, expect: { state: 'open' } };
  expect((await played(part)).code).toBe(2);
  const rules = { ladder: [{ level: 5, workingDays: 3 }] };
  expect(await played({ ...part, rules })).toEqual({ code: 0, err: [] });
});

test('a question whose asking was to be refused is not there; one that was asked after all is unmet', async () => {
  const precedents = [{ number: 'LV-2027-001', decidedAt: null }];
  const again = { ...QUESTION, precedents, refused: 'already-asked' };
  expect(await played({ question: again, steps: [], expect: { state: null } })).toEqual({ code: 0, err: [] });
  const asked = { question: { ...again, newInformation: 'Ny forskrift' }, steps: [], expect: { state: 'open' } };
  expect(await played(asked)).toEqual({ code: 1, err: ['question: expected already-asked, got none'] });
  const otherwise = { question: { ...again, refused: 'not-green' }, steps: [], expect: {} };
  expect(await played(otherwise)).toEqual({ code: 1, err: ['question: was refused: already-asked'] });
});

test('people of several groups are named with theirs; the first expert is the first group’s', async () => {
  const groups = [
    { id: 'institusjon', holders: { 'trondheim:2': 'expert:1' }, substitutes: { 'trondheim:3': 'sub:1' } },
  ];
  const absences = [{ person: 'institusjon/trondheim:3', from: '2027-02-02', to: '2027-02-02' }];
  const steps = [
    { ...SUPPORT, by: 'expert:1' },
    { ...SUPPORT, by: ['institusjon/expert:1', 'sub:1'] },
    { ...SUPPORT, by: 'legevakt/trondheim:2..3' },
    { ...SUPPORT, by: 'institusjon/trondheim:2', refused: 'not-a-member' },
  ];
  const tally = { groups: { legevakt: { support: 3 }, institusjon: { support: 3 } } };
  expect(await played({ groups, absences, steps, expect: { tally } })).toEqual({ code: 0, err: [] });
});
