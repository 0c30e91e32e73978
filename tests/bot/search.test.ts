/** `søk` and what is shown to others, through the core on a real store. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Core, createCore } from '../../bot/core.ts';
import { DEFAULT_POLICY } from '../../bot/domain/index.ts';
import type { Input, Reply } from '../../bot/face.ts';
import type { Store } from '../../bot/ports.ts';
import { searchWords } from '../../bot/search-words.ts';
import type { Node, Values, View } from '../../bot/view.ts';
import { caseLink, numberInLink } from '../../bot/views/case-link.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { link } from '../contracts/store-fixtures.ts';
import { recordingLog } from '../support/log.ts';

/** Monday 1 February 2027, 10:00 in Oslo. */
const MONDAY = '2027-02-01T09:00:00.000Z';

describe('the words of a text', () => {
  test.each([
    ['Måling på sengepost', ['maling', 'pa', 'sengepost']],
    ['MAALING PAA SENGEPOST', ['maling', 'pa', 'sengepost']],
    ['søk, soek og sok', ['sok', 'og']],
    ['Ærlig, aerlig; ärlig', ['aerlig']],
    ['Øye, oeye, öye', ['oye']],
    ['Idé à la carte – «naïv»', ['ide', 'a', 'la', 'carte', 'naiv']],
    ['HT-2027-014', ['ht', '2027', '014']],
    ['a\u030Apen', ['apen']],
    ['ﬁnn Ⅳ', ['finn', 'iv']],
    [' ?! ', []],
  ])('«%s» are %j', (text, words) => {
    expect(searchWords(text)).toEqual(words);
  });
});

let store: Store;
let core: Core;
let now: string;
let requests: number;

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  [now, requests] = [MONDAY, 0];
  let ids = 0;
  const newId = () => `q${++ids}`;
  core = createCore({
    store,
    clock: () => now,
    newId,
    log: recordingLog(),
    worker: 'w',
    paceMs: 1,
    publicUrl: 'https://samrad.example/',
  });
  for (const [_id, code, people] of [
    ['nord', 'HT', ['ola', 'kari', 'nina']],
    ['soer', 'SS', ['ola', 'per']],
  ] as const) {
    const seats = [{ id: 'by:1', block: 'by', holder: people[1], substitute: null }];
    const topics = [{ id: 'medikament', name: { nb: 'Legemidler', en: 'Medication' }, lead: null }];
    const names = { code, name: { nb: 'Hjemmetjenester' }, topics };
    const group = { id: 'a', ...names, seats, experts: ['ola'], coordinators: [] };
    const lists = { blocks: { by: { nb: 'byen' } }, groups: [group], ladder: [], policy: DEFAULT_POLICY };
    await store.directory.saveCollaboration({
      ...{ _id, name: { nb: _id }, language: 'nb', version: 1, updatedAt: MONDAY, ...lists },
      people: people.map((id) => ({
        ...{ id, name: id, email: `${id}@example.no` },
        ...(id === 'nina' ? { language: 'nn' as const } : {}),
      })),
    });
  }
});
afterEach(async () => {
  await core.stop();
  await store.close();
});

type Doing = Input extends infer I ? (I extends Input ? Omit<I, 'account' | 'requestId'> : never) : never;

async function act(who: string, doing: Doing): Promise<Reply> {
  requests += 1;
  const email = `${who}@example.no`;
  const account = { platform: 'slack' as const, team: 'T', user: who, profile: async () => ({ email }) };
  return await core.bot.act({ ...doing, account, requestId: `r${requests}` } as Input);
}

/** Decided at once, by the expert alone. */
async function asked(title: string, more: Values = {}, where = 'nord', practice = ''): Promise<void> {
  const words = { title, question: `${title} (en)`, proposal: 'Ja.', criticality: 'green', answer: 'expert' };
  const values = { group: 'a', ...words, ...more };
  const reply = await act('ola', { kind: 'submit', act: { do: 'ask', arg: `${where}/${practice}` }, values });
  expect(reply.kind).toBe('done');
  now = new Date(Date.parse(now) + 60_000).toISOString();
  await core.settle();
}

const says = (who: string, words: string) => act(who, { kind: 'command', words, channel: null });
const textsOf = (nodes: Node[]) => nodes.flatMap((node) => ('text' in node ? [node.text] : []));

async function view(who: string, words: string): Promise<View> {
  const reply = await says(who, words);
  if (!('view' in reply) || !reply.view) throw new Error(JSON.stringify(reply));
  return reply.view;
}
/** The titles that are shown, in order. */
async function titles(who: string, words: string): Promise<string[]> {
  const { nodes } = await view(who, `søk ${words}`);
  return nodes.flatMap((node) => (node.type === 'text' && node.style === 'strong' ? [node.text] : [])).slice(1);
}

describe('søk', () => {
  test('finds by title, the vendor’s words, the answer, number and topic, and says what came of it', async () => {
    await asked('Skal multidose pakkes?', { question: 'Shall pouches be packed?', proposal: 'På apoteket.' });
    await asked('Hvor vises målingene?', { topic: 'a/medikament' });
    for (const words of ['multidose', 'pouches', 'APOTEK', 'HT-2027-001', 'ht-2027-1', 'pakkes multi']) {
      expect([words, await titles('kari', words)]).toEqual([words, ['Skal multidose pakkes?']]);
    }
    for (const words of ['maaling', 'legemidler', 'medication', 'medikament']) {
      expect([words, await titles('kari', words)]).toEqual([words, ['Hvor vises målingene?']]);
    }
    expect((await view('kari', 'søk multidose')).nodes).toEqual([
      { type: 'text', text: 'Én sak om «multidose»', style: 'strong' },
      { type: 'text', text: 'HT-2027-001 · besluttet 1.2.2027 · felles løsning · Hjemmetjenester', style: 'subtle' },
      { type: 'text', text: 'Skal multidose pakkes?', style: 'strong' },
      { type: 'quote', text: 'På apoteket.' },
      {
        type: 'actions',
        items: [
          { type: 'button', label: 'Les mer: HT-2027-001', act: { do: 'details', question: 'q1' }, opensForm: true },
        ],
      },
    ]);
  });

  test('by the vendor’s number in the address of its source', async () => {
    await asked('Skal multidose pakkes?', { source: 'https://sak.leverandor.example/SR-883412' });
    expect(await titles('kari', '883412')).toEqual(['Skal multidose pakkes?']);
    expect(await titles('kari', 'leverandor')).toEqual([]);
  });

  test('what is open says its deadline; what was withdrawn, and what was replaced, say so', async () => {
    await asked('Skal multidose pakkes?', { answer: 'group' });
    await asked('Skal multidose bestilles?', { answer: 'group' });
    await asked('Skal multidose leveres?');
    await act('ola', { kind: 'submit', act: { do: 'withdraw', question: 'q2' }, values: { reason: 'Feil' } });
    await asked('Skal multidose leveres hjem?', { supersedes: 'HT-2027-003' });
    const subtle = textsOf((await view('kari', 'søk multidose')).nodes).filter((text) => text.startsWith('HT-'));
    expect(subtle).toEqual([
      'HT-2027-004 · besluttet 1.2.2027 · felles løsning · Hjemmetjenester',
      'HT-2027-003 · besluttet 1.2.2027 · felles løsning · erstattet av HT-2027-004 · Hjemmetjenester',
      'HT-2027-002 · trukket · Hjemmetjenester',
      expect.stringMatching(/^HT-2027-001 · åpen · frist \d+\.2\.2027 · Hjemmetjenester$/),
    ]);
  });

  test('what has the words in its title comes before what only has them elsewhere', async () => {
    await asked('Skal multidose pakkes?');
    await asked('Hvem bestiller?', { proposal: 'Den som pakker multidose.' });
    expect(await titles('kari', 'multidose')).toEqual(['Skal multidose pakkes?', 'Hvem bestiller?']);
  });

  test('only in the collaborations the person is in', async () => {
    await asked('Skal multidose pakkes?');
    await asked('Skal multidose hentes?', {}, 'soer');
    expect(await titles('kari', 'multidose')).toEqual(['Skal multidose pakkes?']);
    expect(await titles('per', 'multidose')).toEqual(['Skal multidose hentes?']);
    expect((await titles('ola', 'multidose')).toSorted()).toEqual(['Skal multidose hentes?', 'Skal multidose pakkes?']);
    expect(await says('ukjent', 'søk multidose')).toMatchObject({ kind: 'refused' });
  });

  test('practice is not found', async () => {
    await asked('Skal multidose pakkes?', {}, 'nord', 'practice');
    expect(await titles('kari', 'multidose')).toEqual([]);
  });

  test('shows ten at most, and says that there are more', async () => {
    for (let i = 0; i < 12; i++) await asked(`Skal multidose pakkes i avdeling ${i}?`);
    const found = await view('kari', 'søk multidose');
    expect(found.summary).toBe('Mer enn ti saker om «multidose»');
    expect(await titles('kari', 'multidose')).toHaveLength(10);
    // As many blocks as a message in Slack takes.
    expect(found.nodes.length).toBeLessThanOrEqual(50);
    expect(textsOf(found.nodes).at(-1)).toBe('Her er de ti første. Skriv flere ord for å få færre.');
  });

  test('without words, or with nothing found, says what to do instead, in the person’s language', async () => {
    await asked('Skal multidose pakkes?');
    expect(await says('kari', 'søk')).toMatchObject({
      kind: 'refused',
      text: expect.stringContaining('søk multidose'),
    });
    expect(await says('kari', 'søk ?!')).toMatchObject({ kind: 'refused' });
    expect((await view('kari', 'søk bleier')).summary).toBe(
      'Jeg finner ingen sak om «bleier». Prøv færre ord, eller bare begynnelsen av et ord.',
    );
    expect((await view('nina', 'søk bleier')).summary).toMatch(/^Eg finn inga sak om «bleier»\./);
    expect((await view('nina', 'søk multidose')).summary).toBe('Éi sak om «multidose»');
  });

  test.each(['sok', 'finn', 'search', 'find', 'SØK'])('«%s» is the same', async (word) => {
    await asked('Skal multidose pakkes?');
    expect((await view('kari', `${word} multidose`)).summary).toBe('Én sak om «multidose»');
  });

  test('is in the help, and is what a misspelt word is taken for', async () => {
    expect(JSON.stringify((await view('kari', 'hjelp')).nodes)).toContain('søk – finn en tidligere beslutning');
    expect(await says('kari', 'søkk multidose')).toMatchObject({ text: expect.stringContaining('Mente du «søk»?') });
  });
});

describe('what is shown to others', () => {
  const searched = (who: string, words: string) => act(who, { kind: 'search', words });

  test('is the card without buttons, and says when it stood so', async () => {
    await asked('Skal multidose pakkes?', { proposal: 'På apoteket.' });
    const reply = await searched('kari', 'multi');
    if (!('hits' in reply)) throw new Error(JSON.stringify(reply));
    const [hit, ...more] = reply.hits ?? [];
    expect(more).toEqual([]);
    expect(hit).toMatchObject({
      title: 'Skal multidose pakkes?',
      text: 'HT-2027-001 · besluttet 1.2.2027 · felles løsning · Hjemmetjenester',
    });
    const nodes = hit?.view.nodes ?? [];
    expect(nodes.map(({ type }) => type)).not.toContain('actions');
    expect(textsOf(nodes)).toContain('På apoteket.');
    expect(textsOf(nodes).at(-1)).toBe('Slik sto saken 1.2.2027 kl. 10.01.');
  });

  test('of an open one shows what the group sees, not what the person themselves said', async () => {
    await asked('Skal multidose pakkes?', { answer: 'group' });
    await act('kari', { kind: 'press', act: { do: 'support', question: 'q1', level: 1, round: 1 } });
    const reply = await searched('kari', 'multi');
    expect(JSON.stringify(reply)).not.toContain('Du støtter');
  });

  test('is nothing to those who are on no list, and asks for words where there are none', async () => {
    await asked('Skal multidose pakkes?');
    expect(await searched('ukjent', 'multi')).toMatchObject({ kind: 'refused' });
    expect(await searched('kari', ' ')).toMatchObject({ kind: 'refused' });
    expect(await searched('kari', 'bleier')).toMatchObject({ kind: 'done', hits: [] });
  });
});

describe('the address of a question', () => {
  test.each(['https://samrad.example', 'https://samrad.example/', 'https://kommune.example/samrad'])(
    'on %s',
    (base) => {
      const address = caseLink(base, 'HT-2027-014');
      expect(address).toBe(`${base.replace(/\/$/, '')}/sak/HT-2027-014`);
      for (const written of [address, `${address}?fra=x#y`]) {
        expect(numberInLink(base, written)).toBe('HT-2027-014');
      }
    },
  );

  test.each([
    'https://annen.example/sak/HT-2027-014',
    'https://samrad.example.annen.example/sak/HT-2027-014',
    'http://samrad.example/sak/HT-2027-014',
    'https://samrad.example/HT-2027-014',
    'https://samrad.example/sak/%E0%A4%A',
    'HT-2027-014',
  ])('is not %s', (written) => {
    expect(numberInLink('https://samrad.example', written)).toBeNull();
  });

  const written = (channel: string, address = 'https://samrad.example/sak/HT-2027-001') =>
    act('kari', { kind: 'unfurl', link: address, channel: { platform: 'slack', team: 'T1', channel } });

  test('shows the question in a channel of its collaboration, without buttons, and nothing anywhere else', async () => {
    await asked('Skal multidose pakkes?');
    await store.directory.saveLink(link({ channel: 'C1', collaboration: 'nord', target: 'a' }));
    await store.directory.saveLink(link({ channel: 'C2', collaboration: 'soer', target: 'a' }));
    const reply = await written('C1');
    expect(reply).toMatchObject({ kind: 'done', text: expect.stringContaining('Skal multidose pakkes?') });
    expect(JSON.stringify(reply)).toContain('Slik sto saken');
    expect(JSON.stringify(reply)).not.toContain('"actions"');
    for (const elsewhere of ['C2', 'C3']) expect(await written(elsewhere)).toEqual({ kind: 'quiet' });
    for (const other of ['HT-2027-002', '', '../HT-2027-001', 'HT-2027-001/mer']) {
      expect(await written('C1', `https://samrad.example/sak/${other}`)).toEqual({ kind: 'quiet' });
    }
  });

  test('stands under Les mer', async () => {
    await asked('Skal multidose pakkes?');
    const reply = await act('kari', { kind: 'press', act: { do: 'details', question: 'q1' } });
    expect(JSON.stringify(reply)).toContain('I registeret: https://samrad.example/sak/HT-2027-001');
  });
});
