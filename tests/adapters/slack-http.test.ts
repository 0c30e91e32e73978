import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSlack } from '../../adapters/slack/index.ts';
import { postCard, signedHeaders, startTrial, type Trial } from './slack-trial.ts';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

let trial: Trial;

beforeAll(async () => {
  trial = await startTrial('http');
});
afterAll(() => trial.stop());
beforeEach(() => {
  trial.bot.heard = [];
  trial.bot.answer = () => ({ kind: 'quiet' });
});

interface Sent {
  type?: string;
  headers?: Record<string, string>;
  secret?: string;
  at?: number;
}

async function send(body: string, { type = JSON_TYPE, headers, ...signing }: Sent = {}): Promise<Response> {
  const signed = headers ?? signedHeaders(body, signing);
  return fetch(trial.url, { method: 'POST', headers: { 'content-type': type, ...signed }, body });
}

function event(text = 'saker'): string {
  const { team, user } = trial.sandbox.slack.ids;
  const said = { type: 'message', channel_type: 'im', channel: 'D1', user: user('kari'), text, ts: '1.1' };
  return JSON.stringify({ type: 'event_callback', team_id: team, event_id: 'Ev1', event: said });
}

function form(payload: unknown): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** Deeper than JSON can be written, though it can be read. */
const DEEP = '['.repeat(50_000) + ']'.repeat(50_000);

/** A form sent in, whole save for what stands in its first block. */
function sentIn(inBlock: string): string {
  const { user } = trial.sandbox.slack.ids;
  const text = { type: 'plain_text', text: 'x' };
  const view = { id: 'V1', callback_id: 'samrad_form', private_metadata: '{}', title: text, state: { values: {} } };
  const whole = { type: 'view_submission', user: { id: user('kari') }, view: { ...view, blocks: [{ type: '@here' }] } };
  const payload = JSON.stringify(whole).replace('"@here"', `"input","odd":${inBlock}`);
  return new URLSearchParams({ payload }).toString();
}

const nowS = () => Math.floor(Date.now() / 1000);

describe('who is let in', () => {
  it('a signed request, which reaches the bot once', async () => {
    expect((await send(event())).status).toBe(200);
    expect(trial.bot.heard).toHaveLength(1);
  });

  it.each([
    ['a wrong secret', () => ({ secret: 'another' })],
    ['a time six minutes ago', () => ({ at: nowS() - 360 })],
    ['a time six minutes ahead', () => ({ at: nowS() + 360 })],
    ['no signature', () => ({ headers: {} })],
    ['no timestamp', () => ({ headers: { 'x-slack-signature': 'v0=1' } })],
    ['a signature of another kind', () => ({ headers: { ...signedHeaders('x'), 'x-slack-signature': 'v1=ab' } })],
    ['an empty signature', () => ({ headers: { ...signedHeaders('x'), 'x-slack-signature': '' } })],
    ['the signature of another body', () => ({ headers: signedHeaders('{}') })],
    [
      'a timestamp that is no number',
      () => ({ headers: { ...signedHeaders('x'), 'x-slack-request-timestamp': 'now' } }),
    ],
  ])('nobody with %s', async (_, sent) => {
    expect((await send(event(), sent())).status).toBe(401);
    expect(trial.bot.heard).toEqual([]);
  });

  it('a clock that is four minutes off', async () => {
    expect((await send(event(), { at: nowS() + 240 })).status).toBe(200);
    expect((await send(event(), { at: nowS() - 240 })).status).toBe(200);
  });

  it('nobody who says ssl_check without a signature', async () => {
    const body = `ssl_check=1&payload=${encodeURIComponent('{"type":"block_actions"}')}`;
    expect((await send(body, { type: FORM_TYPE, headers: {} })).status).toBe(401);
  });
});

describe('what is taken', () => {
  it('Slack’s challenge', async () => {
    const response = await send(JSON.stringify({ type: 'url_verification', challenge: 'abc' }));
    expect(await response.json()).toEqual({ challenge: 'abc' });
  });

  it.each([`${FORM_TYPE}; charset=utf-8`, FORM_TYPE])('a form post as %s', async (type) => {
    const ts = await postCard(trial);
    await trial.sandbox.slack.as('kari').press('hjemmetjenester', ts, 'Støtter');
    const sent = trial.sandbox.slack.lastRequest();
    trial.bot.heard = [];
    expect((await send(sent?.body ?? '', { type })).status).toBe(200);
    expect(trial.bot.heard).toHaveLength(1);
  });

  it.each([
    ['five megabytes', 'x'.repeat(5_000_000), JSON_TYPE, 413],
    ['a little over one megabyte', 'x'.repeat(1_000_001), JSON_TYPE, 413],
    ['broken JSON', '{"type":', JSON_TYPE, 400],
    ['null', 'null', JSON_TYPE, 400],
    ['a list', '[]', JSON_TYPE, 400],
    ['nothing', '', JSON_TYPE, 400],
    ['a form whose payload is broken', 'payload=%7B', FORM_TYPE, 400],
    ['a form whose payload is null', 'payload=null', FORM_TYPE, 400],
    [
      'a tap without actions',
      form({ type: 'block_actions', user: { id: 'U1' }, team: { id: 'T1' }, actions: [null] }),
      FORM_TYPE,
      200,
    ],
    [
      'a tap without a user',
      form({ type: 'block_actions', team: { id: 'T1' }, actions: [{ action_id: 'a', action_ts: '1' }] }),
      FORM_TYPE,
      400,
    ],
    [
      'a form sent in without a view',
      form({ type: 'view_submission', user: { id: 'U1' }, view: null }),
      FORM_TYPE,
      400,
    ],
    [
      'an event without an id',
      JSON.stringify({ type: 'event_callback', event: { type: 'message', channel: 'D1' } }),
      JSON_TYPE,
      400,
    ],
    ['something we do not know', JSON.stringify({ hello: 'world' }), JSON_TYPE, 200],
    [
      'an event we do not know',
      JSON.stringify({
        type: 'event_callback',
        event_id: 'Ev1',
        team_id: 'T1',
        event: { type: 'team_join', user: 'U1' },
      }),
      JSON_TYPE,
      200,
    ],
    [
      'a shortcut',
      form({ type: 'shortcut', callback_id: 'x', user: { id: 'U1' }, team: { id: 'T1' } }),
      FORM_TYPE,
      200,
    ],
  ])('%s gets its answer and reaches nobody', async (_, body, type, status) => {
    expect((await send(body, { type })).status).toBe(status);
    expect(trial.bot.heard).toEqual([]);
    expect((await send(event())).status).toBe(200);
  });

  it.each([
    ['a form whose blocks nest without end', () => sentIn(DEEP), FORM_TYPE],
    ['a challenge that nests without end', () => `{"type":"url_verification","challenge":${DEEP}}`, JSON_TYPE],
  ])('%s is answered, and reaches nobody', async (_, body, type) => {
    trial.bot.answer = () => ({ kind: 'refused', text: 'Nei.' });
    expect((await send(body(), { type })).status).toBe(400);
    expect(trial.bot.heard).toEqual([]);
    expect((await send(sentIn('[[1]]'), { type: FORM_TYPE })).status).toBe(200);
    // It was refused, so what was written is kept besides.
    await expect.poll(() => trial.bot.heard.map(({ kind }) => kind)).toEqual(['submit', 'leave']);
  });

  it('nothing but POST', async () => {
    expect((await fetch(trial.url)).status).toBe(405);
  });

  it('signed nonsense, without ever failing or reaching the bot', async () => {
    const keys = ['type', 'team', 'user', 'view', 'actions', 'event', 'event_id', 'command', 'channel', 'container'];
    const types = [
      'block_actions',
      'view_submission',
      'event_callback',
      'view_closed',
      'message_action',
      'block_suggestion',
    ];
    const values = [
      null,
      1,
      '',
      'x',
      [],
      {},
      [null],
      [{}],
      { id: null },
      { id: 'U1' },
      { type: 'message' },
      { type: null },
    ];
    const statuses = new Set<number>();
    for (const type of types) {
      for (const key of keys) {
        for (const value of values) {
          const body = { type, user: { id: 'U1' }, team: { id: 'T1' }, [key]: value };
          statuses.add((await send(form(body), { type: FORM_TYPE })).status);
          statuses.add((await send(JSON.stringify(body))).status);
        }
      }
    }
    expect([...statuses].filter((status) => status !== 200 && status !== 400)).toEqual([]);
    expect(trial.bot.heard).toEqual([]);
  }, 60_000);
});

describe('the same again', () => {
  it('has the same id when Slack sends a tap twice', async () => {
    const ts = await postCard(trial);
    await trial.sandbox.slack.as('kari').press('hjemmetjenester', ts, 'Støtter');
    const sent = trial.sandbox.slack.lastRequest();
    if (!sent) throw new Error('nothing was sent');
    expect(await trial.sandbox.slack.resend(sent)).toMatchObject({ ok: true });
    const [first, second] = trial.bot.heard.map((one) => one.requestId);
    expect(second).toBe(first);
  });

  it('has the same id when Slack retries an event', async () => {
    await trial.sandbox.slack.as('kari').say('dm', 'saker');
    await trial.sandbox.slack.idle();
    const sent = trial.sandbox.slack.lastRequest();
    if (!sent) throw new Error('nothing was sent');
    await trial.sandbox.slack.resend(sent, { retry: true });
    expect(new Set(trial.bot.heard.map((one) => one.requestId)).size).toBe(1);
    expect(trial.bot.heard).toHaveLength(2);
  });

  it('is asked for with 500 when a comment could not be stored', async () => {
    trial.bot.answer = () => {
      throw new Error('database away');
    };
    const { team, user, channel } = trial.sandbox.slack.ids;
    const said = {
      type: 'message',
      channel: channel('hjemmetjenester'),
      user: user('kari'),
      text: 'Hei',
      ts: '1.1',
      thread_ts: '1.0',
    };
    const body = JSON.stringify({ type: 'event_callback', team_id: team, event_id: 'Ev2', event: said });
    expect((await send(body)).status).toBe(500);
    trial.bot.answer = () => ({ kind: 'quiet' });
    expect((await send(body)).status).toBe(200);
  });
});

describe('whose fault it was', () => {
  const lines = () => trial.log.lines.splice(0).filter(({ level }) => level !== 'warn');
  beforeEach(() => void lines());

  it('the sender’s, when the payload has not the shape or trips Bolt up: 400, and no alarm', async () => {
    const { team } = trial.sandbox.slack.ids;
    const user = { id: trial.sandbox.slack.ids.user('kari') };
    const tap = { type: 'block_actions', team: { id: team }, user, actions: [{ action_id: 'a', action_ts: 7 }] };
    expect((await send(form(tap), { type: FORM_TYPE })).status).toBe(400);
    expect((await send(JSON.stringify({ type: 'event_callback', event: 7 }))).status).toBe(400);
    expect(lines().map(({ level, message }) => [level, message])).toEqual(
      Array(2).fill(['info', 'a Slack request made no sense']),
    );
  });

  it('ours, when a listener fails at what is in order: 500, and an error in the log', async () => {
    trial.bot.answer = () => ({ kind: 'form', form: null as never });
    expect((await send(sentIn('1'), { type: FORM_TYPE })).status).toBe(500);
    expect(lines()).toMatchObject([{ level: 'error', message: 'a Slack request failed', fields: { again: true } }]);
  });
});

describe('stopping', () => {
  it('waits for what is under way', async () => {
    const other = await startTrial('http');
    other.bot.answer = async () => {
      await wait(300);
      return { kind: 'done', text: 'Notert.' };
    };
    const ts = await postCard(other);
    const hands = other.sandbox.slack.as('kari');
    const pressing = hands.press('hjemmetjenester', ts, 'Støtter');
    await vi.waitFor(() => expect(other.bot.heard).toHaveLength(1));
    await other.slack.stop();
    expect(hands.messages('hjemmetjenester').at(-1)?.text).toBe('Notert.');
    await pressing;
    await other.stop();
  });
});

describe('starting', () => {
  it('refuses a token that Slack does not know, and a missing signing secret', async () => {
    const { bot, log, sandbox } = trial;
    const config = {
      botToken: 'xoxb-wrong',
      signingSecret: 's',
      apiUrl: sandbox.slack.apiUrl(),
      commandName: '/samrad',
    };
    await expect(startSlack({ bot, log, config })).rejects.toThrow('invalid_auth');
    await expect(startSlack({ bot, log, config: { ...config, signingSecret: undefined } })).rejects.toThrow(
      'signing secret',
    );
  });
});
