/** Asking in full, over HTTP on both platforms: several groups, preferences, an expert's own answer, absence, the same asked again. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Collaboration, Group, GroupSeat, Platform } from '../../bot/index.ts';
import {
  askFields,
  asks,
  beginAsking,
  cardsShow,
  does,
  entry,
  eventually,
  hears,
  m,
  type Someone,
  stateOf,
  writesNothing,
} from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const LV = 'legevakt';
const INST = 'institusjon';
const PLATFORMS = ['slack', 'teams'] as const;
/** Three seats in the first group, two in the other; the rest are left out, so that a play is short. */
const SEATS: Record<string, string[]> = {
  [LV]: ['trondheim:1', 'trondheim:2', 'opsjonskommuner:1'],
  [INST]: ['trondheim:1', 'opsjonskommuner:1'],
};
const AWAY = `${LV}.trondheim-2`;
const STAND_IN = `${LV}.trondheim-3`;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ accounts: (people) => people.map((person) => ({ ...person, on: ['slack', 'teams'] })) });
  const [collaboration] = await stack.store.directory.collaborations();
  if (!collaboration) throw new Error('no collaboration');
  await stack.store.directory.saveCollaboration(small(collaboration));
  stack.core.people.forget();
}, 60_000);
afterAll(() => stack.close());

function small(collaboration: Collaboration): Collaboration {
  const kept = (group: Group) => group.seats.filter(({ id }) => SEATS[group.id]?.includes(id));
  const withStandIn = (seat: GroupSeat) => (seat.holder === AWAY ? { ...seat, substitute: STAND_IN } : seat);
  return {
    ...collaboration,
    parties: { sykehus: { nb: 'sykehusene' } },
    groups: collaboration.groups.map((group) =>
      SEATS[group.id]
        ? {
            ...group,
            seats: kept(group).map(withStandIn),
            topics: [{ id: 'triage', name: { nb: 'Triagering' }, lead: `${group.id}.trondheim-1` }],
          }
        : group,
    ),
  };
}

const on = (platform: Platform, who: string, where = who.split('.')[0] ?? ''): Someone => ({ who, platform, where });
const expert = (platform: Platform, group = LV) => on(platform, `${group}.trondheim-1`);
const f = m.form.ask;
const a = m.asking.form;
const nameOf = (group: string) => (group === LV ? 'Legevakt' : 'Institusjon (langtidsopphold/avlastningsopphold)');

/** Asks with fields of one's own besides those that every question has. */
async function asksWith(person: Someone, title: string, more: Record<string, string | string[]>): Promise<void> {
  const { [f.proposal]: _proposal, ...fields } = askFields({ title, criticality: 'yellow' });
  await beginAsking(stack, person);
  await does(stack, person, { fill: { ...fields, [f.proposal]: 'Ja, alltid.', ...more } });
  await stack.core.settle();
}

/** The form comes back with the sentence at its field, and is then put away. */
async function isSentBack(person: Someone, sends: Promise<void>, sentence: string): Promise<void> {
  if (person.platform === 'slack') await expect(sends).rejects.toThrow(sentence);
  else await sends;
  const shown = JSON.stringify(stack.sandbox.teams.as(person.who).dialog()?.card ?? '');
  if (person.platform === 'teams') expect(shown).toContain(sentence);
  await stack.sandbox.slack.as(person.who).close();
  stack.sandbox.teams.as(person.who).closeDialog();
  // What stood in it is not for the next question.
  await stack.store.drafts.forget('9999-12-31');
}

async function supports(title: string, ...people: Someone[]): Promise<void> {
  for (const person of people) await does(stack, person, { card: title, press: m.button.support });
  await stack.core.settle();
}

describe('a question of two groups', () => {
  const title = 'Skal triagen skrives i innkomstnotatet?';

  test('is one card in both groups’ channels on both platforms, with both names, topic and others it concerns', async () => {
    await asksWith(expert('slack'), title, {
      [a.groups]: [nameOf(INST)],
      [a.topic]: 'Triagering',
      [a.parties]: ['sykehusene'],
      [a.subject]: m.asking.subject.workflow,
      [a.gates]: [a.gatesNeeded],
    });
    const q = await stateOf(stack, title);
    expect(q).toMatchObject({
      groups: [LV, INST],
      topic: 'triage',
      lead: `${LV}.trondheim-1`,
      parties: ['sykehus'],
      subject: 'workflow',
      gates: [],
    });
    expect(q.roster.seats.map(({ id, group }) => [id, group])).toEqual([
      ...(SEATS[LV] ?? []).map((id) => [`${LV}/${id}`, LV]),
      ...(SEATS[INST] ?? []).map((id) => [`${INST}/${id}`, INST]),
    ]);
    for (const where of [LV, INST])
      await cardsShow(stack, where, title, 'Legevakt og Institusjon', 'Tema: Triagering', 'Berører også: sykehusene');
  });

  test('is decided when both pass, answered from Slack and from Teams', async () => {
    await supports(title, expert('slack'), on('teams', AWAY), on('slack', `${LV}.opsjonskommuner-1`));
    expect(await stateOf(stack, title)).toMatchObject({ status: 'open' });
    await cardsShow(stack, INST, title, 'fra Trondheim i Institusjon', 'Legevakt, Trondheim', '2 av 2');
    await supports(title, expert('teams', INST), on('slack', `${INST}.opsjonskommuner-1`));
    expect(await stateOf(stack, title)).toMatchObject({ status: 'decided', decision: { how: 'rules' } });
    for (const where of [LV, INST]) await cardsShow(stack, where, title, 'Besluttet');
  });

  test.each(PLATFORMS)(
    'a group chosen both to answer and to be told is sent back at its field: %s',
    async (platform) => {
      const twice = { [a.groups]: [nameOf(INST)], [f.alsoGroups]: [nameOf(INST)] };
      const sends = asksWith(expert(platform), `To steder i ${platform}?`, twice);
      await isSentBack(expert(platform), sends, a.chosenTwice(nameOf(INST)));
    },
  );

  test('stands in `status` in each group’s channel', async () => {
    const open = 'Åpen i to grupper?';
    await asksWith(expert('teams'), open, { [a.groups]: [nameOf(INST)] });
    for (const where of [LV, INST]) {
      const reader = on('slack', 'chair-3', where);
      await does(stack, reader, { say: `/samrad ${m.command.status.word}` });
      await hears(stack, reader, open);
    }
  });
});

describe('preferences', () => {
  const title = 'Hvilken liste skal være først?';
  const options = 'Arbeidslista\nInnkurven\nKalenderen';

  test('are asked for when nothing is proposed, one tap each, and counted over both platforms', async () => {
    await asksWith(expert('teams'), title, { [f.proposal]: '', [f.options]: options });
    expect(await stateOf(stack, title)).toMatchObject({ proposal: { option: null, text: null } });
    await cardsShow(stack, LV, title, m.asking.prefer.noProposal, '1. Arbeidslista', '0 av 3');
    await does(stack, on('slack', AWAY), { card: title, press: '2. Innkurven' });
    await hears(stack, on('slack', AWAY), m.asking.prefer.receipt('Innkurven'));
    await does(stack, on('teams', `${LV}.opsjonskommuner-1`), { card: title, press: '2. Innkurven' });
    await cardsShow(
      stack,
      LV,
      title,
      'Innkurven',
      '2 av 3 har sagt hva de helst vil ha.',
      'et forslag fra en fagekspert',
    );
  });

  test('become a proposal that the group then answers', async () => {
    const { propose } = m.asking;
    await does(stack, expert('slack'), {
      card: title,
      press: propose.button,
      fill: { [m.card.proposal]: '2. Innkurven (2)' },
    });
    await hears(stack, expert('slack'), propose.receipt);
    expect(await stateOf(stack, title)).toMatchObject({ proposal: { option: 'b' }, round: 1 });
    await cardsShow(stack, LV, title, 'Forslag', 'Innkurven', '0 av 2');
    await supports(title, on('slack', AWAY), expert('teams'), on('teams', `${LV}.opsjonskommuner-1`));
    expect(await stateOf(stack, title)).toMatchObject({ status: 'decided' });
    await cardsShow(stack, LV, title, 'Besluttet', 'Innkurven');
  });

  test.each(PLATFORMS)('beside a proposal another option is chosen in a form: %s', async (platform) => {
    const beside = `Heller noe annet i ${platform}?`;
    await asks(stack, expert('slack'), { title: beside, criticality: 'yellow', options: 'Nei\nKanskje' });
    const { another, option } = m.asking.prefer;
    await does(stack, on(platform, AWAY), { card: beside, press: another, fill: { [option]: '3. Kanskje' } });
    expect((await stateOf(stack, beside)).preferences).toEqual({ 'trondheim:2': 'c' });
  });

  test.each(PLATFORMS)('a form without proposal and options is sent back at its field: %s', async (platform) => {
    await isSentBack(
      expert(platform),
      asksWith(expert(platform), `Tomt i ${platform}?`, { [f.proposal]: '', [f.options]: 'Bare ett' }),
      a.proposalOrOptions,
    );
  });
});

describe('an expert’s own answer', () => {
  test.each(PLATFORMS)('is decided at once, logged as such, and the group sees it: %s', async (platform) => {
    const title = `Svarer selv i ${platform}?`;
    const person = expert(platform);
    await asksWith(person, title, { [f.criticality]: 'Grønn', [a.answer]: 'Jeg svarer selv' });
    expect(await stateOf(stack, title)).toMatchObject({
      status: 'decided',
      decision: { how: 'expert', person: person.who },
    });
    await hears(stack, person, m.asking.answeredAlone((await entry(stack, title)).number));
    await cardsShow(stack, LV, title, 'fagekspert', 'Ja, alltid.');
  });

  test('is for green questions alone', async () => {
    await isSentBack(
      expert('slack'),
      asksWith(expert('slack'), 'Gul, og svarer selv?', { [a.answer]: 'Jeg svarer selv' }),
      a.greenOnly,
    );
  });
});

describe('the same asked again', () => {
  const title = 'Skal epikrisen sendes automatisk?';

  test('is refused at its field with the earlier answer named, whatever the case and punctuation', async () => {
    await asksWith(expert('slack'), title, { [f.criticality]: 'Grønn', [a.answer]: 'Jeg svarer selv' });
    const { number } = await entry(stack, title);
    const again = { [f.question]: 'Something else entirely?' };
    await writesNothing(stack, async () => {
      await isSentBack(
        expert('teams'),
        asksWith(expert('teams'), 'skal  EPIKRISEN sendes automatisk', again),
        a.decidedAlready(number, '1.2.2027', 'Ja, alltid'),
      );
    });
  });

  test('a long dialog in Teams says at both its ends what is at fault in the midst of it', async () => {
    const person = expert('teams');
    await asksWith(person, title, {});
    const body = (stack.sandbox.teams.as(person.who).dialog()?.card?.body ?? []) as unknown[];
    const fault = `${a.newInformation} ${(await entry(stack, title)).number} ble besluttet`;
    for (const end of [body.at(0), body.at(-2)]) expect(JSON.stringify(end)).toContain(fault);
    stack.sandbox.teams.as(person.who).closeDialog();
  });

  test('what Teams sent back and the person then left is offered when they ask again', async () => {
    const person = expert('teams');
    await beginAsking(stack, person);
    const dialog = stack.sandbox.teams.as(person.who).dialog();
    expect(dialog?.values).toMatchObject({ f_title: title, f_proposal: 'Ja, alltid.' });
    expect(JSON.stringify(dialog?.card)).toContain('Det er ikke sendt');
    stack.sandbox.teams.as(person.who).closeDialog();
    await stack.store.drafts.forget('9999-12-31');
  });

  test('is asked when it is said what is new, and can replace the decision', async () => {
    const { number, _id } = await entry(stack, title);
    const anew = 'Skal epikrisen sendes automatisk?!';
    await asksWith(expert('slack'), anew, {
      [a.newInformation]: 'Meldingsstandarden er ny.',
      [a.supersedes]: number.toLowerCase(),
    });
    expect(await stateOf(stack, anew)).toMatchObject({
      newInformation: { said: 'Meldingsstandarden er ny.' },
      supersedes: { question: _id, number },
    });
  });

  test.each(PLATFORMS)('an unknown number to replace is sent back at its field: %s', async (platform) => {
    await isSentBack(
      expert(platform),
      asksWith(expert(platform), `Erstatter hva i ${platform}?`, { [a.supersedes]: 'LV-1999-001' }),
      a.unknownDecision('LV-1999-001'),
    );
  });
});

describe('absence', () => {
  const w = m.asking.absence;
  const word = m.command.substitute.word;
  const days = { [w.from]: '2027-02-01', [w.to]: '2027-02-12' };

  async function opensForm(person: Someone): Promise<void> {
    if (person.platform === 'slack') return does(stack, person, { say: `/samrad ${word}` });
    await does(stack, person, { say: `@Samråd ${word}` });
    await does(stack, person, { card: w.title, press: w.title });
  }

  test('declared in Slack, the substitute answers in Teams, and the holder is told', async () => {
    const title = 'Svarer vara?';
    await asks(stack, expert('slack'), { title, criticality: 'yellow' });
    const standIn = on('teams', STAND_IN);
    await writesNothing(stack, () => does(stack, standIn, { card: title, press: m.button.support }));
    await opensForm(on('slack', AWAY));
    await does(stack, on('slack', AWAY), { fill: days });
    const standInName = (await stack.core.people.collaborations())[0]?.people.find(({ id }) => id === STAND_IN)?.name;
    await hears(stack, on('slack', AWAY), w.covered(standInName ?? '', '1.2.', '12.2.2027'));
    expect((await stateOf(stack, title)).absences).toEqual([{ person: AWAY, from: '2027-02-01', to: '2027-02-12' }]);
    await does(stack, standIn, { card: title, press: m.button.support });
    expect((await stateOf(stack, title)).positions).toMatchObject({ 'trondheim:2': { person: STAND_IN } });
    await cardsShow(stack, LV, title, 'Støtter 1');
    const hands = stack.sandbox.teams.as(AWAY);
    const { id = '' } = hands.findCard(LV, title) ?? {};
    await hands.view(LV, id, true);
    expect(hands.findCard(LV, title)?.text).toContain(m.mine.bySubstitute(standInName ?? ''));
  });

  test('goes along with questions that are asked later', async () => {
    const title = 'Spurt mens noen er borte?';
    await asks(stack, expert('teams'), { title, criticality: 'yellow' });
    expect((await stateOf(stack, title)).absences).toEqual([{ person: AWAY, from: '2027-02-01', to: '2027-02-12' }]);
  });

  test('ends everywhere with a word, in Teams as well', async () => {
    await does(stack, on('teams', AWAY), { say: `@Samråd ${word} tilbake` });
    await hears(stack, on('teams', AWAY), w.backNow);
    expect((await stateOf(stack, 'Svarer vara?')).absences).toEqual([]);
    expect(await stack.store.directory.absences('midt-norge', '2027-02-01')).toEqual([]);
    await does(stack, on('teams', AWAY), { say: `@Samråd ${word} tilbake` });
    await hears(stack, on('teams', AWAY), w.notAway);
  });

  test.each(PLATFORMS)('is declared from the menu of a card in %s too', async (platform) => {
    const title = `Borte fra ${platform}?`;
    await asks(stack, expert('slack'), { title, criticality: 'yellow', options: '' });
    await does(stack, on(platform, AWAY), { card: title, press: m.button.absent, fill: days });
    expect((await stateOf(stack, title)).absences).toEqual([{ person: AWAY, from: '2027-02-01', to: '2027-02-12' }]);
    await does(stack, on('teams', AWAY), { say: `@Samråd ${word} tilbake` });
    expect((await stateOf(stack, title)).absences).toEqual([]);
  });

  test('declared in Teams ends with the button in the form in Slack', async () => {
    await opensForm(on('teams', AWAY));
    await does(stack, on('teams', AWAY), { fill: days });
    expect(await stack.store.directory.absences('midt-norge', '2027-02-01')).toHaveLength(1);
    await opensForm(on('slack', AWAY));
    await eventually(
      () => stack.sandbox.slack.as(AWAY).form()?.title === w.title,
      () => 'the form did not open',
    );
    await does(stack, on('slack', AWAY), { press: w.back });
    await stack.sandbox.slack.as(AWAY).close();
    await hears(stack, on('slack', AWAY), w.backNow);
    expect(await stack.store.directory.absences('midt-norge', '2027-02-01')).toEqual([]);
  });

  test.each(PLATFORMS)('days that can’t be are sent back at their field: %s', async (platform) => {
    const person = on(platform, AWAY);
    const sends = async (fill: Record<string, string>) => {
      await opensForm(person);
      await does(stack, person, { fill });
    };
    await isSentBack(person, sends({ [w.from]: '2027-01-31', [w.to]: '2027-02-02' }), w.fault.past);
    await isSentBack(person, sends({ [w.from]: '2027-02-05', [w.to]: '2027-02-04' }), w.fault['wrong-order']);
    await isSentBack(person, sends({ [w.from]: '2027-02-05', [w.to]: '2028-02-06' }), w.fault['too-far']);
    expect(await stack.store.directory.absences('midt-norge', '2027-02-01')).toEqual([]);
  });

  test.each(PLATFORMS)('who holds no seat is told so: %s', async (platform) => {
    const person = on(platform, `${LV}.coordinator-1`);
    await does(stack, person, { say: platform === 'slack' ? `/samrad ${word}` : `@Samråd ${word}` });
    await hears(stack, person, w.noSeat);
  });
});

test('nothing was a fault of ours', () => {
  expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(stack.sandbox.teams.problems).toEqual([]);
});
