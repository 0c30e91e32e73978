/** A person's own room with the bot. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { View } from '../../bot/index.ts';
import { type Gathering, said, startGathering } from './gather-world.ts';

/** Monday 1 February 2027, 10:00 in Oslo. */
const MONDAY = '2027-02-01T09:00:00.000Z';
let world: Gathering;
beforeEach(async () => {
  world = await startGathering(MONDAY);
});
afterEach(() => world.close());

async function homeOf(who: string): Promise<View> {
  const reply = await world.act(who, { kind: 'home' });
  if (reply.kind !== 'done' || !reply.view) throw new Error(JSON.stringify(reply));
  return reply.view;
}
const support = (who: string, question: string) =>
  world.act(who, { kind: 'press', act: { do: 'support', question, level: 1, round: 1 } });

test('has what waits, the groups, what was decided this week, and the settings, in that order', async () => {
  await world.ask('ht', 'Hvilken liste?');
  const [entry] = await world.store.register.list({});
  for (const who of ['member-1', 'member-2', 'member-3']) await support(who, entry?._id ?? '');
  await world.moveTo('2027-02-04T14:00:00.000Z');
  await world.ask('ht', 'Hvilket skjema?');
  await world.ask('ht', 'En øvelse?', { practice: true });
  const lines = said(await homeOf('member-1'));
  expect(lines[0]).toBe('To saker venter på deg. Det tar om lag tre minutter.');
  const at = (line: string) => lines.findIndex((one) => one.includes(line));
  expect(at('Hjemmetjenester · én åpen sak')).toBe(at('Gruppene dine') + 1);
  expect(lines[at('Besluttet denne uka') + 1]).toBe('HT-2027-001 · Hvilken liste? · Ja');
  expect(at('Jeg skriver bokmål til deg.')).toBe(at('Slik vil du ha det') + 1);
  expect(lines.at(-1)).toBe('[Endre tidene …]');
  expect([at('Hvilket skjema?'), at('Gruppene'), at('Besluttet'), at('Slik vil')]).toEqual(
    [at('Hvilket skjema?'), at('Gruppene'), at('Besluttet'), at('Slik vil')].sort((a, b) => a - b),
  );
});

test('of an expert without a seat has no questions to answer, and their groups', async () => {
  await world.ask('lv', 'Vakt?');
  const lines = said(await homeOf('other'));
  expect(lines[0]).toBe('Ingen saker venter på deg.');
  expect(lines).toContain('Legevakt · én åpen sak');
  expect(lines).toContain('Ingen saker er besluttet ennå.');
});

test('with many questions shows the first, and says that the rest come as they are answered', async () => {
  for (let n = 1; n <= 12; n++) await world.ask('ht', `Spørsmål ${n}?`);
  const view = await homeOf('member-1');
  const lines = said(view);
  expect(lines[0]).toBe('Tolv saker venter på deg. De ti første tar om lag 14 minutter.');
  expect(lines).toContain('To saker til vises etter hvert som du svarer.');
  expect(lines.filter((line) => line.startsWith('[Støtter]'))).toHaveLength(10);
});

test('of who is on no list says whom to ask', async () => {
  const reply = await world.act('stranger', { kind: 'home' });
  expect(reply).toMatchObject({ kind: 'refused', text: expect.stringContaining('Be koordinatoren') });
});

test('a button in a list brings the list anew; a form keeps that it was opened there', async () => {
  await world.ask('ht', 'Hvilken liste?');
  const [entry] = await world.store.register.list({});
  const act = { question: entry?._id ?? '', level: 1, round: 1, within: 'mine' as const };
  const form = await world.act('member-1', { kind: 'press', act: { do: 'objection', ...act } });
  expect(form.kind === 'form' && form.form.act.within).toBe('mine');
  const done = await world.act('member-1', { kind: 'press', act: { do: 'support', ...act } });
  expect(done.kind === 'done' && said(await done.own?.())).toEqual([
    'Ingen saker venter på deg.',
    'HT-2027-001 · Hvilken liste? · støtter',
  ]);
  const look = await world.act('member-2', { kind: 'look', act: { do: 'mine' } });
  expect(look.kind === 'done' && said(await look.own?.())[0]).toMatch(/^Én sak venter på deg/);
});
