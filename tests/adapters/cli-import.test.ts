import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importCollaboration } from '../../adapters/cli/import.ts';
import { type Collaboration, createHandle, DEFAULT_POLICY, rosterOf, type Store } from '../../bot/index.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { entry } from '../contracts/store-fixtures.ts';

const NOW = '2027-01-11T08:00:00.000Z';
const EXAMPLE = await readFile(new URL('../../docs/examples/collaboration.yaml', import.meta.url), 'utf8');

let store: Store;
let folder: string;
let file: string;
let lines: string[];

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  folder = await mkdtemp(join(tmpdir(), 'samrad-import-'));
  file = join(folder, 'collaboration.yaml');
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

let ids = 0;
async function run(text: string, dryRun = false): Promise<0 | 1> {
  await writeFile(file, text);
  lines = [];
  const handle = createHandle({ log: store.log });
  const out = (line: string) => lines.push(line.replace(file, 'FILE'));
  return importCollaboration({ file, dryRun, store, handle, newId: () => `id-${++ids}`, now: NOW, out });
}

/** The example with one piece of text replaced; fails when it is not there. */
function exampleWith(piece: string, by: string): string {
  expect(EXAMPLE).toContain(piece);
  return EXAMPLE.replace(piece, by);
}

describe('samrad import', () => {
  it('takes the example of the handbook into use and sums it up', async () => {
    expect(await run(EXAMPLE)).toBe(0);
    expect(lines.slice(-2)).toEqual([
      'groups: 1 · seats: 5, 3 filled · bodies above: 1 · people: 5 · channels: 2',
      'Taken into use, version 1. Open questions brought up to date: 0.',
    ]);
    const saved = await store.directory.collaboration('fjordkommunene');
    expect(saved?.policy.criticality.green.minActiveSupport).toBe(2);
    expect(await store.directory.linksTo('fjordkommunene', 'hjemmetjenester')).toHaveLength(2);
  });

  it('on a dry run tells what would change and writes nothing', async () => {
    await run(EXAMPLE);
    const before = await store.directory.collaboration('fjordkommunene');
    expect(await run(exampleWith('seat: "storby:2"', 'seat: "storby:3"'), true)).toBe(0);
    expect(lines).toEqual([
      '~ Ola Eksempel moves from storby:2 to storby:3 in hjemmetjenester',
      'groups: 1 · seats: 5, 3 filled · bodies above: 1 · people: 5 · channels: 2',
      'Dry run: nothing was written.',
    ]);
    expect(await store.directory.collaboration('fjordkommunene')).toEqual(before);
  });

  it('on a dry run of a new collaboration creates none', async () => {
    expect(await run(EXAMPLE, true)).toBe(0);
    expect(lines[0]).toBe('fjordkommunene is new.');
    expect(lines).toContain('+ municipality fjord: Fjord kommune, region Kysten');
    expect(lines).toContain('+ hjemmetjenester works from 2027-01-11 to 2027-06-18');
    expect(lines.filter((line) => line.startsWith('+ person'))).toEqual([]);
    expect(await store.directory.collaborations()).toEqual([]);
    expect(await store.directory.linksOf('slack', 'T0123456789', 'C0123456789')).toEqual([]);
  });

  it('takes rules into use that no body approved, and says so', async () => {
    const unapproved = exampleWith('  approved: { by: beslutningsgruppe, on: 2027-01-04 }\n', '');
    expect(await run(unapproved, true)).toBe(0);
    expect(lines).toContain('! rules version 1: not approved by any body');
    expect(await run(unapproved)).toBe(0);
    expect(lines).toContain('! rules version 1: not approved by any body');
    await run(EXAMPLE);
    expect(lines.filter((line) => line.startsWith('!'))).toEqual([]);
    const policy = (await store.directory.collaboration('fjordkommunene'))?.policy;
    expect(policy).toMatchObject({ version: 1, approved: { by: 'beslutningsgruppe', on: '2027-01-04' } });
  });

  it('of an unchanged file changes nothing', async () => {
    await run(EXAMPLE);
    const before = await store.directory.collaboration('fjordkommunene');
    expect(await run(EXAMPLE)).toBe(0);
    expect(lines[0]).toBe('Nothing changes.');
    expect(await store.directory.collaboration('fjordkommunene')).toEqual(before);
  });

  it('does not tell a channel as new that was linked in chat already', async () => {
    await run(EXAMPLE);
    for (const link of await store.directory.linksTo('fjordkommunene', 'hjemmetjenester')) {
      await store.directory.saveLink({ ...link, origin: 'chat' });
    }
    await run(EXAMPLE);
    expect(lines[0]).toBe('Nothing changes.');
  });

  it('lets a new member answer a question that is open', async () => {
    await run(EXAMPLE);
    const collaboration = await store.directory.collaboration('fjordkommunene');
    if (!collaboration) throw new Error('not imported');
    await ask(collaboration, ['hjemmetjenester']);
    const added = `${EXAMPLE}
  - { name: Ny Eksempel, email: ny@fjord.example, roles: [{ group: hjemmetjenester, seat: distrikt:2 }] }`;
    expect(await run(added)).toBe(0);
    expect(lines.at(-1)).toBe('Taken into use, version 2. Open questions brought up to date: 1.');
    const people = (await store.directory.collaboration('fjordkommunene'))?.people;
    const newcomer = people?.find(({ email }) => email === 'ny@fjord.example');
    const seats = (await createHandle({ log: store.log }).load('q1'))?.roster.seats;
    expect(seats?.find(({ id }) => id === 'distrikt:2')?.holder).toBe(newcomer?.id);
  });

  it('lets a new member answer a question of several groups, in the seat of the group they joined', async () => {
    const two = exampleWith(
      'groups:\n',
      `groups:\n  - { id: legevakt, code: LV, name: { nb: Legevakt }, seats: { distrikt: 2 } }\n`,
    )
      .replace('role: expert }\n', `role: expert }\n      - { group: legevakt, seat: "distrikt:1", role: expert }\n`)
      .replace('role: coordinator }\n', 'role: coordinator }\n      - { group: legevakt, role: coordinator }\n');
    expect(await run(two)).toBe(0);
    const collaboration = await store.directory.collaboration('fjordkommunene');
    if (!collaboration) throw new Error('not imported');
    await ask(collaboration, ['hjemmetjenester', 'legevakt']);
    const added = `${two}
  - { id: ny, name: Ny Eksempel, email: ny@fjord.example, roles: [{ group: legevakt, seat: distrikt:2 }] }`;
    expect(await run(added)).toBe(0);
    const roster = (await createHandle({ log: store.log }).load('q1'))?.roster;
    expect(roster?.version).toBe(2);
    expect(roster?.seats.filter(({ holder }) => holder === 'ny')).toEqual([
      { id: 'legevakt/distrikt:2', block: 'distrikt', holder: 'ny', substitute: null, group: 'legevakt' },
    ]);
  });
});

/** A question q1 in the log and in the register, asked by the expert of the first of these groups. */
async function ask(collaboration: Collaboration, groups: string[]): Promise<void> {
  const [group = ''] = groups;
  const expert = collaboration.groups.find(({ id }) => id === group)?.experts[0] ?? '';
  const asked = await createHandle({ log: store.log }).handle({
    ...{ type: 'ask', question: 'q1', commandId: 'ask', at: NOW, by: expert, collaboration: collaboration._id },
    ...{ number: 'HT-2027-001', group, groups, alsoGroups: [], practice: false, title: 'T', body: 'B' },
    ...{ context: null, options: [{ id: 'a', text: 'A' }], proposal: 'a', criticality: 'green', vendorDate: null },
    ...{ policy: DEFAULT_POLICY, roster: rosterOf(collaboration, groups) },
  });
  expect(asked).not.toHaveProperty('refused');
  await store.register.put(
    entry('q1', { collaboration: collaboration._id, group, groups, alsoGroups: [], version: 1 }),
  );
}

function lineOf(text: string, piece: string): number {
  return text.slice(0, text.indexOf(piece)).split('\n').length;
}

describe('a file with faults', () => {
  async function faults(text: string): Promise<string[]> {
    expect(await run(text)).toBe(1);
    expect(await store.directory.collaborations()).toEqual([]);
    return lines;
  }

  it('is refused with the line of the field', async () => {
    const text = exampleWith('seat: "distrikt:1" }\n', 'seat: "distrikt:9" }\n');
    const line = text.split('\n').findIndex((one) => one.includes('distrikt:9')) + 1;
    expect(await faults(text)).toEqual([
      `FILE:${line}: people[2].roles[0].seat: there is no seat distrikt:9 in hjemmetjenester (storby 1–3, distrikt 1–2)`,
      '1 fault; nothing was written.',
    ]);
  });

  it('names the municipality and the lead of a topic that are not there', async () => {
    const text = exampleWith('municipality: fjord', 'municipality: fjor');
    expect(await faults(text)).toEqual([
      `FILE:${lineOf(text, 'municipality: fjor\n')}: people[2].municipality: there is no municipality fjor; did you mean fjord?`,
      '1 fault; nothing was written.',
    ]);
    const led = exampleWith('lead: kari.eksempel', 'lead: ola.eksempel');
    expect((await faults(led))[0]).toBe(
      `FILE:${lineOf(led, 'lead: ola')}: groups[0].topics[0].lead: Ola Eksempel is no expert of hjemmetjenester: its experts are kari.eksempel@storby.example`,
    );
  });

  it('points to what a missing field is missing from', async () => {
    const text = exampleWith('    code: HT\n', '');
    const line = text.split('\n').findIndex((one) => one.includes('- id: hjemmetjenester')) + 1;
    expect(await faults(text)).toEqual([`FILE:${line}: groups[0].code: is missing`, '1 fault; nothing was written.']);
  });

  it('is told in the order of its lines, all faults at once', async () => {
    const text = exampleWith('language: nb', 'language: da').replace('email: ola.eksempel@storby.example', 'epost: x');
    const told = await faults(text);
    expect(told.slice(0, -1).map((line) => line.split(': ')[1])).toEqual([
      'language',
      'people[1].email',
      'people[1].epost',
    ]);
  });

  it('that is no YAML is told with the line', async () => {
    expect((await faults('id: a\nname: [b\nlanguage: nb\n'))[0]).toMatch(/^FILE:[23]: /);
  });

  it('that gives a key twice is refused', async () => {
    expect((await faults('id: a\nid: b\n'))[0]).toBe('FILE:2: Map keys must be unique');
  });

  it('that fills the memory with aliases is refused', async () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (const [i, name] of [...'bcdefgh'].entries()) {
      bomb.push(`${name}: &${name} [${Array(10).fill(`*${'abcdefg'[i]}`).join(',')}]`);
    }
    expect((await faults(bomb.join('\n')))[0]).toMatch(/^FILE:1: .*alias/);
  });

  it.each(['', 'just words', '- a list'])('that is %j is refused', async (text) => {
    expect(await faults(text)).toEqual(['FILE:1: should be named fields', '1 fault; nothing was written.']);
  });

  it('that is not there is refused', async () => {
    lines = [];
    const handle = createHandle({ log: store.log });
    const nowhere = join(folder, 'nowhere.yaml');
    const out = (line: string) => lines.push(line);
    const deps = { file: nowhere, dryRun: false, store, handle, newId: () => 'x', now: NOW, out };
    expect(await importCollaboration(deps)).toBe(1);
    expect(lines[0]).toMatch(/nowhere\.yaml: can't be read: ENOENT/);
  });

  it('that names a channel of another collaboration is refused', async () => {
    await run(EXAMPLE);
    const text = exampleWith('id: fjordkommunene', 'id: dalkommunene');
    expect(await run(text)).toBe(1);
    expect(lines.slice(0, 2).map((line) => line.replace(/:\d+:/, ':N:'))).toEqual([
      'FILE:N: groups[0].channels[0]: this channel belongs to the collaboration fjordkommunene',
      'FILE:N: groups[0].channels[1]: this channel belongs to the collaboration fjordkommunene',
    ]);
    expect(await store.directory.collaboration('dalkommunene')).toBeNull();
  });
});
