import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Place } from '../../adapters/cli/copy.ts';
import { type KeepOptions, keep } from '../../adapters/cli/keep.ts';
import type { Commit, Kind, Store, StoreFacts } from '../../bot/index.ts';
import { seal } from '../../bot/seal.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { all, at, collaboration, entry, identity, link, NOON, notice } from '../contracts/store-fixtures.ts';

let folder: string;
let backup: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samrad-backup-'));
  backup = join(folder, 'samrad.gz');
  await filled('from', ['q1', 'q2', 'q3']);
});
afterEach(() => rm(folder, { recursive: true }));

const path = (name: string) => join(folder, `${name}.sqlite`);

async function on<T>(name: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openSqliteStore({ file: path(name) });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Questions of three commits that every follower is done with, and what belongs to them. */
function filled(name: string, questions: string[]): Promise<void> {
  return on(name, async (store) => {
    await store.directory.saveCollaboration(collaboration('helse'));
    await store.directory.saveLink(link());
    await store.directory.saveIdentity(identity('slack', 'U1', 'kari@example.no'));
    for (const question of questions) {
      const n = await store.directory.claimNumber('HT-2027', question);
      await appended(store, question, 3);
      await settled(store, question, 3);
      await store.register.put(entry(question, { number: `HT-2027-00${n}`, version: 3 }));
      await store.notices.put(notice(`n:${question}`, { question, status: 'sent' }));
    }
  });
}

/** Adds commits up to `version`; each says something of its own. */
async function appended({ log }: Store, question: string, version: number, said = 'Ytring'): Promise<Commit[]> {
  const commits = await log.read(question);
  for (let next = commits.length + 1; next <= version; next += 1) {
    const event = {
      type: 'commented',
      person: 'kari',
      text: { said: `${said} ${next}\u2028 om ${question} 😀` },
    } as const;
    const unsealed = { question, version: next, commandId: `${said}-${question}-${next}`, at: at(next), by: 'kari' };
    const commit = seal({ ...unsealed, events: [event] }, commits.at(-1)?.hash ?? '');
    await log.append(commit);
    commits.push(commit);
  }
  return commits;
}

/** Every follower has done its work up to `version`, and the card shows it. */
async function settled({ log, cards }: Store, question: string, version: number): Promise<void> {
  const ids = (await log.read(question)).map(({ _id }) => _id);
  for (const follower of ['register', 'cards', 'notices', 'chain'] as const) await log.strike(follower, ids);
  await cards.want(question, link(), version);
  for (const card of await cards.claim('w', NOON, NOON, 9)) {
    await cards.shown(card._id, 'w', {
      message: { ts: card.question },
      version,
      key: `C1:${card.question}`,
      lookAt: null,
    });
  }
}

/** A command on the store of that name, as the words would have it. */
async function samrad(words: string[], options: KeepOptions = {}, name = 'from', status?: (text: string) => void) {
  const [out, err] = [[] as string[], [] as string[]];
  const deps = {
    place: (): Place => ({ kind: 'sqlite', file: path(name) }),
    openStore: (place: Place) => openSqliteStore({ file: place.kind === 'sqlite' ? place.file : '' }),
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    status,
    now: () => Date.parse(NOON),
  };
  const code = await keep(words, options, deps)?.();
  return { code, out, err };
}

const copied = (to = 'to', from = 'from') =>
  samrad(['copy'], { from: `sqlite:${path(from)}`, to: `sqlite:${path(to)}` });

/** Everything in the store. */
function contents(name: string) {
  return on(name, async ({ archive }) => {
    const kinds = [
      'commits',
      'register',
      'collaborations',
      'links',
      'identities',
      'numbers',
      'cards',
      'notices',
    ] as const;
    const read = kinds.map(async (kind) => [kind, await all<Kind>(archive, kind)]);
    return Object.fromEntries(await Promise.all(read));
  });
}

async function lines(): Promise<string[]> {
  return gunzipSync(await readFile(backup))
    .toString()
    .trimEnd()
    .split('\n');
}

function rewritten(changed: string[]): Promise<void> {
  return writeFile(backup, gzipSync(changed.map((line) => `${line}\n`).join('')));
}

describe('samrad backup', () => {
  test('one file for its owner alone: what it is, every document, the counts', async () => {
    const { code, out } = await samrad(['backup', backup]);
    expect(code).toBe(0);
    expect(out.at(-1)).toMatch(/: 24 documents, 3 questions, sha256 [0-9a-f]{64}$/);
    const all = (await lines()).map((line) => JSON.parse(line));
    expect(all[0]).toEqual({ samrad: 'backup', format: 1, at: NOON, from: 'sqlite' });
    expect(all.at(-1)).toMatchObject({ end: true, counts: { commits: 9, register: 3, absences: 0 } });
    expect(all).toHaveLength(26);
    expect((await stat(backup)).mode & 0o777).toBe(0o600);
  });

  test('what opens a workspace is not in it', async () => {
    const opens = { _id: 'slack:T1', sealed: 'opens a workspace', at: NOON };
    await on('from', ({ installations }) => installations.put(opens));
    await samrad(['backup', backup]);
    expect((await lines()).join('\n')).not.toContain(opens.sealed);
    await samrad(['restore', backup], {}, 'to');
    expect(await on('to', ({ installations }) => installations.get(opens._id))).toBeNull();
    expect(await on('from', ({ installations }) => installations.get(opens._id))).toEqual(opens);
  });

  test('a file that is there is left as it is', async () => {
    await writeFile(backup, 'yesterday');
    expect((await samrad(['backup', backup])).code).toBe(2);
    expect(await readFile(backup, 'utf8')).toBe('yesterday');
  });

  test('a store that is not there is not made', async () => {
    expect((await samrad(['backup', backup], {}, 'mistyped')).code).toBe(2);
    await expect(stat(path('mistyped'))).rejects.toThrow('ENOENT');
  });

  test('where the file can not be written, nothing stays of it', async () => {
    const closed = join(folder, 'none', 'samrad.gz');
    const { code, err } = await samrad(['backup', closed]);
    expect([code, err.at(-1)]).toEqual([1, expect.stringMatching(/could not be written. ENOENT/)]);
    await mkdir(`${backup}.partial`);
    expect((await samrad(['backup', backup])).code).toBe(1);
    await expect(stat(backup)).rejects.toThrow('ENOENT');
  });

  test('a log that is not whole is told, and its backup is no good', async () => {
    tampered('from', "DELETE FROM commits WHERE id = 'q2:2'");
    const { code, err } = await samrad(['backup', backup]);
    expect(code).toBe(1);
    expect(err).toContain('q2: version 2: it is missing, later ones are there');
    expect((await samrad(['restore', backup], {}, 'to')).code).toBe(1);
  });

  test('who watches sees kinds and counts, nothing that people wrote; without a terminal a line a kind', async () => {
    const seen: string[] = [];
    expect((await samrad(['backup', backup], {}, 'from', (text) => seen.push(text))).err).toEqual([]);
    expect(seen).toContain('reading: commits 1 …');
    expect(seen.at(-1)).toBe('');
    const { err, out } = await samrad(['backup', `${backup}.2`]);
    expect(err).toContain('reading: commits 9');
    expect([...seen, ...err, ...out].join()).not.toMatch(/Ytring|kari|Kari/);
  });
});

describe('samrad restore', () => {
  beforeEach(async () => {
    await samrad(['backup', backup]);
  });

  test('into an empty store: everything, as it was; open cards are shown anew', async () => {
    const { code, out } = await samrad(['restore', backup], {}, 'to');
    expect(code).toBe(0);
    expect(out).toContain('commits: 0 before, 9 added, 9 now');
    expect(out.at(-1)).toBe('3 questions: every chain is whole.');
    const [from, to] = [await contents('from'), await contents('to')];
    const anew = from.cards.map((card: object) => ({ ...card, shown: 0 }));
    expect(to).toStrictEqual({ ...from, cards: anew });
    expect(await on('to', ({ cards }) => cards.behind())).toBe(3);
  });

  test('the card of a question that has ended stays as it is', async () => {
    await on('from', ({ register }) =>
      register.put(entry('q2', { number: 'HT-2027-002', version: 3, status: 'decided' })),
    );
    await samrad(['backup', `${backup}.2`]);
    expect((await samrad(['restore', `${backup}.2`], {}, 'to')).code).toBe(0);
    expect((await on('to', ({ cards }) => cards.of('q2'))).map(({ shown }) => shown)).toEqual([3]);
  });

  test('a store that has something is left as it is', async () => {
    await on('to', ({ directory }) => directory.saveLink(link()));
    const before = await contents('to');
    expect((await samrad(['restore', backup], {}, 'to')).code).toBe(2);
    expect(await contents('to')).toEqual(before);
  });

  test('--force adds what is missing and leaves what is there', async () => {
    await on('to', ({ directory }) => directory.saveLink(link({ ref: { newer: true } })));
    const { code, out, err } = await samrad(['restore', backup], { force: true }, 'to');
    expect(code).toBe(0);
    expect(out).toContain('links: 1 before, 0 added, 1 now');
    expect(out).toContain('commits: 0 before, 9 added, 9 now');
    expect(err.at(-1)).toBe('Was in the store already, and stands otherwise there: links 1.');
    expect((await contents('to')).links).toEqual([link({ ref: { newer: true } })]);
  });

  test('--force: a question that went on in the store keeps what it has', async () => {
    await samrad(['restore', backup], {}, 'to');
    await on('to', (store) => appended(store, 'q1', 5));
    expect((await samrad(['restore', backup], { force: true }, 'to')).code).toBe(0);
    expect(await on('to', ({ log }) => log.read('q1'))).toHaveLength(5);
  });

  test('--force: a question that went another way in the store is named, and nothing is written', async () => {
    await on('to', (store) => appended(store, 'q2', 2, 'Annet'));
    const { code, err } = await samrad(['restore', backup], { force: true }, 'to');
    expect(code).toBe(1);
    expect(err).toContain('q2: version 1: another commit is in the store already');
    expect((await contents('to')).commits).toHaveLength(2);
  });

  test('--force: a number that another question has in the store is named, and nothing is written', async () => {
    await on('to', ({ directory }) => directory.claimNumber('HT-2027', 'other'));
    const { code, err } = await samrad(['restore', backup], { force: true }, 'to');
    expect(code).toBe(1);
    expect(err).toContain('number HT-2027:1: another question has it in the store already');
    expect((await contents('to')).numbers).toHaveLength(1);
  });

  test('cut off while it wrote, it goes on with --force', async () => {
    await samrad(['restore', backup], {}, 'to');
    tampered('to', "DELETE FROM commits WHERE question > 'q1'; DELETE FROM numbers; DELETE FROM links");
    expect((await samrad(['restore', backup], { force: true }, 'to')).code).toBe(0);
    const [from, to] = [await contents('from'), await contents('to')];
    expect(to).toStrictEqual({ ...from, cards: to.cards });
  });

  const line = (has: string) => (all: string[]) => all.findIndex((one) => one.includes(has));
  const text = line('Ytring 2');
  test.each<[string, (all: string[]) => string[], string | RegExp]>([
    [
      'a text',
      (all) => all.with(text(all), all[text(all)]?.replace('Ytring 2', 'Ytrung 2') ?? ''),
      'q1: version 2: a text in it does not match its digest',
    ],
    [
      'who wrote',
      (all) => all.with(text(all), all[text(all)]?.replace('"by":"kari"', '"by":"ola"') ?? ''),
      'q1: version 2: it does not match its hash',
    ],
    ['a commit, gone', (all) => all.toSpliced(text(all), 1), 'q1: version 2: it is missing, later ones are there'],
    [
      'the last commit, gone',
      (all) => all.toSpliced(text(all) + 1, 1),
      'q1: version 3: it is missing at the end; the register has seen it',
    ],
    ['a question, gone', withoutCommits, 'q3: the register has seen it, the log has nothing of it'],
    [
      'a notice, gone',
      (all) => all.filter((one) => !one.includes('"n:q2"')),
      /counts do not match: 2 notices where it says 3/,
    ],
    [
      'a link',
      (all) => all.map((one) => one.replace('"linkedAt":"2027', '"linkedAt":"2026')),
      /does not match its sha256/,
    ],
    [
      'when it was begun',
      (all) => [all[0]?.replace('2027', '2026') ?? '', ...all.slice(1)],
      /does not match its sha256/,
    ],
    ['the end, gone', (all) => all.slice(0, -1), 'the file is cut short, after line 25'],
    ['something after the end', (all) => [...all, '{}'], 'line 27: there is something after the end'],
    ['half a line', (all) => all.with(3, '{"kind":'), 'line 4: it is not JSON'],
    ['a kind of its own', (all) => all.with(3, '{"kind":"leases","doc":{"_id":"x"}}'), /^line 4: it is no document/],
    [
      'the order',
      (all) => all.with(text(all), all[text(all) + 1] ?? '').with(text(all) + 1, all[text(all)] ?? ''),
      /^q1: /,
    ],
    ['a later format', (all) => [all[0]?.replace('"format":1', '"format":2') ?? ''], /format 2; this program knows 1/],
    ['another program', (all) => ['{}', ...all], 'it is no backup of Samråd'],
  ])('names what is wrong and writes nothing: %s', async (_what, change, told) => {
    await rewritten(change(await lines()));
    const { code, err } = await samrad(['restore', backup], {}, 'to');
    expect(code).toBe(1);
    expect(err).toContainEqual(typeof told === 'string' ? told : expect.stringMatching(told));
    expect(err.at(-1)).toBe('Nothing was written.');
    expect(Object.values(await contents('to')).flat()).toEqual([]);
  });

  test.each<[string, (whole: Buffer) => Buffer, string]>([
    ['cut short', (whole) => whole.subarray(0, whole.length - 40), 'the file is cut short'],
    ['not compressed', (whole) => gunzipSync(whole), 'it is no gzip file, or it was damaged'],
    [
      'damaged',
      (whole) => Buffer.concat([whole.subarray(0, 600), Buffer.alloc(50), whole.subarray(650)]),
      'it is no gzip file, or it was damaged',
    ],
  ])('names what is wrong with the file itself and writes nothing: %s', async (_what, change, told) => {
    await writeFile(backup, change(await readFile(backup)));
    const { code, err } = await samrad(['restore', backup], {}, 'to');
    expect(code).toBe(1);
    expect(err).toContain(told);
    expect(Object.values(await contents('to')).flat()).toEqual([]);
  });

  test('a file that is not there is refused', async () => {
    expect(await samrad(['restore', `${backup}.no`], {}, 'to')).toMatchObject({ code: 2 });
  });
});

describe('a backup of a bot that runs', () => {
  test('what comes to be while it is read is owed again, so that nothing is missing for good', async () => {
    const store = await openSqliteStore({ file: path('from') });
    const { archive } = store;
    // Between the cards and the commits, q1 goes on and every follower is done with it.
    async function* read(kind: never): AsyncGenerator<never> {
      if (kind === 'commits') {
        await appended(store, 'q1', 5);
        await settled(store, 'q1', 5);
        await store.register.put(entry('q1', { version: 5 }));
        await appended(store, 'q4', 1);
        await settled(store, 'q4', 1);
      }
      yield* archive.read(kind);
    }
    const moving = { ...store, archive: { ...archive, read } } as Store;
    const openStore = async () => moving;
    const io = { out: () => {}, err: () => {}, now: () => Date.parse(NOON) };
    const place = (): Place => ({ kind: 'sqlite', file: path('from') });
    expect(await keep(['backup', backup], {}, { ...io, place, openStore })?.()).toBe(0);

    expect(await samrad(['restore', backup], {}, 'to')).toMatchObject({ code: 0, out: expect.anything() });
    const { log, owed } = await on('to', async ({ log }) => ({
      log: (await log.read('q1')).map(({ version }) => version),
      owed: {
        register: (await log.pending('register', 9)).map(({ _id }) => _id),
        notices: (await log.pending('notices', 9)).map(({ _id }) => _id),
      },
    }));
    expect(log).toEqual([1, 2, 3, 4, 5]);
    expect(owed).toEqual({ register: ['q1:4', 'q1:5', 'q4:1'], notices: ['q1:4', 'q1:5', 'q4:1'] });
  });

  test('what was owed when it was begun is owed in it, though it was done before the commits were read', async () => {
    const store = await openSqliteStore({ file: path('from') });
    await appended(store, 'q1', 4);
    await store.log.strike('register', ['q1:4']);
    await store.register.put(entry('q1', { version: 4 }));
    const { archive } = store;
    async function* read(kind: never): AsyncGenerator<never> {
      if (kind === 'commits') await store.log.strike('notices', ['q1:4']);
      yield* archive.read(kind);
    }
    const moving = { ...store, archive: { ...archive, read } } as Store;
    const io = { out: () => {}, err: () => {}, now: () => Date.parse(NOON) };
    const place = (): Place => ({ kind: 'sqlite', file: path('from') });
    await keep(['backup', backup], {}, { ...io, place, openStore: async () => moving })?.();
    await samrad(['restore', backup], {}, 'to');
    const owed = await on('to', async ({ log }) => ({
      register: await log.pending('register', 9),
      notices: (await log.pending('notices', 9)).map(({ _id }) => _id),
    }));
    expect(owed).toEqual({ register: [], notices: ['q1:4'] });
  });
});

describe('samrad copy', () => {
  test('everything, as it was', async () => {
    const { code, out } = await copied();
    expect(code).toBe(0);
    expect(out).toContain('commits: 9 in the source; 0 before, 9 added, 9 now');
    expect(out.at(-1)).toBe('3 questions: every chain is whole.');
    expect(await contents('to')).toStrictEqual(await contents('from'));
  });

  test('run again it adds nothing; cut off, it adds what is missing', async () => {
    await copied();
    expect((await copied()).out).toContain('commits: 9 in the source; 9 before, 0 added, 9 now');
    tampered('to', "DELETE FROM commits WHERE id IN ('q2:3', 'q3:1', 'q3:2', 'q3:3'); DELETE FROM notices");
    const { code, out } = await copied();
    expect(code).toBe(0);
    expect(out).toContain('commits: 9 in the source; 5 before, 4 added, 9 now');
    expect(await contents('to')).toStrictEqual(await contents('from'));
  });

  test('a question that went on in the source since catches up in the target', async () => {
    await copied();
    await on('from', async (store) => {
      await appended(store, 'q1', 4);
      await settled(store, 'q1', 4);
      await store.register.put(entry('q1', { version: 4 }));
    });
    const { code, err } = await copied();
    expect(code).toBe(1);
    expect(err).toContain('Was in the store already, and stands otherwise there: register 1, cards 1.');
    const owed = await on('to', ({ log }) => log.pending('register', 9));
    expect(owed.map(({ _id, pending }) => [_id, pending.length])).toEqual([['q1:4', 4]]);
  });

  test('a source whose log is not whole is named, and nothing is written', async () => {
    tampered('from', 'UPDATE commits SET doc = replace(doc, \'"by":"kari"\', \'"by":"ola"\') WHERE id = \'q3:2\'');
    const { code, err } = await copied();
    expect(code).toBe(1);
    expect(err).toContain('q3: version 2: it does not match its hash');
    expect((await contents('to')).commits).toEqual([]);
  });

  test('a target that holds the command already under another question is not whole after, and that is told', async () => {
    await on('to', ({ log }) =>
      log.append(seal({ question: 'other', version: 1, commandId: 'Ytring-q2-2', at: NOON, by: null, events: [] }, '')),
    );
    const { code, err } = await copied();
    expect(code).toBe(1);
    expect(err).toContain('q2: version 2: it is missing, later ones are there');
    expect(err).toContain('q2:2: it was given, and is not in the store');
  });

  test.each<[string, KeepOptions]>([
    ['the same store', { from: 'sqlite:x', to: 'sqlite:x' }],
    ['no store', { from: 'x.sqlite', to: 'sqlite:y' }],
    ['memory', { from: 'sqlite:x', to: 'sqlite::memory:' }],
    ['a source that is not there', { from: 'sqlite:/nowhere/x', to: 'sqlite:y' }],
  ])('is refused: %s', async (_what, options) => {
    expect((await samrad(['copy'], options)).code).toBe(2);
  });
});

describe('samrad doctor', () => {
  test('says what the store is and has', async () => {
    const { code, out } = await samrad(['doctor']);
    expect(code).toBe(0);
    expect(out[0]).toMatch(/^store: SQLite \(.*from\.sqlite\), 3\.\d+\.\d+, schema \d+$/);
    expect(out[1]).toContain('commits 9, numbers 3, collaborations 1');
    expect(out[2]).toBe('waiting: cards behind 0, messages 0, steps that are due 0');
    expect(out[3]).toBe('owed by the log: register 0, cards 0, notices 0, chain 0');
    expect(out.at(-1)).toBe('lacks: nothing');
  });

  test('what was set aside is told until it is tried again', async () => {
    const store = await openSqliteStore({ file: path('from') });
    const [commit] = await all(store.archive, 'commits');
    await store.log.append({
      ...(commit as Commit),
      _id: 'aside:1',
      question: 'aside',
      commandId: 'aside',
      pending: ['cards'],
    });
    await store.log.setAside('cards', ['aside:1']);
    await store.notices.put(notice('given-up', { status: 'failed' }));
    await store.close();
    const before = await samrad(['doctor']);
    expect([before.code, before.out]).toEqual([
      1,
      expect.arrayContaining([expect.stringMatching(/^set aside: 1 commits, 1 m/)]),
    ]);
    expect((await samrad(['retry'])).out).toEqual(['tried again: 1 commits, 1 messages']);
    expect((await samrad(['retry'])).out).toEqual(['tried again: 0 commits, 0 messages']);
    const after = await samrad(['doctor']);
    expect(after.out.join()).not.toContain('set aside');
    expect(after.out[2]).toBe('waiting: cards behind 0, messages 1, steps that are due 0');
  });

  test('a server whose clock is off, or that lacks something, is told', async () => {
    const found: StoreFacts = { kind: 'mongodb', version: '7', schema: 2, lacks: ['A sentence.'], clock: at(6) };
    const facts = async () => found;
    const store = { ...(await openSqliteStore({ file: path('from') })), facts };
    const out: string[] = [];
    const io = { out: (line: string) => out.push(line), err: () => {}, now: () => Date.parse(NOON) };
    const place = (): Place => ({ kind: 'mongodb', uri: 'mongodb://kari:hemmelig@db' });
    expect(await keep(['doctor'], {}, { ...io, place, openStore: async () => store })?.()).toBe(1);
    expect(out).toContain("clock: the server's is 6000 ms ahead of this machine's");
    expect(out).toContain('lacks: A sentence.');
    expect(out.join()).not.toContain('hemmelig');
  });
});

test('other words ask for none of these', async () => {
  const words = [[], ['backup'], ['restore'], ['copy'], ['start']];
  for (const word of words) expect((await samrad(word)).code).toBeUndefined();
});

/** Without the commits of q3. */
function withoutCommits(all: string[]): string[] {
  return all.filter((line) => !line.startsWith('{"kind":"commits"') || !line.includes('"question":"q3"'));
}

/** Changes a store behind its back. */
function tampered(name: string, sql: string): void {
  const db = new Database(path(name));
  db.exec(sql);
  db.close();
}
