/** What a person chooses for themselves: their language and their hours, on every platform and for what is sent to them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, type Reply } from '../../bot/index.ts';
import { policyFor } from '../../bot/period.ts';
import { type Gathering, said, startGathering } from './gather-world.ts';

/** Monday 1 February 2027, 10:00 in Oslo. */
const MONDAY = '2027-02-01T09:00:00.000Z';
let world: Gathering;
beforeEach(async () => {
  world = await startGathering(MONDAY);
});
afterEach(() => world.close());

const says = (who: string, words: string, platform?: 'slack' | 'teams') =>
  world.act(who, { kind: 'command', words, channel: null }, platform);
const textOf = (reply: Reply) => ('text' in reply ? reply.text : reply.kind);

describe('språk', () => {
  test('is theirs from the next word on, on both platforms, and nobody else’s', async () => {
    expect(textOf(await says('member-1', 'språk nynorsk'))).toBe('Notert: eg skriv nynorsk til deg.');
    expect(textOf(await says('member-1', 'mine', 'teams'))).toBe('Ingen saker ventar på deg.');
    expect(textOf(await says('member-2', 'mine'))).toBe('Ingen saker venter på deg.');
    expect(textOf(await says('member-1', 'language English'))).toBe('Noted: I write English to you.');
    expect(textOf(await says('member-1', 'språk'))).toBe('I write English to you.');
  });

  test('without a language, or with one we do not write, gives the languages to choose from', async () => {
    const asked = await says('member-1', 'språk');
    expect(asked).toMatchObject({ kind: 'done', text: 'Jeg skriver bokmål til deg.' });
    const other = await says('member-1', 'språk tysk');
    expect(other).toMatchObject({ kind: 'refused', text: 'Jeg skriver ikke «tysk». Velg et av disse språkene:' });
    const [, choice] = 'view' in other && other.view ? other.view.nodes : [];
    const select = choice?.type === 'actions' ? choice.items[0] : undefined;
    expect(select).toMatchObject({ type: 'select', chosen: 0 });
    const english = select?.type === 'select' ? select.options[2] : undefined;
    expect(english?.label).toBe('Engelsk');
    await world.act('member-1', { kind: 'press', act: english?.act ?? { do: '' } });
    expect(textOf(await says('member-1', 'språk'))).toBe('I write English to you.');
  });

  test('of who is on no list is refused, and of a button that makes no sense', async () => {
    expect((await says('stranger', 'språk nynorsk')).kind).toBe('refused');
    expect((await world.act('member-1', { kind: 'press', act: { do: 'language', arg: 'klingon' } })).kind).toBe(
      'refused',
    );
    expect(await world.store.directory.preferences()).toEqual([]);
  });
});

describe('tider', () => {
  const choose = (who: string, from: string, to: string) =>
    world.act(who, { kind: 'submit', act: { do: 'hours' }, values: { from, to } });

  test('offers what the rules leave, in half hours', async () => {
    const reply = await says('member-1', 'tider');
    const [from, to] = reply.kind === 'form' ? reply.form.fields : [];
    const values = (field: typeof from) => (field && 'options' in field ? field.options.map(({ value }) => value) : []);
    expect([values(from)[0], values(from).at(-1), values(to).at(-1)]).toEqual(['07:30', '15:30', '16:00']);
    expect(from?.initial).toEqual(['07:30']);
  });

  test('takes a time that is later than the first only, and keeps it', async () => {
    expect(await choose('member-1', '12:00', '09:00')).toMatchObject({
      kind: 'invalid',
      errors: { to: expect.any(String) },
    });
    expect(await choose('member-1', '06:00', '09:00')).toMatchObject({ kind: 'invalid' });
    const noted = await choose('member-1', '12:00', '14:30');
    expect(textOf(noted)).toBe('Notert: du får meldinger på arbeidsdager mellom kl. 12.00 og kl. 14.30.');
    const again = await says('member-1', 'tider');
    expect(again.kind === 'form' && again.form.fields.map(({ initial }) => initial)).toEqual([['12:00'], ['14:30']]);
  });

  test('a message waits for the reader’s own hours, others’ go out', async () => {
    await world.link('ht');
    await choose('member-1', '12:00', '14:30');
    await world.ask('ht', 'Hjemme');
    const told = (who: string) => world.sent.filter(({ to }) => to.startsWith(who)).map(({ view }) => said(view)[0]);
    await world.moveTo('2027-02-02T10:59:00.000Z');
    expect([told('member-1'), told('member-2')]).toEqual([[], [expect.stringMatching(/^Én sak venter på deg/)]]);
    await world.moveTo('2027-02-02T11:00:00.000Z');
    expect(told('member-1')).toEqual(told('member-2'));
  });

  test('make the quiet hours of the rules longer, never shorter, and never endless', () => {
    const quiet = (from: string, to: string) => policyFor(DEFAULT_POLICY, { from, to }).quietHours;
    expect(quiet('09:00', '14:00')).toMatchObject({ from: '14:00', to: '09:00' });
    expect(quiet('05:00', '20:00')).toMatchObject({ from: '16:00', to: '07:30' });
    expect(quiet('17:00', '20:00')).toEqual(DEFAULT_POLICY.quietHours);
  });
});
