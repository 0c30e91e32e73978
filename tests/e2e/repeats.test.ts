/** Platforms deliver the same thing twice, and people press twice. Nothing happens twice, and each hears the same answer. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  askFields,
  asks,
  beginAsking,
  does,
  entry,
  hears,
  m,
  objectionFields,
  type Someone,
  someone,
  stateOf,
  writesNothing,
  written,
} from '../support/doings.ts';
import { type Passed, type Relay, startRelay } from '../support/relay.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** The group whose expert is in Slack, and the one whose expert is in Teams. */
const HT = 'hjemmetjenester';
const SB = 'saksbehandling';
const TITLE = 'Skal lista sorteres?';
const RETRY = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };

let stack: Stack;
let relay: Relay;

beforeAll(async () => {
  stack = await startStack();
  relay = await startRelay(stack.web.url);
  await stack.sandbox.slack.connect({ requestUrl: `${relay.url}/slack/events` });
  await stack.sandbox.teams.connect({ messagingUrl: `${relay.url}/teams/messages`, announce: false });
  await asks(stack, someone(stack, `${HT}.trondheim-1`), { title: TITLE });
}, 60_000);
afterAll(async () => {
  await relay.close();
  await stack.close();
});
beforeEach(() => {
  relay.copies = 1;
});

const inSlack = (seat: string) => someone(stack, `${HT}.${seat}`, { platform: 'slack' });
const inTeams = (seat: string) => someone(stack, `${HT}.${seat}`, { platform: 'teams' });

/** The same bytes three times more: the log stays as it is, and each answer is the first one. */
async function changesNothingAgain(request: Passed, extra: Record<string, string> = {}): Promise<void> {
  await writesNothing(stack, async () => {
    for (let n = 0; n < 3; n++) expect(await relay.again(request, extra)).toEqual(request.answer);
  });
}

describe('Slack delivers the same again', () => {
  test.each([
    ['byte for byte', {}],
    ['with its retry header', RETRY],
  ])('a tap, %s: one position, the receipt each time', async (how, extra) => {
    const person = inSlack(how === 'byte for byte' ? 'trondheim-3' : 'trondheim-5');
    const made = await written(stack, () => does(stack, person, { card: TITLE, press: m.button.support }));
    expect(made.map(({ by }) => by)).toEqual([person.who]);
    await hears(stack, person, m.receipt.support);
    const tap = relay.newest('block_actions', stack.sandbox.slack.ids.user(person.who));
    await changesNothingAgain(tap, extra);
    await hears(stack, person, m.receipt.support, 4);
  });

  test('an earlier tap, after the person has changed their mind: the later one stands', async () => {
    const person = inSlack('trondheim-7');
    await does(stack, person, { card: TITLE, press: m.button.support });
    const first = relay.newest('block_actions', stack.sandbox.slack.ids.user(person.who));
    await does(stack, person, { card: TITLE, press: m.button.abstain });
    await changesNothingAgain(first);
    expect((await stateOf(stack, TITLE)).positions['trondheim:7']?.kind).toBe('abstain');
  });

  test('a form with a reservation', async () => {
    const person = inSlack('trondheim-9');
    const fill = { [m.form.reservation.text]: 'Bare om vinteren' };
    const made = await written(stack, () => does(stack, person, { card: TITLE, press: m.button.reservation, fill }));
    expect(made).toHaveLength(1);
    await hears(stack, person, m.receipt.reservation);
    await changesNothingAgain(relay.newest('view_submission', 'Bare om vinteren'));
    await changesNothingAgain(relay.newest('view_submission', 'Bare om vinteren'), RETRY);
  });

  test('a form with an objection: one objection, one number', async () => {
    const person = inSlack('trondheim-11');
    const fill = objectionFields('Kveldsvakta ser den ikke');
    await does(stack, person, { card: TITLE, press: m.button.objection, fill });
    await changesNothingAgain(relay.newest('view_submission', 'Kveldsvakta ser den ikke'));
    const { objections } = await stateOf(stack, TITLE);
    expect(objections.filter((one) => one.person === person.who)).toHaveLength(1);
  });

  test('the form for a new question: one question, one number, the same answer', async () => {
    const asker = someone(stack, `${HT}.trondheim-1`);
    await asks(stack, asker, { title: 'Spurt én gang' });
    await changesNothingAgain(relay.newest('view_submission', 'Spurt én gang'));
    const after = await asks(stack, asker, { title: 'Spurt etterpå' });
    expect(numberIn(after.number)).toBe(numberIn((await entry(stack, 'Spurt én gang')).number) + 1);
  });

  test('the form for a new question twice at the same moment: one question, and no number is lost', async () => {
    const asker = someone(stack, `${HT}.trondheim-1`);
    await beginAsking(stack, asker);
    relay.copies = 3;
    const made = await written(stack, () => does(stack, asker, { fill: askFields({ title: 'Spurt tre ganger' }) }));
    relay.copies = 1;
    expect(made).toHaveLength(1);
    const after = await asks(stack, asker, { title: 'Den neste' });
    expect(numberIn(after.number)).toBe(numberIn((await entry(stack, 'Spurt tre ganger')).number) + 1);
  });

  test('an expert’s amendment, though what it took in is no longer open', async () => {
    const title = 'Endres i Slack';
    const asker = someone(stack, `${HT}.trondheim-1`);
    await asks(stack, asker, { title });
    await amends(asker, inSlack('trondheim-3'), title);
    await changesNothingAgain(relay.newest('view_submission', 'Ja, med unntak'));
  });

  test('a comment under a card', async () => {
    const person = inSlack('trondheim-13');
    const hands = stack.sandbox.slack.as(person.who);
    const card = hands.findCard(HT, TITLE)?.id ?? '';
    const made = await written(stack, async () => {
      hands.reply(HT, card, 'Vi har prøvd dette før.');
      await stack.sandbox.slack.idle();
    });
    expect(made.map(({ by }) => by)).toEqual([person.who]);
    const event = relay.newest('event_callback', 'Vi har prøvd dette før.');
    await changesNothingAgain(event);
    await changesNothingAgain(event, RETRY);
  });
});

describe('Teams delivers the same activity again', () => {
  test('a tap: one position, the same card back', async () => {
    const person = inTeams('trondheim-2');
    const made = await written(stack, () => does(stack, person, { card: TITLE, press: m.button.support }));
    expect(made.map(({ by }) => by)).toEqual([person.who]);
    await hears(stack, person, m.receipt.support);
    const tap = relay.newest('adaptiveCard/action', stack.sandbox.teams.ids.user(person.who).id);
    await changesNothingAgain(tap);
  });

  test('the same activity id under a new token', async () => {
    const person = inTeams('trondheim-12');
    await does(stack, person, { card: TITLE, press: m.button.support });
    await writesNothing(stack, async () => {
      const answer = await stack.sandbox.teams.as(person.who).resend({ freshToken: true });
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body)).toContain(m.receipt.support);
    });
  });

  test('a dialog with a reservation', async () => {
    const person = inTeams('trondheim-6');
    const fill = { [m.form.reservation.text]: 'Bare om sommeren' };
    const made = await written(stack, () => does(stack, person, { card: TITLE, press: m.button.reservation, fill }));
    expect(made).toHaveLength(1);
    await changesNothingAgain(relay.newest('task/submit', 'Bare om sommeren'));
  });

  test('a dialog with an objection: one objection, one number', async () => {
    const person = inTeams('trondheim-8');
    const fill = objectionFields('Nattevakta ser den ikke');
    await does(stack, person, { card: TITLE, press: m.button.objection, fill });
    await changesNothingAgain(relay.newest('task/submit', 'Nattevakta ser den ikke'));
    const { objections } = await stateOf(stack, TITLE);
    expect(objections.filter((one) => one.person === person.who)).toHaveLength(1);
  });

  test('the dialog for a new question, at the same moment and later: one question, and no number is lost', async () => {
    const asker = someone(stack, `${SB}.trondheim-1`);
    await beginAsking(stack, asker);
    relay.copies = 3;
    const fill = askFields({ title: 'Spurt i Teams' });
    const made = await written(stack, () => does(stack, asker, { fill }));
    relay.copies = 1;
    expect(made).toHaveLength(1);
    await changesNothingAgain(relay.newest('task/submit', 'Spurt i Teams'));
    const after = await asks(stack, asker, { title: 'Den neste i Teams' });
    expect(numberIn(after.number)).toBe(numberIn((await entry(stack, 'Spurt i Teams')).number) + 1);
  });

  test('an expert’s amendment, though what it took in is no longer open', async () => {
    const title = 'Endres i Teams';
    const asker = someone(stack, `${SB}.trondheim-1`);
    await asks(stack, asker, { title });
    await amends(asker, someone(stack, `${SB}.trondheim-3`), title);
    await changesNothingAgain(relay.newest('task/submit', 'Ja, med unntak'));
  });

  test('a comment under a card', async () => {
    const person = inTeams('trondheim-10');
    const hands = stack.sandbox.teams.as(person.who);
    const card = hands.findCard(HT, TITLE)?.id ?? '';
    const made = await written(stack, () => hands.say(HT, 'Vi vil prøve dette igjen.', card));
    expect(made.map(({ by }) => by)).toEqual([person.who]);
    await changesNothingAgain(relay.newest('"message"', 'Vi vil prøve dette igjen.'));
  });
});

describe('at the same moment', () => {
  test('two people who press at once both count, on whichever platform', async () => {
    const people = [inSlack('opsjonskommuner-1'), inTeams('opsjonskommuner-2'), inSlack('opsjonskommuner-3')];
    const made = await written(stack, () =>
      Promise.all(people.map((person) => does(stack, person, { card: TITLE, press: m.button.support }))),
    );
    expect(made.map(({ by }) => by).sort()).toEqual(people.map(({ who }) => who).sort());
    const { positions } = await stateOf(stack, TITLE);
    for (const seat of ['opsjonskommuner:1', 'opsjonskommuner:2', 'opsjonskommuner:3'])
      expect(positions[seat]?.kind).toBe('support');
  });

  test.each(['slack', 'teams'] as const)('a double click in %s is one position, and both are answered', async (on) => {
    const person = on === 'slack' ? inSlack('opsjonskommuner-5') : inTeams('opsjonskommuner-6');
    const press = () => does(stack, person, { card: TITLE, press: m.button.support });
    const made = await written(stack, () => Promise.all([press(), press()]));
    expect(made).toHaveLength(1);
    await hears(stack, person, m.receipt.support, 2);
  });

  test.each(['slack', 'teams'] as const)(
    'every request from %s delivered three times at once counts once',
    async (on) => {
      const person = on === 'slack' ? inSlack('opsjonskommuner-7') : inTeams('opsjonskommuner-8');
      relay.copies = 3;
      const fill = objectionFields(`Tre ganger fra ${on}`);
      const made = await written(stack, () => does(stack, person, { card: TITLE, press: m.button.objection, fill }));
      expect(made.map(({ by }) => by)).toEqual([person.who]);
      const answers = relay.passed.filter(({ body }) => body.includes(on === 'slack' ? 'Tre+ganger' : 'Tre ganger'));
      expect(answers.length).toBeGreaterThanOrEqual(3);
      expect(new Set(answers.slice(-3).map(({ answer }) => answer.status))).toEqual(new Set([200]));
    },
  );
});

/** One objects; the asker takes the objection into a wording of their own. */
async function amends(asker: Someone, objector: Someone, title: string): Promise<void> {
  await does(stack, objector, { card: title, press: m.button.objection, fill: objectionFields('Ikke for alle') });
  await stack.core.settle();
  const f = m.form.amend;
  const fill = { [f.proposal]: f.ownText, [f.text]: 'Ja, med unntak', [f.incorporates]: ['1. Ikke for alle'] };
  await does(stack, asker, { card: title, press: m.button.amend, fill });
  expect(await stateOf(stack, title)).toMatchObject({ round: 2, objections: [{ status: 'incorporated' }] });
}

function numberIn(number: string): number {
  return Number(number.split('-').at(-1));
}
