/** Minutes of a group's questions: whose, since when, and what stands in them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Bot, Reply } from '../../bot/face.ts';
import { createRegisterWork } from '../../bot/followers/register.ts';
import type { Paper } from '../../bot/view.ts';
import { minutesPaper } from '../../bot/views/index.ts';
import { link } from '../contracts/store-fixtures.ts';
import { asking, COLLABORATION, decided, MONDAY, openWithBot, type World } from './chain-fixture.ts';
import { ctxOf, LANGUAGES, NOW, objection, positions, question, read, reading } from './views-fixture.ts';

describe('on paper', () => {
  const about = { target: 'hjemmetjenester', since: '2027-03-15T00:00:00.000Z', isCut: false };
  const paperOf = (...questions: ReturnType<typeof question>[]) =>
    minutesPaper({ ...about, questions: questions.map((q) => ({ q, ctx: ctxOf(q) })) }, reading());

  test('an open question has what was asked, how it is answered, and what is missing', () => {
    const answer = { person: 'expert', at: NOW, text: { said: 'Vi ser på det.' } };
    const q = question({
      positions: positions({ trondheim: 'ssr', opsjonskommuner: 'a' }),
      objections: [objection(4, { status: 'maintained', answer })],
    });
    const { title, about: head, parts } = paperOf(q);
    expect([title, ...head]).toEqual([
      'Referat: Hjemmetjenester',
      'Fra 15.3.2027 til 22.3.2027',
      'Åpne 1',
      'Skrevet av Samråd 22.3.2027 kl. 10.00',
    ]);
    expect(parts.map(({ heading, nodes }) => [heading, ...read({ nodes })])).toEqual([
      [
        'HT-2027-014 · Skal arbeidslista sorteres etter tid eller etter adresse?',
        'Gul sak · Hjemmetjenester',
        'Leverandøren spør · «Should the work list be sorted by time or by address?»',
        'Forslag · «Sorter etter tid.»',
        '4 av 24 svarte',
        'Trondheim: støtter 2, forbehold 1, ikke svart 13 · Opsjonskommuner: avstår 1, ikke svart 7',
        'Innvendinger',
        expect.stringMatching(
          /^Innvending nr\. 4 · .* · «Vi kjører.*\nØnsket endring: .*\nSvar fra fagekspert: Vi ser på det\.»$/,
        ),
        'Forbehold',
        'ukjent person · «Forbehold fra trondheim 3»',
        expect.stringMatching(/^Mangler: /),
        'Ved fristen får de som ikke har svart, mer tid, og vara blir kalt inn.',
        'Frist onsdag 24.3.2027 kl. 15.00 · to arbeidsdager igjen',
      ],
    ]);
  });

  test('a bare position has no name, and a long text is not cut', () => {
    const long = 'ord '.repeat(700).trim();
    const q = question({ positions: positions({ trondheim: 's' }), body: { said: long } });
    const all = JSON.stringify(paperOf(q));
    expect(all).toContain(long);
    expect(all).not.toContain('Kari Nordmann');
  });

  test('what is settled comes first, and why a question was withdrawn stands there', () => {
    const withdrawal = { person: 'expert', at: NOW, reason: { said: 'Stilt to ganger.' } };
    const paper = paperOf(
      question({ number: 'A', status: 'withdrawn', withdrawal }),
      question({ number: 'B' }),
      question({ number: 'C', level: 2, escalations: [escalation] }),
    );
    expect(paper.about[1]).toBe('Løftet 1 · åpne 1 · trukket 1');
    expect(paper.parts.map(({ heading }) => heading[0])).toEqual(['C', 'B', 'A']);
    expect(read(paper.parts[2] as Paper['parts'][number]).join('\n')).toContain('Stilt to ganger.');
    expect(read(paper.parts[0] as Paper['parts'][number])).toContain(
      'Løftet til felles beslutningsgruppe · uenighet i gruppa',
    );
  });

  const none = { electorate: 0, answered: 0, support: 0, reservation: 0, objection: 0, abstain: 0 };
  const escalation = {
    ...{ at: NOW, to: 2, reason: 'disagreement' as const, missing: [] },
    tally: { ...none, blocks: {} },
  };

  test.each(LANGUAGES)('the file has a name that every machine takes: %s', (language) => {
    const paper = minutesPaper({ ...about, questions: [] }, { ...reading(language) });
    expect(paper.name).toMatch(/^[a-z]+(-[a-z]+)+-2027-03-22$/);
    expect(paper.language).toBe(language);
  });
});

describe('referat', () => {
  let world: World;
  let bot: Bot;

  beforeEach(async () => {
    ({ world, bot } = await openWithBot());
  });
  afterEach(() => world.store.close());

  async function says(person: string, words: string, channel: string | null = null): Promise<Reply> {
    const { register } = world.store;
    const work = createRegisterWork({ register, load: world.load, collaboration: async () => COLLABORATION });
    for (const id of await world.store.log.questions(null, 100)) await work(id, []);
    return await bot.act({
      kind: 'command',
      words,
      channel: channel ? { platform: 'slack', team: 'T', channel } : null,
      account: { platform: 'slack', team: 'T', user: person, profile: async () => ({ email: `${person}@example.no` }) },
      requestId: `${person}:${words}`,
    });
  }

  const linked = (target: string) => link({ collaboration: 'midt', target, team: 'T', channel: 'C1' });

  async function numbers(person: string, words: string, channel: string | null = null): Promise<string[]> {
    const reply = await says(person, words, channel);
    if (!('paper' in reply) || !reply.paper) throw new Error(`no minutes, but: ${JSON.stringify(reply)}`);
    return reply.paper.parts.map(({ heading }) => heading.slice(-3));
  }

  /** Asked and decided on the Monday; others are open. */
  async function aWeek(): Promise<void> {
    const title = (n: string) => ({ number: `HT-2027-${n}`, title: `Sak ${n}`, body: `Which ${n}?` });
    await decided(world, 'q1', title('001'));
    await world.send('q2', 'ada', asking(title('002')));
    await world.send('q3', 'ada', asking({ ...title('003'), practice: true }));
    world.setNow('2027-02-10T08:00:00.000Z');
    await world.send('q4', 'ada', asking(title('004')));
  }

  test('has what happened the last week and what is open still, without practice', async () => {
    await aWeek();
    expect(await numbers('mia', 'referat')).toEqual(['002', '004']);
    expect(await numbers('mia', 'minutes HT from 1.2.')).toEqual(['001', '002', '004']);
    expect(await numbers('mia', 'referat hjemmetjenester 2027-02-01')).toEqual(['001', '002', '004']);
  });

  test('is of the group whose channel it is; else one is asked for where there are several', async () => {
    await aWeek();
    await world.store.directory.saveLink(linked('ht'));
    expect(await numbers('nils', 'referat', 'C1')).toEqual(['002', '004']);
    await world.store.directory.saveLink(linked('lv'));
    expect(await says('mia', 'referat', 'C1')).toEqual({
      kind: 'refused',
      text: 'Skriv hvem referatet gjelder etter referat: Hjemmetjenester, Legevakt.',
    });
  });

  test('of a body is of what was lifted to it', async () => {
    await aWeek();
    expect(await says('leder', 'referat felles gruppe')).toEqual({
      kind: 'done',
      text: 'Ingen saker i felles gruppe siden 3.2.2027.',
    });
    await world.send('q4', 'bo', { type: 'confirm-mandate' });
    expect(await numbers('leder', 'referat felles gruppe')).toEqual(['004']);
  });

  test.each(['31.2.', '1.1.2020', '2028-01-01', '99-99'])(
    'a day that can’t be used (%s) is asked for again',
    async (day) => {
      expect(await says('mia', `referat HT ${day}`)).toMatchObject({
        kind: 'refused',
        text: expect.stringContaining('Den datoen kan ikke brukes'),
      });
    },
  );

  test('a group that is not there, somebody in none, and somebody who is not on the list get none', async () => {
    expect(await says('mia', 'referat Kantina')).toMatchObject({ kind: 'refused' });
    expect(await says('tilla', 'referat')).toMatchObject({ kind: 'refused' });
    expect(await says('fremmed', 'referat HT')).toMatchObject({ kind: 'refused' });
  });

  test('a week in which nothing happened says so', async () => {
    expect(await says('mia', 'referat')).toEqual({
      kind: 'done',
      text: `Ingen saker i Hjemmetjenester siden 25.1.2027.`,
    });
    expect(MONDAY.slice(0, 10)).toBe('2027-02-01');
  });
});
