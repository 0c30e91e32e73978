/** Time thieves and proposals for improvement, as they are caught: once a message, in the record with who caught it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IdeaKind } from '../../bot/index.ts';
import { weeklyIdeasView } from '../../bot/views/index.ts';
import { type Gathering, said, startGathering } from './gather-world.ts';

/** A Tuesday. */
const NOW = '2027-02-02T09:00:00.000Z';
let world: Gathering;
let card: string;

beforeEach(async () => {
  world = await startGathering(NOW);
  await world.link('ht');
  card = await world.ask('ht', 'Skal lista sorteres?');
});
afterEach(() => world.close());

function pick(
  person: string,
  text: string,
  { idea = 'time-thief' as IdeaKind, message = 'C-ht:m1', under = card } = {},
) {
  return world.act(person, { kind: 'catch', idea, text, said: { messageKey: under, message, channel: null } });
}

function write(person: string, words: string, { message = 'C-ht:m1', under = card } = {}) {
  const channel = { platform: 'slack' as const, team: 't', channel: 'C-ht' };
  return world.act(person, { kind: 'command', words, channel, said: { messageKey: under, message, channel } });
}

async function ideas() {
  const [entry] = await world.store.register.list({});
  return entry?.ideas ?? [];
}

describe('a message picked in the thread under a card', () => {
  test('is kept with its words and with who picked it, who is told so', async () => {
    expect(await pick('member-2', 'Vi fører det samme to steder')).toEqual({
      kind: 'done',
      text: 'Notert som tidstyv på HT-2027-001. Kommer med i ukas oversikt.',
    });
    expect(await ideas()).toEqual([
      { kind: 'time-thief', person: 'member-2', at: NOW, text: 'Vi fører det samme to steder' },
    ]);
  });

  test('is one idea, whoever picks it again, also when its words have changed meanwhile', async () => {
    await pick('member-2', 'Vi fører det samme to steder');
    const again = await pick('member-3', 'Vi fører det samme TRE steder');
    expect(again).toEqual({ kind: 'done', text: 'Dette er alt notert som tidstyv på HT-2027-001.' });
    expect(await ideas()).toHaveLength(1);
  });

  test('is one idea when two pick it at the same time', async () => {
    await Promise.all(['member-2', 'member-3', 'member-4'].map((person) => pick(person, 'Dobbeltføring')));
    expect(await ideas()).toHaveLength(1);
  });

  test('may be both a time thief and a proposal for improvement', async () => {
    await pick('member-2', 'Én liste, ikke to');
    await pick('member-2', 'Én liste, ikke to', { idea: 'improvement' });
    expect((await ideas()).map(({ kind }) => kind)).toEqual(['time-thief', 'improvement']);
  });

  test('counts once when it was also written as words in the thread', async () => {
    await write('member-2', 'tidstyv Dobbeltføring');
    await pick('member-3', 'tidstyv Dobbeltføring');
    expect((await ideas()).map(({ text }) => text)).toEqual(['Dobbeltføring']);
  });

  test('in a thread without a card is not kept, and the person hears where to go', async () => {
    const reply = await pick('member-2', 'Dobbeltføring', { under: 'C-ht:something-else' });
    expect(reply).toEqual({
      kind: 'refused',
      text: 'Jeg ser ikke hvilken sak dette gjelder. Gå til tråden under kortet og velg «Tidstyv» i menyen på en melding, eller skriv @Samråd tidstyv og noen ord der.',
    });
    expect(await ideas()).toEqual([]);
  });

  test('that is the card itself, or without words, is not kept', async () => {
    const sentence = 'Her er det ingen ord å ta med. Velg «Tidstyv» på en melding som noen har skrevet i tråden.';
    expect(await pick('member-2', 'Skal lista sorteres?', { message: card })).toMatchObject({ text: sentence });
    expect(await pick('member-2', '  ')).toMatchObject({ kind: 'refused', text: sentence });
    expect(await ideas()).toEqual([]);
  });

  test('with a national identity number is refused, and nothing is stored', async () => {
    const reply = await pick('member-2', 'Bruker 01010750160 står to ganger');
    expect(reply).toMatchObject({ kind: 'refused' });
    expect('text' in reply && reply.text).toContain('fødselsnummer');
    expect(
      JSON.stringify(await world.store.log.read((await world.store.register.list({}))[0]?._id ?? '')),
    ).not.toContain('01010750160');
  });

  test('that is longer than the record takes is cut, and says so', async () => {
    await pick('member-2', 'ord '.repeat(2000));
    const [idea] = await ideas();
    expect(idea?.text.length).toBeLessThanOrEqual(3000);
    expect(idea?.text.endsWith('…')).toBe(true);
  });

  test('by somebody who is not on the list is refused', async () => {
    const reply = await pick('stranger', 'Dobbeltføring');
    expect(reply).toMatchObject({ kind: 'refused' });
    expect('text' in reply && reply.text).toContain('Jeg kjenner deg ikke ennå');
    expect(await ideas()).toEqual([]);
  });

  test('of a practice question is kept, but not promised for the weekly list', async () => {
    const practice = await world.ask('ht', 'En øvelse?', { practice: true });
    const reply = await pick('member-2', 'Dobbeltføring', { under: practice });
    expect(reply).toEqual({ kind: 'done', text: 'Notert som tidstyv på HT-2027-P-001.' });
  });
});

describe('in words', () => {
  test('said to the bot in a thread it is kept', async () => {
    const reply = await write('member-2', 'forbedring Én liste, ikke to');
    expect(reply).toMatchObject({ kind: 'done', text: expect.stringContaining('Notert som forbedringsforslag') });
    expect(await ideas()).toMatchObject([{ kind: 'improvement', text: 'Én liste, ikke to', person: 'member-2' }]);
  });

  test('without words after it the person is shown how', async () => {
    expect(await write('member-2', 'tidstyv')).toEqual({
      kind: 'refused',
      text: 'Skriv hva det gjelder etter ordet, for eksempel: tidstyv Vi fører det samme to steder.',
    });
  });

  test('after a slash command, which knows no thread, the person is sent to the thread', async () => {
    const channel = { platform: 'slack' as const, team: 't', channel: 'C-ht' };
    const reply = await world.act('member-2', { kind: 'command', words: 'tidstyv Dobbeltføring', channel });
    expect(reply).toMatchObject({ kind: 'refused', text: expect.stringContaining('velg «Tidstyv» i menyen') });
    expect(await ideas()).toEqual([]);
  });
});

describe('the week’s list', () => {
  const many = (kind: IdeaKind, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const at = `2027-02-0${1 + (i % 5)}T09:${10 + i}:00.000Z`;
      return { kind, text: `${kind} ${i}`, at, number: 'HT-2027-001', title: 'Lista' };
    });
  const shown = (view: ReturnType<typeof weeklyIdeasView>) => said(view ?? undefined);

  test('is none when nothing was caught', () => {
    expect(weeklyIdeasView([], 'nb')).toBeNull();
  });

  test('has under each kind the cases by number and words, and under each what was caught there, oldest first', () => {
    const elsewhere = { number: 'HT-2027-002', title: 'Nattevakter', at: '2027-02-01T09:10:30.000Z' };
    const given = [...many('improvement', 1), ...many('time-thief', 2).reverse()];
    const view = weeklyIdeasView([...given, { kind: 'time-thief', text: 'time-thief annet', ...elsewhere }], 'nb');
    expect(shown(view)).toEqual([
      'Ukas tidstyver og forbedringsforslag',
      'Tidstyver',
      'HT-2027-001 · Lista',
      'time-thief 0',
      'time-thief 1',
      'HT-2027-002 · Nattevakter',
      'time-thief annet',
      'Forbedringsforslag',
      'HT-2027-001 · Lista',
      'improvement 0',
      'Ser du flere? Velg «Tidstyv» eller «Forbedringsforslag» i menyen på en melding i tråden under en sak.',
    ]);
  });

  test.each([
    [12, 0, 10, 0, 'To til fikk ikke plass. De står på sakene sine.'],
    [12, 3, 7, 3, 'Fem til fikk ikke plass. De står på sakene sine.'],
    [9, 8, 5, 5, 'Sju til fikk ikke plass. De står på sakene sine.'],
    [0, 11, 0, 10, 'Én til fikk ikke plass. Den står på saken sin.'],
    [5, 5, 5, 5, undefined],
  ])('of %i time thieves and %i proposals shows %i and %i', (thieves, improvements, shownT, shownI, more) => {
    const lines = shown(weeklyIdeasView([...many('time-thief', thieves), ...many('improvement', improvements)], 'nb'));
    expect(lines.filter((line) => line.startsWith('time-thief'))).toHaveLength(shownT);
    expect(lines.filter((line) => line.startsWith('improvement'))).toHaveLength(shownI);
    expect(lines.find((line) => line.includes(' til fikk ikke plass'))).toBe(more);
  });
});
