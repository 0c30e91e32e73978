/** The glossary: what groups decided first, then the product's own terms; a word is asked for as any question is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookUp } from '../../bot/glossary/look-up.ts';
import { TERMS } from '../../bot/glossary/terms.ts';
import type { Reply, Values } from '../../bot/index.ts';
import { type Gathering, said, startGathering } from './gather-world.ts';

/** A Tuesday. */
const NOW = '2027-02-02T09:00:00.000Z';

describe('look-up', () => {
  const entry = (more: object) => ({
    _id: 'q1',
    number: 'HT-2027-001',
    group: 'ht',
    practice: false,
    status: 'decided' as const,
    term: 'In Basket',
    text: 'innboks',
    decidedAt: '2027-02-01T09:00:00.000Z',
    supersededBy: null,
    ...more,
  });
  const names = (words: string, ...entries: ReturnType<typeof entry>[]) =>
    lookUp(words, entries).map((hit) => (hit.kind === 'built-in' ? hit.en : `${hit.kind} ${hit.number}`));

  test('finds a term by its English, bokmål and nynorsk, whatever the letters’ size, quotes and spaces', () => {
    for (const words of ['deadline', ' FRIST ', '«frist»', '“Deadline”'])
      expect(lookUp(words, [])).toEqual([{ kind: 'built-in', en: 'deadline', nb: 'frist', nn: 'frist' }]);
    expect(names('grunngjeving')).toEqual(['reason']);
    expect(names('vote')).toEqual(['vote (noun)']);
    expect(names('fagekspert')).toEqual(['subject-matter expert']);
  });

  test('gives only the word itself where there is one, else all that contain it, what begins with it first', () => {
    expect(names('decision')).toEqual(['decision']);
    expect(names('decis')).toEqual(['decision', 'decision log', 'decision level']);
    expect(names('løsning')).toEqual(['common solution']);
    expect(names('qu')).not.toContain('subject-matter expert');
  });

  test('has what is decided before what is voted on, and both before the product’s own', () => {
    const open = entry({ _id: 'q2', number: 'LV-2027-001', status: 'open', decidedAt: null });
    const own = entry({ _id: 'q3', number: 'HT-2027-003', term: 'deadline', text: 'tidsfrist' });
    expect(names('in basket', open, entry({}))).toEqual(['decided HT-2027-001', 'open LV-2027-001']);
    expect(names('deadline', own)).toEqual(['decided HT-2027-003', 'deadline']);
    expect(names('innboks', entry({ status: 'verified' }))).toEqual(['decided HT-2027-001']);
  });

  test('leaves out practice, what was withdrawn, what a later decision replaced, and questions about no term', () => {
    const gone = [
      entry({ practice: true }),
      entry({ status: 'withdrawn', decidedAt: null }),
      entry({ supersededBy: { question: 'q9', number: 'HT-2027-009' } }),
      entry({ term: null, text: 'in basket' }),
    ];
    expect(names('in basket', ...gone)).toEqual([]);
    expect(names('“”', entry({}))).toEqual([]);
  });

  test('has every term in three languages, each once', () => {
    expect(TERMS.length).toBeGreaterThan(50);
    for (const { en, nb, nn } of TERMS) expect([en, nb, nn].filter((word) => word.trim() === '')).toEqual([]);
    expect(new Set(TERMS.map(({ en }) => en)).size).toBe(TERMS.length);
  });
});

describe('begrep', () => {
  let world: Gathering;
  beforeEach(async () => {
    world = await startGathering(NOW);
    await world.link('ht');
    await world.link('lv');
  });
  afterEach(() => world.close());

  const inChannel = (target: string) => ({ platform: 'slack' as const, team: 't', channel: `C-${target}` });
  const begrep = (person: string, words: string, target = 'ht') =>
    world.act(person, { kind: 'command', words: `begrep ${words}`, channel: inChannel(target) });
  const act = { do: 'propose-term', arg: 'midt/ht/in basket' };
  const propose = (person: string, values: Values) => world.act(person, { kind: 'submit', act, values });
  const basket = {
    term: 'in basket',
    translation: 'innboks',
    options: 'arbeidsliste\nmeldinger',
    why: '',
    group: 'ht',
  };
  const lines = (reply: Reply) => said('view' in reply ? reply.view : undefined);

  async function decideOn(values: Values): Promise<void> {
    expect(await propose('expert', values)).toMatchObject({ kind: 'done' });
    const entry = (await world.store.register.list({ status: 'open' })).at(-1);
    for (let i = 1; i <= 6; i++) {
      const tap = { do: 'support', question: entry?._id, level: 1, round: 1 };
      await world.act(`member-${i}`, { kind: 'press', act: tap });
    }
    expect((await world.store.register.get(entry?._id ?? ''))?.status).toBe('decided');
  }

  test('shows a built-in term in the three languages', async () => {
    const reply = await begrep('member-1', 'local deviation');
    expect(lines(reply)).toEqual([
      '«local deviation» i ordlista',
      'Engelsk: local deviation\nBokmål og nynorsk: lokalt avvik',
      'Fra Samråds egen ordliste',
    ]);
  });

  test('shows several with what they are in each language, and where they are from once', async () => {
    expect(lines(await begrep('member-1', 'decision l'))).toEqual([
      '«decision l» i ordlista',
      'Engelsk: decision log\nBokmål: beslutningslogg · Nynorsk: avgjerdslogg',
      'Engelsk: decision level\nBokmål: beslutningsnivå · Nynorsk: avgjerdsnivå',
      'Fra Samråds egen ordliste',
    ]);
    const many = lines(await begrep('member-1', 'e'));
    expect(many.filter((line) => line.startsWith('Engelsk'))).toHaveLength(lookUp('e', []).length);
    const most = lines(await begrep('member-1', 'ing'));
    expect(most.filter((line) => line.startsWith('Engelsk'))).toHaveLength(8);
    expect(most.at(-1)).toMatch(/treff til\. Skriv mer av begrepet\.$/);
  });

  test('that finds nothing tells a member whom to ask, and offers an expert and a coordinator to propose', async () => {
    expect(lines(await begrep('member-1', 'in basket'))).toEqual([
      'Jeg finner ikke «in basket» i ordlista.',
      'Be en fagekspert eller en koordinator foreslå et norsk ord.',
    ]);
    for (const person of ['expert', 'coordinator']) {
      const reply = await begrep(person, 'in basket');
      expect(lines(reply)).toEqual(['Jeg finner ikke «in basket» i ordlista.', '[Foreslå et norsk ord …]']);
      const nodes = ('view' in reply && reply.view?.nodes) || [];
      expect(nodes.at(-1)).toMatchObject({ items: [{ act, opensForm: true }] });
    }
  });

  test('alone says how it is used; a term of any length keeps the button within its limit', async () => {
    expect(await begrep('member-1', '')).toMatchObject({
      text: 'Skriv begrepet etter ordet, for eksempel: begrep in basket',
    });
    const reply = await begrep('expert', 'x'.repeat(2000));
    expect(JSON.stringify(('view' in reply && reply.view?.nodes.at(-1)) || '').length).toBeLessThan(300);
  });

  test('the form has the term, and the channel’s group chosen among those the person may ask', async () => {
    const reply = await world.act('expert', { kind: 'press', act });
    const fields = reply.kind === 'form' ? reply.form.fields : [];
    expect(fields.map(({ name }) => name)).toEqual(['term', 'translation', 'options', 'why', 'group']);
    expect(fields[0]).toMatchObject({ initial: 'in basket' });
    expect(fields[4]).toMatchObject({ initial: ['ht'], options: [{ value: 'ht', label: 'Hjemmetjenester' }] });
    expect(await world.act('member-1', { kind: 'press', act })).toMatchObject({ kind: 'refused' });
  });

  test('asks the group as any question is asked, and what it decides is in the glossary with its number', async () => {
    expect(await propose('expert', basket)).toMatchObject({
      text: expect.stringContaining('HT-2027-001 er sendt til'),
    });
    const [asked] = await world.store.register.list({});
    expect(asked).toMatchObject({
      title: 'Hva skal “in basket” hete på norsk?',
      asks: 'What should “in basket” be called in Norwegian?',
      term: 'in basket',
      subject: 'workflow',
      criticality: 'green',
      text: 'innboks',
      status: 'open',
    });
    expect(lines(await begrep('member-1', 'in basket'))).toContain('Til avstemning i HT-2027-001 · Hjemmetjenester');
    for (let i = 1; i <= 6; i++) {
      const tap = { do: 'support', question: asked?._id, level: 1, round: 1 };
      await world.act(`member-${i}`, { kind: 'press', act: tap });
    }
    for (const words of ['in basket', 'INNBOKS', 'basket'])
      expect(lines(await begrep('member-1', words)).slice(1)).toEqual([
        'Engelsk: in basket\nBokmål: innboks',
        'Besluttet 2.2.2027 i HT-2027-001 · Hjemmetjenester',
      ]);
  });

  test('a group that writes nynorsk is asked in nynorsk', async () => {
    const values = { ...basket, group: 'lv' };
    const reply = await world.act('other', { kind: 'submit', act: { ...act, arg: 'midt/lv/' }, values });
    expect(reply).toMatchObject({ kind: 'done' });
    expect((await world.store.register.list({}))[0]?.title).toBe('Kva skal “in basket” heite på norsk?');
    expect(lines(await begrep('member-1', 'in basket', 'lv'))[1]).toBe('Engelsk: in basket\nNynorsk: innboks');
  });

  test('a word that is being voted on is not asked for twice', async () => {
    await propose('expert', basket);
    expect(await propose('coordinator', { ...basket, term: '“In Basket”', why: 'Nytt' })).toEqual({
      kind: 'invalid',
      errors: { term: 'Gruppa stemmer alt over dette ordet i HT-2027-001. Svar der.' },
    });
    expect(await world.store.register.list({})).toHaveLength(1);
  });

  test('the same form sent twice is one question', async () => {
    const once = {
      kind: 'submit' as const,
      act,
      values: basket,
      account: world.account('expert'),
      requestId: 'form-1',
    };
    const first = await world.core.bot.act(once);
    await world.core.settle();
    const replies = [first, await world.core.bot.act(once)];
    await world.core.settle();
    expect(replies[1]).toEqual(replies[0]);
    expect(await world.store.register.list({})).toHaveLength(1);
  });

  test('a word that was decided is asked for again only with what is new, and says what it replaces', async () => {
    await decideOn(basket);
    expect(await propose('expert', { ...basket, translation: 'arbeidsliste' })).toEqual({
      kind: 'invalid',
      errors: { why: 'Ordet er besluttet i HT-2027-001. Skriv her hva som er nytt siden da.' },
    });
    const again = { ...basket, translation: 'arbeidsliste', why: 'Leverandøren har delt den i to.' };
    expect(await propose('expert', again)).toMatchObject({ kind: 'done' });
    expect(await propose('coordinator', again)).toMatchObject({
      errors: { term: expect.stringContaining('HT-2027-002') },
    });
    const [first, second] = await world.store.register.list({});
    const asked = await world.core.handle.load(second?._id ?? '');
    expect(asked).toMatchObject({ supersedes: { question: first?._id, number: 'HT-2027-001' } });
  });

  test.each([
    [{ term: '' }, 'term'],
    [{ translation: ' ' }, 'translation'],
    [{ term: 'x'.repeat(101) }, 'term'],
    [{ why: 'Bruker 01010750160' }, 'why'],
    [{ group: 'lv' }, 'group'],
  ])('%j is mended in the form', async (change, field) => {
    const reply = await propose('expert', { ...basket, ...change });
    expect(reply.kind === 'invalid' ? Object.keys(reply.errors) : reply).toEqual([field]);
    expect(await world.store.register.list({})).toEqual([]);
  });
});
