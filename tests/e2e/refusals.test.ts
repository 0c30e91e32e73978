/** What is refused: each with a clear answer, nothing written, the bot alive, and no words or names of people in its log lines. */
import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RegisterEntry } from '../../bot/index.ts';
import {
  askFields,
  asks,
  beginAsking,
  type Doing,
  does,
  entry,
  eventually,
  hears,
  m,
  objectionFields,
  type Someone,
  someone,
  stateOf,
  writesNothing,
} from '../support/doings.ts';
import type { Logged } from '../support/log.ts';
import { type Passed, type Relay, startRelay } from '../support/relay.ts';
import { type Stack, startStack } from '../support/stack.ts';

const HT = 'hjemmetjenester';
const SB = 'saksbehandling';
const TITLE = 'Hvem kommer inn?';
/** Stands in everything that is written here: none of it may reach the log lines. */
const MARK = 'Kjennemerke';
const NATIONAL_ID = '15869510073';
const STRANGER = { id: 'fremmed', name: 'Fremmed Fugl', email: 'fremmed.fugl@utenfor.example', locale: 'nb-NO' };

let stack: Stack;
let relay: Relay;
let question: RegisterEntry;
/** A good tap on each platform, as it went through. */
const good: { slack?: Passed; teams?: Passed } = {};

beforeAll(async () => {
  stack = await startStack({ accounts: (people) => [...people, { ...STRANGER, on: ['slack', 'teams'] }] });
  relay = await startRelay(stack.web.url);
  await stack.sandbox.slack.connect({ requestUrl: `${relay.url}/slack/events` });
  await stack.sandbox.teams.connect({ messagingUrl: `${relay.url}/teams/messages`, announce: false });
  const asking = { title: TITLE, body: `${MARK} question`, context: `${MARK} bakgrunn`, proposal: `${MARK} forslag` };
  question = await asks(stack, someone(stack, `${HT}.trondheim-1`), asking);
  good.slack = await tapped(someone(stack, `${HT}.trondheim-3`));
  good.teams = await tapped(someone(stack, `${HT}.trondheim-2`));
}, 60_000);
afterAll(async () => {
  await relay.close();
  await stack.close();
});

async function tapped(person: Someone): Promise<Passed> {
  await does(stack, person, { card: TITLE, press: m.button.support });
  const { slack, teams } = stack.sandbox;
  const id = person.platform === 'slack' ? slack.ids.user(person.who) : teams.ids.user(person.who).id;
  return relay.newest(id, 'support', question._id);
}

/** Both platforms still get through, with taps that mean something else than what stands. */
let turn = 0;
async function stillWorks(): Promise<void> {
  turn += 1;
  const label = turn % 2 === 0 ? m.button.support : m.button.abstain;
  const kind = turn % 2 === 0 ? 'support' : 'abstain';
  for (const seat of ['trondheim-5', 'trondheim-6'])
    await does(stack, someone(stack, `${HT}.${seat}`), { card: TITLE, press: label });
  const { positions } = await stateOf(stack, TITLE);
  expect([positions['trondheim:5']?.kind, positions['trondheim:6']?.kind]).toEqual([kind, kind]);
}

interface Post {
  path: string;
  headers?: Record<string, string>;
  body: string;
}

/** The status, whatever becomes of the connection after a body that is too large. */
async function post({ path, headers = {}, body }: Post): Promise<number> {
  const answer = await fetch(`${stack.web.url}${path}`, { method: 'POST', headers, body });
  await answer.text().catch(() => '');
  return answer.status;
}

describe('Slack: requests that are not Slack’s, or make no sense', () => {
  const path = '/slack/events';
  const FORM = 'application/x-www-form-urlencoded';
  const nowS = () => Math.floor(Date.now() / 1000);

  function signed(body: string, given: { secret?: string; at?: number; type?: string } = {}): Post {
    const at = String(given.at ?? nowS());
    const secret = given.secret ?? stack.demo.slack.signingSecret;
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`;
    const headers = { 'x-slack-request-timestamp': at, 'x-slack-signature': signature };
    return { path, body, headers: { ...headers, 'content-type': given.type ?? FORM } };
  }
  const payload = (value: unknown) => new URLSearchParams({ payload: JSON.stringify(value) }).toString();
  /** The good tap with something changed, signed as Slack would. */
  function changed(change: (body: Record<string, unknown>) => object): Post {
    const whole = JSON.parse(new URLSearchParams(good.slack?.body).get('payload') ?? '') as Record<string, unknown>;
    return signed(payload({ ...whole, ...change(whole) }));
  }
  function otherAction(more: object): Post {
    return changed(({ actions }) => ({
      actions: [{ ...(actions as object[])[0], action_ts: `${nowS()}.${Math.random()}`, ...more }],
    }));
  }
  const tap = () => good.slack?.body ?? '';

  test.each<[string, number, () => Post]>([
    ['a signature with another secret', 401, () => signed(tap(), { secret: 'another' })],
    ['a timestamp six minutes old', 401, () => signed(tap(), { at: nowS() - 360 })],
    ['a timestamp six minutes ahead', 401, () => signed(tap(), { at: nowS() + 360 })],
    ['no signature', 401, () => ({ path, body: tap(), headers: { 'content-type': FORM } })],
    ['a body that was changed after signing', 401, () => ({ ...signed(tap()), body: `${tap()}&more=1` })],
    ['malformed JSON', 400, () => signed('{"type":', { type: 'application/json' })],
    ['a payload that is malformed JSON', 400, () => signed('payload=%7B%22type%22')],
    ['a body of 5 MB', 413, () => signed('x'.repeat(5_000_000))],
  ])('%s: %d, nothing written', async (_, status, request) => {
    await writesNothing(stack, async () => expect(await post(request())).toBe(status));
    await stillWorks();
  });

  test.each<[string, () => Post]>([
    ['{}', () => signed('{}', { type: 'application/json' })],
    ['a payload of {}', () => signed(payload({}))],
    ['a type nobody knows', () => changed(() => ({ type: 'unheard_of' }))],
    ['no user', () => changed(() => ({ user: null }))],
    ['no actions', () => changed(() => ({ actions: [] }))],
  ])('%s: an answer below 500, nothing written', async (_, request) => {
    await writesNothing(stack, async () => expect(await post(request())).toBeLessThan(500));
    await stillWorks();
  });

  test.each<[string, object]>([
    ['an action nobody knows', { value: JSON.stringify(['unheard-of', 'q', 1, 1]) }],
    ['a value that is not ours', { value: 'click_me_123' }],
    ['no value', { value: undefined }],
    ['a question that is not there', { value: JSON.stringify(['support', 'no-such-question', 1, 1]) }],
  ])('%s: the person is told in words', async (_, more) => {
    const person = someone(stack, `${HT}.trondheim-3`);
    const before = ephemerals(person).filter(({ text }) => text.includes(m.refusal['unknown-question'])).length;
    await writesNothing(stack, async () => expect(await post(otherAction(more))).toBe(200));
    await hears(stack, person, m.refusal['unknown-question'], before + 1);
    await stillWorks();
  });

  function ephemerals({ who, where }: Someone) {
    return stack.sandbox.slack
      .as(who)
      .messages(where)
      .filter(({ ephemeral }) => ephemeral);
  }
});

describe('Teams: requests that are not Teams’, or make no sense', () => {
  const path = '/teams/messages';
  const activity = () => JSON.parse(good.teams?.body ?? '') as Record<string, unknown>;
  const fresh = () => ({ ...activity(), id: `f:${Math.random()}` });
  const json = { 'content-type': 'application/json' };
  const bearer = () => ({ ...json, authorization: good.teams?.headers.authorization ?? '' });

  test.each([
    ['for another bot', { audience: 'another-app' }],
    ['of another issuer', { issuer: 'https://issuer.example' }],
    ['that expired', { expiresIn: -3600 }],
    ['signed with a key that is not the channel’s', { wrongKey: true }],
  ])('a token %s: 401, nothing written', async (_, twist) => {
    await writesNothing(stack, async () => {
      expect((await stack.sandbox.teams.deliver(fresh(), twist)).status).toBe(401);
    });
    await stillWorks();
  });

  test('a token for another service address: 403, nothing written', async () => {
    const twist = { serviceUrl: 'https://elsewhere.example/' };
    await writesNothing(stack, async () => {
      expect((await stack.sandbox.teams.deliver(fresh(), twist)).status).toBe(403);
    });
    await stillWorks();
  });

  test('another tenant under a good token: 403, nothing written', async () => {
    const base = fresh() as unknown as Record<string, object>;
    const foreign = {
      ...base,
      conversation: { ...base.conversation, tenantId: 'another' },
      channelData: { ...base.channelData, tenant: { id: 'another' } },
    };
    await writesNothing(stack, async () => expect((await stack.sandbox.teams.deliver(foreign)).status).toBe(403));
  });

  /** The good token's own claims, signed in a way that must not count. */
  function claims(): { iss: string; aud: string; serviceurl: string } {
    const [, middle = ''] = (good.teams?.headers.authorization ?? '').split('.');
    return JSON.parse(Buffer.from(middle, 'base64url').toString('utf8'));
  }
  async function hs256(): Promise<string> {
    const secret = new TextEncoder().encode('a secret of thirty-two characters');
    return new SignJWT(claims()).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(secret);
  }
  function unsigned(): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...claims(), exp: Date.now() / 1000 + 3600 })}.`;
  }

  test.each<[string, number, () => Promise<Post> | Post]>([
    ['no token', 401, () => ({ path, headers: json, body: JSON.stringify(fresh()) })],
    [
      'words for a token',
      401,
      () => ({ path, headers: { ...json, authorization: 'Bearer abc' }, body: JSON.stringify(fresh()) }),
    ],
    [
      'another scheme',
      401,
      () => ({ path, headers: { ...json, authorization: 'Basic YTpi' }, body: JSON.stringify(fresh()) }),
    ],
    [
      'a token with alg none',
      401,
      () => ({ path, headers: { ...json, authorization: `Bearer ${unsigned()}` }, body: JSON.stringify(fresh()) }),
    ],
    [
      'a token with alg HS256',
      401,
      async () => ({
        path,
        headers: { ...json, authorization: `Bearer ${await hs256()}` },
        body: JSON.stringify(fresh()),
      }),
    ],
    ['malformed JSON', 400, () => ({ path, headers: bearer(), body: '{"type":' })],
    ['{}', 400, () => ({ path, headers: bearer(), body: '{}' })],
    ['{"foo":1}, which the SDK throws on', 400, () => ({ path, headers: bearer(), body: '{"foo":1}' })],
    [
      'nesting without end',
      400,
      () => ({ path, headers: bearer(), body: `${'['.repeat(50_000)}${']'.repeat(50_000)}` }),
    ],
    [
      'a body of 5 MB',
      413,
      () => ({ path, headers: bearer(), body: JSON.stringify({ ...fresh(), text: 'x'.repeat(5_000_000) }) }),
    ],
    [
      'text that is not JSON',
      415,
      () => ({ path, headers: { ...bearer(), 'content-type': 'text/plain' }, body: 'hei' }),
    ],
  ])('%s: %d, nothing written', async (_, status, request) => {
    const wanted = await request();
    await writesNothing(stack, async () => expect(await post(wanted)).toBe(status));
    await stillWorks();
  });

  test.each<[string, object]>([
    ['another verb', { action: { type: 'Action.Execute', verb: 'unheard-of', data: {} } }],
    ['no data', { action: { type: 'Action.Execute', verb: 'samrad' } }],
    ['data that is not ours', { action: { type: 'Action.Execute', verb: 'samrad', data: { act: 7 } } }],
    ['no action', {}],
  ])('a tap with %s: an answer below 500, or none at all, and nothing written', async (_, value) => {
    await writesNothing(stack, async () => {
      const { status } = await stack.sandbox.teams.deliver({ ...fresh(), value });
      // 501 is the Bot Framework's own word for an invoke that no handler takes.
      expect([200, 400, 501]).toContain(status);
    });
    await stillWorks();
  });

  test.each<[string, string, 'stale-button' | 'unknown-question', () => string]>([
    ['an act nobody knows', 'unheard-of', 'stale-button', () => question._id],
    ['a question that is not there', 'support', 'unknown-question', () => 'no-such-question'],
  ])('%s: the person is told in words', async (_, act, refusal, id) => {
    const data = { act: { do: act, question: id(), level: 1, round: 1 } };
    await writesNothing(stack, async () => {
      const value = { action: { type: 'Action.Execute', verb: 'samrad', data }, trigger: 'manual' };
      const { status, body } = await stack.sandbox.teams.deliver({ ...fresh(), value });
      expect(status).toBe(200);
      expect(JSON.stringify(body)).toContain(m.refusal[refusal]);
    });
    await stillWorks();
  });
});

describe.each(['slack', 'teams'] as const)('people in %s who ask for what they may not', (platform) => {
  const seat = platform === 'slack' ? 'trondheim-7' : 'trondheim-8';
  /** An expert in each group has the platform that their group's place gives. */
  const group = platform === 'slack' ? HT : SB;

  /** In words, at the field or alone to the person, and nothing is written. */
  async function isTold(person: Someone, doing: Doing, sentence: string): Promise<void> {
    let atField = '';
    await writesNothing(stack, async () => {
      atField = await does(stack, person, doing).then(String, (error: Error) => error.message);
    });
    if (atField === 'undefined') await hears(stack, person, sentence);
    else expect(atField).toContain(sentence);
    const hands = stack.sandbox[platform].as(person.who);
    if ('closeDialog' in hands) hands.closeDialog();
    else while (hands.modal()) await hands.close();
  }

  test('who is on no list presses', async () => {
    const person = { who: STRANGER.id, platform, where: HT };
    await isTold(person, { card: TITLE, press: m.button.support }, m.refusal['unknown-person']);
    await stillWorks();
  });

  test('who is on no list asks', async () => {
    const person = { who: STRANGER.id, platform, where: HT };
    const say = platform === 'slack' ? '/samrad spør' : '@Samråd spør';
    await isTold(person, { say }, m.refusal['unknown-person']);
  });

  test('who has a seat in another group presses', async () => {
    const others = platform === 'slack' ? ['trondheim-2', 'trondheim-4'] : ['trondheim-3', 'trondheim-7'];
    const [one, another] = others.map((seat) => someone(stack, `${SB}.${seat}`, { where: HT, platform }));
    if (one) await isTold(one, { card: TITLE, press: m.button.support }, m.refusal['not-a-member']);
    if (another) await isTold(another, { card: TITLE, press: m.button.objection }, m.refusal['not-a-member']);
    await stillWorks();
  });

  test('a member who is no expert would amend', async () => {
    const person = someone(stack, `${HT}.${seat}`);
    await isTold(person, { card: TITLE, press: m.button.amend }, m.refusal['not-expert']);
    await stillWorks();
  });

  test('a member who is no expert asks', async () => {
    const person = someone(stack, `${HT}.${seat}`);
    const say = platform === 'slack' ? '/samrad spør' : '@Samråd spør';
    await isTold(person, { say }, m.reply.notSteward);
  });

  test('a national id number in any field of a form', async () => {
    const person = someone(stack, `${HT}.${seat}`);
    const words = `${MARK} ${NATIONAL_ID}`;
    const reservation = { [m.form.reservation.text]: words };
    await isTold(person, { card: TITLE, press: m.button.reservation, fill: reservation }, m.refusal['patient-data']);
    for (const fill of [objectionFields(words), objectionFields(`${MARK} går ikke`, words)])
      await isTold(person, { card: TITLE, press: m.button.objection, fill }, m.refusal['patient-data']);
    const asker = someone(stack, `${group}.trondheim-1`);
    const f = m.form.ask;
    for (const field of [f.name, f.question, f.context, f.proposal, f.options]) {
      await beginAsking(stack, asker);
      await isTold(
        asker,
        { fill: { ...askFields({ title: 'Med nummer' }), [field]: words } },
        m.refusal['patient-data'],
      );
    }
    await stillWorks();
  });

  test('a national id number in a comment', async () => {
    const person = someone(stack, `${HT}.${seat}`);
    await isTold(person, { card: TITLE, say: `${MARK} gjelder ${NATIONAL_ID}` }, m.refusal['patient-data']);
  });

  test('a card from round 1, pressed in round 2, shows the question as it is now', async () => {
    const title = `Gammelt kort i ${platform}`;
    const asker = someone(stack, `${group}.trondheim-1`);
    await asks(stack, asker, { title });
    const person = someone(stack, `${group}.${platform === 'slack' ? 'trondheim-7' : 'trondheim-5'}`);
    expect(person.platform).toBe(platform);
    await does(stack, person, { card: title, press: m.button.abstain });
    const old = relay.newest('abstain', (await entry(stack, title))._id);
    const f = m.form.amend;
    const fill = { [f.proposal]: f.ownText, [f.text]: `${MARK} endret` };
    await does(stack, asker, { card: title, press: m.button.amend, fill });
    const copy = old.body.replaceAll('abstain', 'support');
    await writesNothing(stack, async () => {
      if (platform === 'teams') await stack.sandbox.teams.deliver({ ...JSON.parse(copy), id: 'f:old-card' });
      else await post(slackSigned(copy.replace(/action_ts%22%3A%22\d+/, 'action_ts%22%3A%2211')));
    });
    await hears(stack, person, m.refusal['stale-button']);
    expect((await stateOf(stack, title)).positions).toEqual({});
    await does(stack, person, { card: title, press: m.button.support });
    expect(Object.keys((await stateOf(stack, title)).positions)).toHaveLength(1);
  });

  test('a button pressed after the question was withdrawn', async () => {
    const title = `Trukket i ${platform}`;
    const asker = someone(stack, `${group}.trondheim-1`);
    await asks(stack, asker, { title });
    const person = someone(stack, `${group}.${platform === 'slack' ? 'trondheim-7' : 'trondheim-5'}`);
    await does(stack, person, { card: title, press: m.button.abstain });
    const old = relay.newest('abstain', (await entry(stack, title))._id);
    const { _id } = await entry(stack, title);
    const withdrawal = { type: 'withdraw', reason: `${MARK} angrer`, commandId: title, by: asker.who } as const;
    const done = await stack.core.handle.handle({ ...withdrawal, question: _id, at: stack.demo.clock() });
    expect(done).toMatchObject({ events: [{ type: 'withdrawn' }] });
    const copy = old.body.replaceAll('abstain', 'support');
    await writesNothing(stack, async () => {
      if (platform === 'teams') await stack.sandbox.teams.deliver({ ...JSON.parse(copy), id: 'f:after-the-end' });
      else await post(slackSigned(copy.replace(/action_ts%22%3A%22\d+/, 'action_ts%22%3A%2211')));
    });
    await hears(stack, person, m.refusal.closed);
  });

  function slackSigned(body: string): Post {
    const at = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', stack.demo.slack.signingSecret).update(`v0:${at}:${body}`).digest('hex');
    const headers = {
      'x-slack-request-timestamp': at,
      'x-slack-signature': `v0=${signature}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    return { path: '/slack/events', headers, body };
  }
});

describe('what the operator can read', () => {
  test('nothing that people sent was a fault of ours', () => {
    const faults = stack.log.lines.filter(
      ({ level, message }) => level === 'error' && message !== 'a Slack request failed',
    );
    expect(faults).toEqual([]);
  });

  test('no log line has words that people wrote, a national id number, a name or an e-mail address', async () => {
    await platformsFail();
    const { lines } = stack.log;
    expect(lines.map(({ message }) => message)).toContain('notice given up until `samrad retry`');
    expect(lines.map(({ message }) => message)).toContain('card not brought up to date; trying again');
    const people = [...stack.demo.sandbox.people, STRANGER];
    const forbidden = [MARK, NATIONAL_ID, TITLE, 'Gammelt kort', ...people.flatMap(({ name, email }) => [name, email])];
    for (const line of lines) {
      const written = asWritten(line);
      expect(
        forbidden.filter((word) => written.includes(word)),
        written.slice(0, 2_000),
      ).toEqual([]);
    }
  });

  /** Cards and messages with people's words in them, which the platforms will not take. */
  async function platformsFail(): Promise<void> {
    const asker = someone(stack, `${HT}.trondheim-1`);
    await asks(stack, asker, { title: `${MARK} i feil`, context: `${MARK} bakgrunn` });
    const { slack, teams } = stack.sandbox;
    slack.fault({ kind: 'status', status: 500, share: 1, match: 'chat.' });
    teams.fault({ kind: 'status', status: 400, share: 1, match: '/v3/conversations' });
    const f = m.form.amend;
    const fill = { [f.proposal]: f.ownText, [f.text]: `${MARK} endret` };
    await does(stack, asker, { card: `${MARK} i feil`, press: m.button.amend, fill });
    const messages = () => stack.log.lines.map(({ message }) => message);
    await eventually(
      () =>
        messages().some((one) => one.startsWith('notice given up')) &&
        messages().some((one) => one.startsWith('card not')),
      () => messages().slice(-20).join(' | '),
    );
    slack.clearFaults();
    teams.clearFaults();
  }
});

/** As our logger writes it. */
function asWritten({ fields, message }: Logged): string {
  const written: string[] = [];
  pino({ level: 'debug' }, { write: (line: string) => void written.push(line) }).info(fields, message);
  return written.join('');
}
