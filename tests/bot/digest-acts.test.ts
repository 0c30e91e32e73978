/** The coordinator's digest: what can be done about a question is offered, done with one tap, told, and shown in its place. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Collaboration, Intent, Language } from '../../bot/index.ts';
import { type Gathering, period, said, startGathering } from './gather-world.ts';

/** Monday 1 February 2027, 10:00 in Oslo. */
const MONDAY = '2027-02-01T09:00:00.000Z';
/** 08:30 in Oslo. */
const TUESDAY = '2027-02-02T07:30:00.000Z';
const WEDNESDAY = '2027-02-03T07:30:00.000Z';
const THURSDAY = '2027-02-04T07:30:00.000Z';

let world: Gathering;
afterEach(() => world.close());

/** Members 1–3 have substitutes, who sit nowhere else. The clock reminds nobody. */
async function start(change: (c: Collaboration) => void = () => {}): Promise<void> {
  world = await startGathering(MONDAY, (c) => {
    const [ht] = c.groups;
    for (const [i, seat] of (ht?.seats ?? []).slice(0, 3).entries()) seat.substitute = `sub-${i + 1}`;
    const subs = [1, 2, 3].map((n) => ({ id: `sub-${n}`, name: `sub-${n}`, email: `sub-${n}@example.no` }));
    c.people.push(...subs);
    c.policy.reminders = { ...c.policy.reminders, at: [] };
    change(c);
  });
  await world.link('ht');
  await world.ask('ht', 'Hvilken liste?');
}

const speaks = (language: Language) => (c: Collaboration) => {
  c.language = language;
};
const questionId = async () => (await world.store.register.list({}))[0]?._id ?? '';
const digests = () => world.sent.filter(({ key }) => key.startsWith('digest:')).map(({ view }) => said(view));
const changedTo = () => said(world.changed.findLast(({ key }) => key.startsWith('digest:'))?.view);
const told = (kind: string) =>
  world.sent.filter(({ key }) => key.startsWith(`${kind}:`)).map(({ to }) => to.split('@')[0]);

async function press(name: string, round = 1, who = 'coordinator') {
  const act = { do: name, question: await questionId(), level: 1, round };
  const reply = await world.act(who, { kind: 'press', act });
  return 'text' in reply ? { kind: reply.kind, text: reply.text, more: Object.keys(reply).length - 2 } : reply;
}

async function does(by: string, intent: Intent, at = MONDAY): Promise<void> {
  const question = await questionId();
  const result = await world.core.handle.handle({ question, commandId: `${by}:${intent.type}`, at, by, ...intent });
  if ('refused' in result) throw new Error(result.refused);
  await world.core.settle();
}
const objection: Intent = { type: 'objection', criterion: 'law', text: 'Bryter loven', change: 'Noe annet' };

describe('Purre', () => {
  test('reminds those who have not answered, though the day’s bundle has it; the row says so and loses the button', async () => {
    await start();
    await does('member-2', { type: 'support' });
    await world.moveTo(WEDNESDAY);
    expect(digests().at(-1)?.slice(1, 3)).toEqual([
      'Haster: HT-2027-001 (grønn) · Hvilken liste? · mangler to som støtter · frist i morgen kl. 15.00',
      '[Purre] [Kalle inn vara]',
    ]);
    expect(await press('remind')).toEqual({ kind: 'done', text: 'Purret fem som ikke har svart.', more: 0 });
    expect(told('reminder').sort()).toEqual(['member-1', 'member-3', 'member-4', 'member-5', 'member-6']);
    expect(changedTo().slice(1, 3)).toEqual([
      'Haster: HT-2027-001 (grønn) · Hvilken liste? · mangler to som støtter · purret i dag · frist i morgen kl. 15.00',
      '[Kalle inn vara]',
    ]);
    expect(await press('remind')).toMatchObject({
      kind: 'refused',
      text: expect.stringMatching(/^Det går ut høyst én/),
    });
    expect(told('reminder')).toHaveLength(5);
  });

  test('is not offered for what goes by itself, nor a third time', async () => {
    await start();
    await world.moveTo(TUESDAY);
    expect(digests().at(-1)?.slice(1, 3)).toEqual([expect.stringMatching(/^I rute: /), 'Besluttet siden i går: 0']);
    await press('remind');
    await world.moveTo(WEDNESDAY);
    expect(digests().at(-1)?.[2]).toBe('[Purre] [Kalle inn vara]');
    await press('remind');
    await world.moveTo(THURSDAY);
    expect(digests().at(-1)?.[2]).toBe('[Kalle inn vara]');
    expect(await press('remind')).toMatchObject({ text: expect.stringMatching(/^Saken har fått de påminnelsene/) });
    expect(told('reminder')).toHaveLength(12);
  });

  test('in quiet hours goes out in the morning, says when, and is that day’s', async () => {
    await start();
    world.setClock('2027-02-02T20:00:00.000Z');
    expect(await press('remind')).toMatchObject({
      text: 'Purret seks som ikke har svart. Meldingen går ut onsdag kl. 07.30.',
    });
    expect(told('reminder')).toEqual([]);
    await world.moveTo(WEDNESDAY);
    expect(told('reminder')).toHaveLength(6);
    expect(digests().at(-1)?.[1]).toContain('purret i dag');
  });

  test('waits for the hours of who has chosen some, and comes to nothing when they have answered by then', async () => {
    await start();
    await world.act('member-1', { kind: 'submit', act: { do: 'hours' }, values: { from: '12:00', to: '15:00' } });
    await world.act('member-2', { kind: 'submit', act: { do: 'hours' }, values: { from: '12:00', to: '15:00' } });
    await world.moveTo(TUESDAY);
    await press('remind');
    expect(told('reminder')).toHaveLength(4);
    await does('member-1', { type: 'support' }, TUESDAY);
    await world.moveTo('2027-02-02T11:05:00.000Z');
    expect(told('reminder')).toHaveLength(5);
    expect(told('reminder')).not.toContain('member-1');
  });

  test('is refused from an earlier round, after the close, to others, and outside the group’s period', async () => {
    await start((c) => {
      const [ht] = c.groups;
      if (ht) ht.periods = [period('2027-01-01', '2027-02-03')];
    });
    await world.moveTo(TUESDAY);
    expect(await press('remind', 2)).toEqual({
      ...{ kind: 'refused', more: 0 },
      text: 'Saken har endret seg siden oversikten kom. Skriv «status» for å se hvordan den står nå.',
    });
    expect(await press('remind', 1, 'member-1')).toMatchObject({
      text: 'Dette kan bare en koordinator i gruppa gjøre. Be en av dem.',
    });
    world.setClock('2027-02-04T09:00:00.000Z');
    expect(await press('remind')).toMatchObject({ text: expect.stringMatching(/^Gruppa er utenfor/) });
    expect(told('reminder')).toEqual([]);
    world.setClock(WEDNESDAY);
    await does('expert', { type: 'withdraw', reason: 'Feil' }, WEDNESDAY);
    expect(await press('remind')).toMatchObject({
      kind: 'refused',
      text: expect.stringMatching(/^Saken er avsluttet/),
    });
  });

  test.each([
    ['nn', 'Purra seks som ikkje har svart.', 'purra i dag', '[Purre] [Kalle inn vara]'],
    ['en', 'Reminded six who have not answered.', 'reminded today', '[Remind] [Call in substitutes]'],
  ] as const)('is said in %s', async (language, receipt, row, buttons) => {
    await start(speaks(language));
    await world.moveTo(WEDNESDAY);
    expect(digests().at(-1)?.[2]).toBe(buttons);
    expect(await press('remind')).toMatchObject({ text: receipt });
    expect(changedTo()[1]).toContain(row);
  });
});

describe('Kalle inn vara', () => {
  test('lets the substitutes of the silent answer, tells them, and is not offered again', async () => {
    await start();
    await does('member-1', { type: 'support' });
    await world.moveTo(WEDNESDAY);
    expect(await press('call-substitutes')).toEqual({
      ...{ kind: 'done', more: 0 },
      text: 'Kalt inn vara for to som ikke har svart.',
    });
    expect(told('called')).toEqual(['sub-2', 'sub-3']);
    expect(changedTo()[1]).toContain('vara er kalt inn');
    expect(changedTo()[2]).toBe('[Purre]');
    await does('sub-2', { type: 'support' }, WEDNESDAY);
    expect(await press('call-substitutes')).toMatchObject({ text: expect.stringMatching(/^Vara kan alt svare/) });
    await press('remind');
    expect(told('reminder')).toContain('sub-3');
    expect(told('reminder')).not.toContain('sub-2');
  });

  test('is a new call to who stood in before and was told then', async () => {
    await start();
    await does('member-1', { type: 'absent', from: '2027-02-01', to: '2027-02-01' });
    expect(told('called')).toEqual(['sub-1']);
    await world.moveTo(WEDNESDAY);
    await press('call-substitutes');
    expect(told('called').sort()).toEqual(['sub-1', 'sub-1', 'sub-2', 'sub-3']);
  });
});

describe('Varsle fagekspert', () => {
  test('tells the experts which objections wait, once a day, and the row says for how long they have', async () => {
    await start();
    await does('member-1', objection);
    await does('member-2', { ...objection, text: 'For dyrt' });
    await world.moveTo(WEDNESDAY);
    expect(digests().at(-1)?.[1]).toBe(
      'Stopper: HT-2027-001 (gul) · Hvilken liste? · mangler ett svar, bredere støtte (nå 0 av 2), to til fra Trondheim som støtter, ' +
        'svar på innvending nr. 1 og 2 · ingen svar fra fagekspert på to dager · frist mandag 8.2. kl. 15.00',
    );
    expect(digests().at(-1)?.[2]).toBe('[Purre] [Kalle inn vara] [Varsle fagekspert]');
    expect(await press('notify-expert')).toMatchObject({ text: 'Varslet fagekspert om to åpne innvendinger.' });
    expect(told('objections-wait')).toEqual(['expert']);
    const note = world.sent.find(({ key }) => key.startsWith('objections-wait'));
    expect(said(note?.view)).toEqual([
      'HT-2027-001 · To innvendinger venter på svar fra fagekspert. coordinator ber om at noen svarer.',
      'Hvilken liste?',
      ...['Innvending nr. 1 · lov og forskrift · ikke besvart: Bryter loven', 'Ønsket endring: Noe annet'],
      ...['Innvending nr. 2 · lov og forskrift · ikke besvart: For dyrt', 'Ønsket endring: Noe annet'],
      '[Svare på innvending nr. 1 …] [Svare på innvending nr. 2 …] [Endre forslag …] [Les mer]',
    ]);
    expect(changedTo()[1]).toContain('fagekspert er varslet i dag');
    expect(await press('notify-expert')).toMatchObject({ text: expect.stringMatching(/^Fageksperten er alt varslet/) });
    await world.moveTo(THURSDAY);
    expect(digests().at(-1)?.[2]).toContain('[Varsle fagekspert]');
  });

  test('comes to nothing when all are answered before it goes out', async () => {
    await start();
    await does('member-1', objection);
    world.setClock('2027-02-02T20:00:00.000Z');
    await press('notify-expert');
    await does('member-1', { type: 'withdraw-objection', objection: 1 }, '2027-02-02T21:00:00.000Z');
    await world.moveTo(WEDNESDAY);
    expect(told('objections-wait')).toEqual([]);
  });
});

test('a digest of another day stays as it was', async () => {
  await start();
  await world.moveTo(TUESDAY);
  world.setClock(WEDNESDAY);
  await press('remind');
  expect(changedTo()).toEqual([]);
});

test('a tap that the platform delivers twice reminds once', async () => {
  await start();
  await world.moveTo(TUESDAY);
  const act = { do: 'remind', question: await questionId(), level: 1, round: 1 };
  const tap = { kind: 'press' as const, act, account: world.account('coordinator'), requestId: 'same' };
  expect(await world.core.bot.act(tap)).toEqual(await world.core.bot.act(tap));
  await world.core.settle();
  expect(told('reminder')).toHaveLength(6);
});
