import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readGroups } from '../../adapters/cli/groups.ts';
import { playScenario } from '../../adapters/cli/play-scenario.ts';
import { checkRules, tryRulesOnPast } from '../../adapters/cli/rules.ts';
import { facts } from '../../adapters/cli/rules-words.ts';
import { Scenario } from '../../adapters/cli/scenario.ts';
import { createHandle, DEFAULT_POLICY, type Store } from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { collaboration, entry } from '../contracts/store-fixtures.ts';

const NOW = '2027-05-01T12:00:00.000Z';

let folder: string;
let file: string;
let out: string[];
let err: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samrad-rules-'));
  file = join(folder, 'rules.yaml');
  [out, err] = [[], []];
});
afterEach(() => rm(folder, { recursive: true }));

function told() {
  const without = (line: string) => line.replace(file, 'FILE');
  return { file, out: (line: string) => void out.push(line), err: (line: string) => void err.push(without(line)) };
}

describe('samrad rules check', () => {
  async function checked(text: string) {
    await writeFile(file, text);
    return { code: await checkRules(told()), out, err };
  }

  test('says in words what differs from the defaults', async () => {
    const text = `
green: { minActiveSupport: 2 }
yellow: { quorum: null, acceptShare: 2/3 }
ladder: [{ level: 2, workingDays: 7 }, { level: 3, workingDays: null }]
extension: { callSubstitutes: false }
pauseIsoWeeks: []
digest: { weekly: { weekday: friday } }
`;
    expect(await checked(text)).toEqual({
      code: 0,
      out: [
        'Carries no approval (approved: { by, on }).',
        'Differs from the defaults:',
        '  green: seats that must support: 2 (default 3)',
        '  yellow: share that must accept: 2/3 (default 3/4)',
        '  an extension calls in substitutes: no (default yes)',
        '  ISO weeks without working days: none (default 28, 29, 30)',
        '  weekly digest on: friday (default monday)',
        '  level 2: working days: 7 (default 5)',
        '  level 3: working days: no limit (default 10)',
        '  yellow: share of seats that must answer: not asked for (default 1/2)',
      ],
      err: [],
    });
  });

  test('says who approved them, and when', async () => {
    const text = 'approved: { by: programstyret, on: 2027-01-15 }\n';
    expect(await checked(text)).toEqual({
      code: 0,
      out: ['Approved by programstyret on 2027-01-15.', 'Nothing differs from the defaults.'],
      err: [],
    });
  });

  test('takes a whole policy as JSON', async () => {
    const { code } = await checked(JSON.stringify({ ...DEFAULT_POLICY, rounds: 3 }));
    expect(code).toBe(0);
    expect(out.slice(1)).toEqual(['Differs from the defaults:', '  rounds in the group: 3 (default 2)']);
  });

  test('reads a collaboration file for its rules', async () => {
    const example = await readFile(new URL('../../docs/examples/collaboration.yaml', import.meta.url), 'utf8');
    expect((await checked(example)).code).toBe(0);
    expect(out).toContain('  green: seats that must support: 2 (default 3)');
    const { code } = await checked('groups: []\nrules:\n  rounds: none\n');
    expect({ code, err }).toEqual({ code: 2, err: ['FILE:3: rules.rounds: should be a number'] });
  });

  test.each([
    ['green:\n  quorum: 0.5\n', ['FILE:2: green.quorum: should be a share written n/d with 0 <= n <= d, e.g. 3/4']],
    ['runder: 2\nrounds: 0\n', [expect.stringContaining('FILE:1: runder: '), 'FILE:2: rounds: should be at least 1']],
    ['approved: { by: styret }\n', ['FILE:1: approved.on: is missing']],
    ['rounds: 1\nrounds: 2\n', ['FILE:2: Map keys must be unique']],
    ['[]', ['FILE:1: should be named fields']],
    ['', ['FILE:1: should be named fields']],
  ])('refuses %j, naming line and field', async (text, faults) => {
    expect(await checked(text)).toEqual({ code: 2, out: [], err: faults });
  });

  test('a file that is not there is told so', async () => {
    expect(await checkRules(told())).toBe(2);
    expect(err[0]).toMatch(/^FILE: can't be read: ENOENT/);
  });

  test('has words for every rule there is', () => {
    const leaves = (value: unknown): number =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.values(value).reduce<number>((sum, item) => sum + leaves(item), 0)
        : 1;
    const { ladder, ...rest } = DEFAULT_POLICY;
    expect(facts(DEFAULT_POLICY)).toHaveLength(leaves(rest) + ladder.length - 1);
  });
});

describe('samrad rules try', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openSqliteStore({ file: ':memory:' });
  });
  afterEach(() => store.close());

  /** A scenario played into the store as a question of its own. */
  async function past(name: string, number: string, part: { practice?: boolean; collaboration?: string } = {}) {
    const text = await readFile(new URL(`../scenarios/${name}.json`, import.meta.url), 'utf8');
    const scenario = Scenario.parse(JSON.parse(text));
    const core = createHandle({ log: store.log });
    const { practice = false, collaboration: id = 'helse' } = part;
    const about = { collaboration: id, number, practice, question: number };
    const handle: typeof core = {
      ...core,
      handle: (c) =>
        core.handle({
          ...c,
          ...(c.type === 'ask' ? about : {}),
          question: number,
          commandId: `${number}-${c.commandId}`,
        }),
      load: () => core.load(number),
    };
    await playScenario(scenario, {
      groups: await readGroups(),
      openHandle: async () => ({ handle, close: async () => {} }),
    });
  }

  async function tried(rules: string, part: { collaboration?: string } = {}) {
    await writeFile(file, rules);
    return { code: await tryRulesOnPast({ ...told(), store, now: NOW, ...part }), out, err };
  }

  const TOO_FEW = 'groenn-uten-aktiv-stoette-forlenges-og-loeftes';
  const MAINTAINED = 'opprettholdt-innvending-gul';

  test('shows which would have ended otherwise, how, and where they parted', async () => {
    await past(TOO_FEW, 'FY-2027-002');
    await past(MAINTAINED, 'FY-2027-001');
    await past('groenn-stillhet-er-samtykke', 'FY-2027-003');
    const { code } = await tried('green: { minActiveSupport: 2 }\nyellow: { acceptShare: 1/1 }\n');
    expect(out.map((line) => line.split(/ {3,}/))).toEqual([
      ['number', 'as it was', 'under these rules', 'reason'],
      [
        'FY-2027-001',
        'decided, level 1, round 1, 2027-02-08 15:00',
        expect.stringMatching(/^lifted, level 4, round 2, not decided$/),
        'round 2 opened 2027-02-08 15:00, not: decided 2027-02-08 15:00',
      ],
      [
        'FY-2027-002',
        'lifted, level 4, not decided',
        'decided, level 1, 2027-02-04 15:00',
        'decided 2027-02-04 15:00, not: extended 2027-02-04 15:00',
      ],
      ['2 of 3 would have ended otherwise.'],
    ]);
    expect(code).toBe(0);
  });

  test('under the rules they had none would have ended otherwise', async () => {
    await past(TOO_FEW, 'FY-2027-001');
    expect(await tried('green: { minActiveSupport: 3 }\n')).toEqual({
      code: 0,
      out: ['0 of 1 would have ended otherwise.'],
      err: [],
    });
  });

  test('leaves out practice and other collaborations, and writes nothing', async () => {
    await past(TOO_FEW, 'FY-2027-001');
    await past(TOO_FEW, 'FY-2027-002', { practice: true });
    await past(TOO_FEW, 'FY-2027-003', { collaboration: 'annen' });
    await store.directory.saveCollaboration(collaboration('helse'));
    const before = await store.log.read('FY-2027-001');
    await tried('green: { minActiveSupport: 1 }\n', { collaboration: 'helse' });
    expect(out.at(-1)).toBe('1 of 1 would have ended otherwise.');
    expect(await store.log.read('FY-2027-001')).toEqual(before);
    await tried('green: { minActiveSupport: 1 }\n');
    expect(out.at(-1)).toBe('2 of 2 would have ended otherwise.');
  });

  test('runs the clock to the last that any question saw, where the present is not there yet', async () => {
    await past(TOO_FEW, 'FY-2027-001');
    await store.register.put(entry('q9', { updatedAt: '2027-12-01T12:00:00.000Z' }));
    await writeFile(file, 'green: { deadlineWorkingDays: 4 }\n');
    await tryRulesOnPast({ ...told(), store, now: '2027-02-10T12:00:00.000Z' });
    expect(out).toEqual(['0 of 1 would have ended otherwise.']);
  });

  test('refuses a file that is not valid, and a collaboration there is none of', async () => {
    expect(await tried('rounds: many\n')).toMatchObject({ code: 2, err: ['FILE:1: rounds: should be a number'] });
    expect(await tried('rounds: 1\n', { collaboration: 'x' })).toMatchObject({ code: 2 });
    expect(err.at(-1)).toBe('There is no collaboration x.');
  });
});
