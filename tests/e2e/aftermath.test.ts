/** What becomes of a decision, over HTTP on both platforms: gates, the vendor, what was built, actions, deviations, later decisions. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Platform } from '../../bot/index.ts';
import { ASK_SHORTCUTS } from '../../bot/messages/index.ts';
import {
  type Asking,
  askFields,
  beginAsking,
  cardsShow,
  does,
  entry,
  eventually,
  hears,
  m,
  type Someone,
  someone,
  stateOf,
  writesNothing,
} from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** On which platform each group's expert is; the members are half on each. */
const GROUPS = [
  ['slack', 'hjemmetjenester'],
  ['teams', 'saksbehandling'],
] as const;
const BODY = 'felles-beslutningsgruppe';
const f = m.after.form;

let stack: Stack;

beforeAll(async () => {
  const home = new Map<string, Platform>(GROUPS.map(([platform, group]) => [`${group}.trondheim-1`, platform]));
  stack = await startStack({
    accounts: (people) => people.map((person) => ({ ...person, on: platformsOf(person, home.get(person.id)) })),
  });
}, 60_000);
afterAll(() => stack.close());

const platformsOf = ({ on }: { on: Platform[] }, only?: Platform) => (only ? [only] : on);

async function clockTo(to: string): Promise<void> {
  await stack.core.settle();
  const moved = await fetch(stack.demo.sandbox.clockUrl, { method: 'POST', body: JSON.stringify({ to }) });
  expect(moved.status).toBe(200);
  await stack.core.settle();
}

/** So many days on from now, at nine in the morning, UTC; on a working day where that is asked for. */
function daysOn(days: number, weekday?: number): string {
  const at = new Date(stack.demo.clock());
  at.setUTCDate(at.getUTCDate() + days);
  while (weekday !== undefined && at.getUTCDay() !== weekday) at.setUTCDate(at.getUTCDate() + 1);
  at.setUTCHours(9, 0, 0, 0);
  return at.toISOString();
}
const dayOf = (at: string) => at.slice(0, 10);

const expertOf = (platform: Platform, group: string): Someone => ({
  who: `${group}.trondheim-1`,
  platform,
  where: group,
});
const alone = (person: Someone): Someone => ({ ...person, where: 'dm' });

async function asks(person: Someone, asking: Asking & { fill?: Record<string, string | string[]> }): Promise<string> {
  await beginAsking(stack, person);
  await does(stack, person, { fill: { ...askFields(asking), ...asking.fill } });
  await stack.core.settle();
  return (await entry(stack, asking.title)).number;
}

/** Three members of both platforms support it; nobody objects; the deadline comes. */
async function decidedByRules(person: Someone, title: string, fill = {}): Promise<string> {
  const number = await asks(person, { title, criticality: 'green', fill });
  for (const seat of ['trondheim-2', 'trondheim-3', 'trondheim-4'])
    await does(stack, someone(stack, `${person.where}.${seat}`), { card: title, press: m.button.support });
  const { deadline } = await stateOf(stack, title);
  await clockTo(deadline ?? '');
  expect((await stateOf(stack, title)).status).toBe('decided');
  return number;
}

/** What the bot wrote to them alone that holds these words, on whichever platform it reached them. */
function dms({ who }: Someone, words: string): string[] {
  const { slack, teams } = stack.sandbox;
  const on = stack.demo.sandbox.people.find(({ id }) => id === who)?.on ?? [];
  const inSlack = on.includes('slack') ? slack.as(who).messages('dm') : [];
  const inTeams = on.includes('teams') ? teams.as(who).messages('dm') : [];
  const texts = [
    ...inSlack.filter(({ fromBot, ephemeral }) => fromBot && !ephemeral).map(({ text }) => text),
    ...inTeams.filter(({ bot }) => bot).map((one) => JSON.stringify(one)),
  ];
  return texts.filter((text) => text.includes(words));
}

const gateButton = (gate: 'K1' | 'K2' | 'K3') => m.after.button.gate(gate, m.after.gate[gate]);

describe.each(GROUPS)('with the expert in %s', { timeout: 60_000 }, (platform, group) => {
  const expert = expertOf(platform, group);
  const sak = (number: string) => (platform === 'slack' ? `/samrad sak ${number}` : `sak ${number}`);

  test('decided, through the gates in order, told to the vendor, not built so: asked anew, and both cards say so', async () => {
    const title = `Sortering i ${platform}`;
    const gates = { [m.asking.form.gates]: [m.asking.form.gatesNeeded] };
    const number = await decidedByRules(expert, title, gates);
    const dm = alone(expert);
    await does(stack, dm, {
      card: `${number} er besluttet`,
      press: gateButton('K1'),
      fill: { [f.gate.text]: 'Lenke i sak 12' },
    });
    await cardsShow(stack, group, title, 'K1 passert');
    await does(stack, dm, { card: 'Neste kvalitetspunkt er K2', press: gateButton('K2'), fill: { [f.gate.text]: '' } });
    await stack.core.settle();
    await does(stack, dm, { card: 'Neste kvalitetspunkt er K3', press: gateButton('K3'), fill: { [f.gate.text]: '' } });
    await stack.core.settle();
    const answer = { [m.form.answerVendor.text]: 'Sort by time.' };
    await does(stack, dm, { card: 'Leverandøren venter på svaret', press: m.button.answerVendor, fill: answer });
    await stack.core.settle();
    const mismatch = { [m.form.verify.result]: m.form.verify.mismatch, [m.form.verify.text]: 'Den sorterer på navn.' };
    await does(stack, dm, { card: 'Er det bygget som besluttet', press: m.button.verify, fill: mismatch });
    await stack.core.settle();

    const all = (await stack.store.register.list({})).filter((one) => one.title === title);
    const [old, anew] = all.sort((a, b) => (a.number < b.number ? -1 : 1));
    expect(all).toHaveLength(2);
    expect([old?.status, anew?.status]).toEqual(['answered', 'open']);
    await cardsShow(
      stack,
      group,
      `${number} · felles`,
      'K3 passert',
      'Ikke bygget som besluttet',
      `Tatt opp igjen som ${anew?.number}`,
    );
    await cardsShow(stack, group, `${anew?.number} ·`, title, 'Ja', 'Støtter');
    expect(await stack.core.handle.load(anew?._id ?? '')).toMatchObject({
      askedBy: expert.who,
      reopens: { question: old?._id, number },
      context: { said: expect.stringContaining('Dette er annerledes: Den sorterer på navn.') },
      gates: [],
    });
    await hears(stack, dm, `Saken er tatt opp igjen som ${anew?.number}`);
  });

  test('sak shows a question to the person alone, with what they can do; an old button and K3 before K1 are refused in words', async () => {
    const title = `Kvalitet i ${platform}`;
    const gates = { [m.asking.form.gates]: [m.asking.form.gatesNeeded] };
    const number = await decidedByRules(expert, title, gates);
    const dm = alone(expert);
    const { _id } = await entry(stack, title);
    const member = alone(someone(stack, `${group}.trondheim-${platform === 'slack' ? 3 : 2}`));
    for (const person of [dm, member])
      await does(stack, person, { say: person.platform === 'slack' ? `/samrad sak ${number}` : `sak ${number}` });
    const shortcuts = [m.command['time-thief'].word, m.command.improvement.word, ASK_SHORTCUTS.message.toLowerCase()];
    const labels = ({ who, platform: on }: Someone) => {
      const all = stack.sandbox[on].as(who).findCard('dm', number)?.labels ?? [];
      return all.filter((label) => !shortcuts.some((word) => label.toLowerCase().startsWith(word)));
    };
    await eventually(
      () => labels(dm).length > 3 && labels(member).length === 1,
      () => `expert: ${labels(dm)}; member: ${labels(member)}`,
    );
    expect(labels(dm)).toEqual([gateButton('K1'), m.after.button.addAction, m.after.button.deviate, m.button.details]);
    expect(labels(member)).toEqual([m.button.details]);

    const { user } = accountOf(expert);
    await writesNothing(stack, async () => {
      const act = { do: 'pass-gate', question: _id, level: 1, round: 1, arg: 'K3' };
      const account = { platform, user, team: teamOf(platform), profile: async () => null };
      const reply = await stack.core.bot.act({ kind: 'press', act, account, requestId: `k3-${platform}` });
      expect(reply).toMatchObject({ kind: 'refused', text: m.refusal['wrong-gate'] });
    });
    await writesNothing(stack, () => does(stack, dm, { say: sak('HT-2027-999') }));
    await hears(stack, dm, m.after.case.unknown('HT-2027-999').slice(0, 40));
  });

  test('a follow-up action: its responsible is reminded on its days once, lists it, and reports', async () => {
    const title = `Opplæring i ${platform}`;
    const number = await decidedByRules(expert, title);
    const responsible = someone(stack, `${group}.trondheim-5`);
    const name = nameOf(responsible.who);
    const due = daysOn(28, 3);
    const fill = {
      [f.addAction.area]: 'Opplæring',
      [f.addAction.measure]: 'Lære opp alle på natt',
      [f.addAction.responsible]: name.toUpperCase(),
      [f.addAction.due]: dayOf(due),
    };
    await does(stack, alone(expert), { card: `${number} er besluttet`, press: m.after.button.addAction, fill });
    expect((await stateOf(stack, title)).followUps).toMatchObject([
      { responsiblePerson: responsible.who, due: dayOf(due) },
    ]);
    await cardsShow(stack, group, title, 'Tiltak: 1');
    const told = () => dms(responsible, `Tiltaket fra ${number}`).length;
    expect(told()).toBe(0);
    await clockTo(new Date(Date.parse(due) - 7 * 86_400_000).toISOString());
    await eventually(
      () => told() === 1,
      () => `told ${told()} times of the day that comes`,
    );
    await clockTo(due);
    await eventually(
      () => dms(responsible, `Fristen for tiltaket fra ${number}`).length === 1,
      () => 'not told on the day',
    );
    const list = responsible.platform === 'slack' ? '/samrad tiltak' : 'tiltak';
    await does(stack, alone(responsible), { say: list });
    await hears(stack, alone(responsible), 'Lære opp alle på natt');
    const report = { [f.report.text]: 'Alle har vært på kurs', [f.report.done]: f.report.finished };
    await does(stack, alone(responsible), {
      card: `Fristen for tiltaket fra ${number}`,
      press: m.after.button.report,
      fill: report,
    });
    await cardsShow(stack, group, title, 'Tiltak: 1, ferdig 1');
    await clockTo(daysOn(14));
    expect([told(), dms(responsible, `Fristen for tiltaket fra ${number}`).length]).toEqual([1, 1]);
  });

  test('a body’s local deviation needs whom and why; its review is told after six months, and it is kept', async () => {
    const title = `Avvik i ${platform}`;
    const number = await asks(expert, { title });
    const flag = { [m.form.flagMandate.text]: 'Dette avgjør andre' };
    await does(stack, expert, { card: title, press: m.button.flagMandate, fill: flag });
    await stack.core.settle();
    const chair: Someone = { ...someone(stack, 'chair-2'), where: BODY };
    const decision = { [m.form.decide.text]: 'Etter tid', [m.form.decide.outcome]: m.form.decide.deviation };
    const card = `${number} · `;
    await expect(does(stack, chair, { card, press: m.button.decide, fill: decision })).rejects.toThrow(
      m.reply.emptyField,
    );
    const whole = { ...decision, [f.decide.whom]: 'Røros', [f.decide.why]: 'Der er det ikke dekning' };
    await does(stack, chair, { fill: whole });
    await cardsShow(stack, group, title, 'lokalt avvik', 'Lokalt avvik for Røros. Vurderes på nytt');
    const [deviation] = (await stateOf(stack, title)).deviations;
    expect(deviation).toMatchObject({ whom: { said: 'Røros' }, person: 'chair-2', criticality: 'red' });
    const review = `${deviation?.reviewOn}T09:00:00.000Z`;
    expect(Date.parse(review) - Date.parse(stack.demo.clock())).toBeGreaterThan(175 * 86_400_000);
    await clockTo(new Date(Date.parse(review) - 4 * 86_400_000).toISOString());
    expect(dms(expert, 'Det lokale avviket for Røros')).toEqual([]);
    await clockTo(daysOn(7, 3));
    await eventually(
      () => dms(expert, 'Det lokale avviket for Røros').length === 1,
      () => 'the expert was not told that the deviation is to be reviewed',
    );
    const keep = { [f.review.keep]: f.review.kept, [f.review.text]: 'Fremdeles ikke dekning' };
    await does(stack, alone(expert), {
      card: 'Det lokale avviket for Røros',
      press: m.after.button.review,
      fill: keep,
    });
    expect((await stateOf(stack, title)).deviations).toMatchObject([
      { reviewDue: false, reviews: [{ kept: true }], endedAt: null },
    ]);
  });

  test('a later decision in its place is told once to each who answered, and the old card names it', async () => {
    const old = await decidedByRules(expert, `Gammel i ${platform}`);
    const later = `Ny i ${platform}`;
    await asks(expert, { title: later, fill: { [m.asking.form.supersedes]: old } });
    for (const seat of ['trondheim-2', 'trondheim-3', 'trondheim-4'])
      await does(stack, someone(stack, `${group}.${seat}`), { card: later, press: m.button.support });
    await does(stack, expert, {
      card: later,
      press: m.button.flagMandate,
      fill: { [m.form.flagMandate.text]: 'Løftes' },
    });
    await stack.core.settle();
    const { number } = await entry(stack, later);
    const decision = { [m.form.decide.text]: 'Etter adresse', [m.form.decide.outcome]: m.form.decide.common };
    await does(
      stack,
      { ...someone(stack, 'chair-2'), where: BODY },
      { card: `${number} · `, press: m.button.decide, fill: decision },
    );
    await stack.core.settle();
    expect(await stateOf(stack, `Gammel i ${platform}`)).toMatchObject({
      status: 'superseded',
      supersededBy: { number },
    });
    await cardsShow(stack, group, `Gammel i ${platform}`, `Erstattet av ${number}`);
    await clockTo(daysOn(1, 3));
    for (const seat of ['trondheim-2', 'trondheim-3', 'trondheim-4']) {
      const member = someone(stack, `${group}.${seat}`);
      const told = () => dms(member, `Du svarte på ${old}.`);
      await eventually(
        () => told().length === 1,
        () => `${seat} was told ${told().length} times`,
      );
      // One of them reads nynorsk.
      for (const word of [number, 'Etter adresse']) expect(told()[0]).toContain(word);
    }
    expect(dms(someone(stack, `${group}.trondheim-6`), `Du svarte på ${old}`)).toEqual([]);
  });
});

test('nothing was a fault of ours', () => {
  expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(stack.sandbox.teams.problems).toEqual([]);
});

function nameOf(id: string): string {
  return stack.demo.sandbox.people.find((person) => person.id === id)?.name ?? '';
}

function accountOf({ who, platform }: Someone): { user: string } {
  const { slack, teams } = stack.sandbox;
  return platform === 'slack' ? { user: slack.ids.user(who) } : { user: teams.ids.user(who).aadObjectId };
}

function teamOf(platform: Platform): string {
  return platform === 'slack' ? stack.sandbox.slack.ids.team : stack.demo.sandbox.teams.tenantId;
}
