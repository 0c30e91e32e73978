/** Forms that are opened about a message, and closed unsent, through the core on a real store. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Core, createCore } from '../../bot/core.ts';
import { DEFAULT_POLICY } from '../../bot/domain/index.ts';
import type { Input, Reply } from '../../bot/face.ts';
import type { Store } from '../../bot/ports.ts';
import type { Form, Values } from '../../bot/view.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { link } from '../contracts/store-fixtures.ts';
import { recordingLog } from '../support/log.ts';

/** Monday 1 February 2027, 10:00 in Oslo. */
const MONDAY = '2027-02-01T09:00:00.000Z';
const THURSDAY = '2027-02-04T09:00:00.000Z';
const PERMALINK = 'https://kommunene.slack.example/archives/C1/p1516229207000133?thread_ts=1516229000.000100&cid=C1';
/** Made up; its check digits are right. */
const NATIONAL_ID = '15869510073';

let store: Store;
let core: Core;
let now: string;
let log: ReturnType<typeof recordingLog>;
let requests: number;

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' });
  [now, requests, log] = [MONDAY, 0, recordingLog()];
  let ids = 0;
  const newId = () => `q${++ids}`;
  core = createCore({ store, clock: () => now, newId, log, worker: 'w', paceMs: 1 });
  const seats = [{ id: 'by:1', block: 'by', holder: 'ola', substitute: null }];
  const groups = ['a', 'b'].map((id) => {
    return { id, code: id.toUpperCase(), name: { nb: `Gruppe ${id}` }, seats, experts: ['ola'], coordinators: [] };
  });
  const people = ['ola', 'kari'].map((id) => ({ id, name: id, email: `${id}@example.no` }));
  const lists = { name: { nb: 'Nord' }, language: 'nb' as const, blocks: { by: { nb: 'byen' } }, people, groups };
  const more = { policy: DEFAULT_POLICY, ladder: [], version: 1, updatedAt: MONDAY };
  await store.directory.saveCollaboration({ _id: 'nord', ...lists, ...more });
  await store.directory.saveLink(link({ collaboration: 'nord', target: 'b' }));
});
afterEach(async () => {
  await core.stop();
  await store.close();
});

type Doing = Input extends infer I ? (I extends Input ? Omit<I, 'account' | 'requestId'> : never) : never;

async function act(doing: Doing, who = 'ola'): Promise<Reply> {
  requests += 1;
  const account = {
    platform: 'slack' as const,
    team: 'T1',
    user: who,
    profile: async () => ({ email: `${who}@example.no` }),
  };
  return await core.bot.act({ ...doing, account, requestId: `r${requests}` } as Input);
}

async function opened(doing: Doing, who = 'ola'): Promise<Form> {
  const reply = await act(doing, who);
  if (reply.kind !== 'form') throw new Error(`no form: ${JSON.stringify(reply)}`);
  return reply.form;
}

const HERE = { platform: 'slack', team: 'T1', channel: 'C1' } as const;
const ASK: Doing = { kind: 'ask', channel: null };
const about = (text: string, address: string | null = PERMALINK): Doing => {
  return { kind: 'ask', channel: HERE, message: { text, link: address } };
};
const startOf = ({ fields }: Form) =>
  Object.fromEntries(fields.flatMap(({ name, initial }) => (initial ? [[name, initial]] : [])));
const said = (form: Form) => JSON.stringify(form.intro);
const NOTHING = { answer: ['group'] };

describe('asking from anywhere', () => {
  test('opens the form; from a channel its group is chosen', async () => {
    expect(startOf(await opened(ASK))).toEqual(NOTHING);
    expect(startOf(await opened({ kind: 'ask', channel: HERE }))).toEqual({ ...NOTHING, group: ['b'] });
  });

  test('about a message carries its words and its address', async () => {
    const form = await opened(about(' Should lists be sorted? '));
    expect(startOf(form)).toEqual({ ...NOTHING, group: ['b'], question: 'Should lists be sorted?', source: PERMALINK });
  });

  test('of a message longer than a question may be, the beginning; of one without words, nothing', async () => {
    const { question = '' } = startOf(await opened(about('Lang setning. '.repeat(400))));
    expect(question.length).toBeLessThanOrEqual(3000);
    expect(question).toMatch(/^Lang setning\..*…$/s);
    expect(startOf(await opened(about(' ', null)))).toEqual({ ...NOTHING, group: ['b'] });
  });

  test('is for those who may ask', async () => {
    expect(await act(ASK, 'kari')).toMatchObject({ kind: 'refused', text: expect.stringContaining('fagekspert') });
  });
});

const FILLED = { group: 'a', title: 'Skal lista sorteres?', question: 'Sort?', proposal: 'Ja.', criticality: 'yellow' };
const ACT = { do: 'ask', arg: 'nord/' };
const submit = (more: Values = {}) => act({ kind: 'submit', act: ACT, values: { ...FILLED, ...more } });

describe('the source of a question', () => {
  test('is kept with it and stands under Les mer', async () => {
    expect((await submit({ source: PERMALINK })).kind).toBe('done');
    expect((await core.handle.load('q1'))?.source).toEqual({ said: PERMALINK });
    const details = await opened({ kind: 'press', act: { do: 'details', question: 'q1' } });
    expect(said(details)).toContain(`Kilde: ${PERMALINK}`);
  });

  test.each(['mappa på pulten', 'ftp://example.no/x', 'https://example.no/a b', 'javascript:alert(1)'])(
    'that is no address (%s) is refused at its field',
    async (source) => {
      expect(await submit({ source })).toEqual({
        kind: 'invalid',
        errors: { source: 'Lim inn hele adressen, fra https:// og utover, eller la feltet stå tomt.' },
      });
    },
  );

  test('is refused with a national identity number in it, at its field; and so are the message’s words', async () => {
    const reply = await submit({ source: `https://example.no/${NATIONAL_ID}`, question: `Pasient ${NATIONAL_ID}` });
    expect(reply).toMatchObject({
      kind: 'invalid',
      errors: { source: expect.any(String), question: expect.any(String) },
    });
    expect(await store.register.list({})).toEqual([]);
  });
});

const leave = (values: Values, who = 'ola') => act({ kind: 'leave', act: ACT, values }, who);

describe('a form that was closed unsent', () => {
  test('is no matter to what was sent: a fault when it is removed is the operator’s', async () => {
    await leave({ title: 'Skal lista' });
    vi.spyOn(store.drafts, 'remove').mockRejectedValueOnce(new Error('away'));
    expect((await submit()).kind).toBe('done');
    expect(await core.handle.load('q1')).toMatchObject({ title: { said: FILLED.title } });
    expect(log.lines.map(({ level }) => level)).toContain('warn');
  });

  test('is offered as it was when it is opened again, and says since when', async () => {
    await leave({ title: 'Skal lista', context: 'To\nlinjer' });
    const form = await opened(ASK);
    expect(startOf(form)).toEqual({ ...NOTHING, title: 'Skal lista', context: 'To\nlinjer' });
    expect(said(form)).toContain('Dette skrev du 1.2.2027 kl. 10.00. Det er ikke sendt.');
    expect(said(form)).toContain('Ikke skriv pasientopplysninger her.');
  });

  test('by a tap on its button, too; to nobody else, and in no other form', async () => {
    await leave({ title: 'Skal lista' });
    expect(startOf(await opened({ kind: 'press', act: ACT }))).toMatchObject({ title: 'Skal lista' });
    expect(startOf(await opened({ kind: 'press', act: { do: 'ask', arg: 'nord/practice' } }))).toEqual(NOTHING);
  });

  test('is not mixed with words that a new one begins with', async () => {
    await leave({ title: 'Skal lista', context: 'Bakgrunn.' });
    expect(startOf(await opened(about('En annen')))).not.toHaveProperty('context');
    expect(startOf(await opened({ kind: 'command', words: 'spør Noe nytt', channel: null }))).toEqual({
      ...NOTHING,
      title: 'Noe nytt',
    });
    expect(startOf(await opened({ kind: 'command', words: 'spør', channel: null }))).toMatchObject({
      title: 'Skal lista',
      context: 'Bakgrunn.',
    });
  });

  test('without a word of the person’s own leaves nothing, not even of the one before', async () => {
    await leave({ title: 'Skal lista' });
    await leave({ title: ' ', criticality: 'red' });
    expect(startOf(await opened(ASK))).toEqual(NOTHING);
  });

  test('closed again as it was offered, it is still there', async () => {
    await leave({ title: 'Skal lista' });
    await leave({ title: 'Skal lista' });
    expect(startOf(await opened(ASK))).toMatchObject({ title: 'Skal lista' });
  });

  test('gives back words alone: a choice from before could be sent unseen', async () => {
    await leave({ title: 'Skal lista', groups: ['b'], criticality: 'red', vendorDate: '2027-03-01' });
    expect(startOf(await opened(ASK))).toEqual({ ...NOTHING, title: 'Skal lista' });
  });

  test('a field with a national identity number in it is not kept, the others are', async () => {
    await leave({ title: 'Skal lista', context: `Gjelder ${NATIONAL_ID}` });
    expect(startOf(await opened(ASK))).toEqual({ ...NOTHING, title: 'Skal lista' });
    await leave({ context: `Gjelder ${NATIONAL_ID}` });
    expect(startOf(await opened(ASK))).toEqual(NOTHING);
  });

  test('is gone when it is sent, and stays when it is refused', async () => {
    await leave({ title: 'Skal lista' });
    expect((await submit({ title: '' })).kind).toBe('invalid');
    expect(startOf(await opened(ASK))).toMatchObject({ title: 'Skal lista' });
    expect((await submit()).kind).toBe('done');
    expect(startOf(await opened(ASK))).toEqual(NOTHING);
  });

  test('is gone after three days, also from the store', async () => {
    await leave({ title: 'Skal lista' });
    const id = JSON.stringify(['slack', 'T1', 'ola', 'ask', null, 'nord/']);
    expect(await store.drafts.get(id, now)).not.toBeNull();
    now = THURSDAY;
    expect(startOf(await opened(ASK))).toEqual(NOTHING);
    await core.tick();
    expect(await store.drafts.get(id, MONDAY)).toBeNull();
  });

  test('about a question keeps to that question, and is not kept of one that has closed', async () => {
    await submit();
    const objection = { do: 'objection', question: 'q1', level: 1, round: 1 };
    await act({ kind: 'leave', act: objection, values: { text: 'Det går galt' } });
    expect(startOf(await opened({ kind: 'press', act: objection }))).toMatchObject({ text: 'Det går galt' });
    await act({ kind: 'submit', act: { do: 'withdraw', question: 'q1' }, values: { reason: 'Feil' } });
    expect(await act({ kind: 'leave', act: objection, values: { text: 'For sent' } })).toEqual({ kind: 'quiet' });
    expect((await act({ kind: 'press', act: objection })).kind).toBe('refused');
  });

  test('nothing of it is logged', async () => {
    await leave({ title: 'Hemmelig tittel' });
    await opened(ASK);
    expect(JSON.stringify(log.lines)).not.toContain('Hemmelig');
  });
});
