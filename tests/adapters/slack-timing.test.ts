/** How long people waited for Slack's acknowledgement, and what came of it. */
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWatch, type Form, type Reply } from '../../bot/index.ts';
import { timingMeter } from '../support/timed.ts';
import { postCard, signedHeaders, startTrial, type Trial } from './slack-trial.ts';

const WHERE = 'hjemmetjenester';
const WITHIN_MS = 200;
/** A timer may fire a little before its time. */
const EARLY_MS = 5;
const ANSWERED = ['slack answered'];
const FORM: Form = {
  act: { do: 'objection' },
  title: 'Innvending',
  submit: 'Send',
  cancel: 'Avbryt',
  intro: [],
  fields: [{ type: 'long-text', name: 'why', label: 'Hvorfor', required: true, maxLength: 100 }],
};

let trial: Trial;
let meter: ReturnType<typeof timingMeter>;

const kari = () => trial.sandbox.slack.as('kari');

async function tap(): Promise<void> {
  await kari().press(WHERE, await postCard(trial), 'Støtter');
}

async function counted(outcomes: string[]): Promise<void> {
  await vi.waitFor(() => expect(meter.outcomes()).toEqual(outcomes), { timeout: 5000 });
}

describe.each(['http', 'socket'] as const)('over %s', (way) => {
  afterEach(() => trial.stop());
  beforeEach(async () => {
    meter = timingMeter();
    const shortcuts = [{ name: 'Tidstyv', callbackId: 'catch_time_thief', type: 'message' as const }];
    const options = { ackMs: 1500, shortcuts, retryDelaysMs: [10] };
    trial = await startTrial(way, { answerWithinMs: WITHIN_MS }, options, meter.meter);
  });

  it('a tap is counted once, with the time from its arrival to its acknowledgement', async () => {
    trial.bot.answer = async () => {
      await wait(60);
      return { kind: 'done', text: 'Notert.' };
    };
    const ts = await postCard(trial);
    const began = performance.now();
    await kari().press(WHERE, ts, 'Støtter');
    await counted(ANSWERED);
    const seen = performance.now() - began;
    expect(meter.timed[0]?.ms).toBeGreaterThan(60 - EARLY_MS);
    expect(meter.timed[0]?.ms).toBeLessThan(seen);
  });

  it('a tap whose answer is late is counted as late, when the person is told and not when the answer comes', async () => {
    let finish: (reply: Reply) => void = () => {};
    trial.bot.answer = () => new Promise((resolve) => (finish = resolve));
    const ts = await postCard(trial);
    const began = performance.now();
    await kari().press(WHERE, ts, 'Støtter');
    await counted(['slack late']);
    const seen = performance.now() - began;
    expect(meter.timed[0]?.ms).toBeGreaterThan(WITHIN_MS - EARLY_MS);
    expect(meter.timed[0]?.ms).toBeLessThan(seen);
    finish({ kind: 'done', text: 'Notert likevel.' });
  });

  it('a tap that was not stored is a fault', async () => {
    trial.bot.answer = () => {
      throw new Error('database away');
    };
    await tap();
    await counted(['slack fault']);
  });

  it('a tap that the bot took and that could not be acknowledged is a fault', async () => {
    trial.bot.answer = () => ({ kind: 'form', form: null as never });
    await kari()
      .command(WHERE, 'spør')
      .catch(() => {});
    await counted(ANSWERED);
    trial.bot.answer = () => ({ kind: 'done', text: undefined as never });
    await kari()
      .command(WHERE, 'spør')
      .catch(() => {});
    await counted([...ANSWERED, 'slack fault']);
  });

  it.each([
    ['a command', () => kari().command(WHERE, 'saker')],
    ['words to the bot alone', async () => void kari().say('dm', 'saker')],
    ['words to the bot in a channel', async () => void kari().say(WHERE, '@Samråd saker')],
    ['a comment', async () => void kari().reply(WHERE, await postCard(trial), 'Hva med helg?')],
    ['a message picked from its menu', async () => kari().shortcut('Tidstyv', WHERE, await postCard(trial))],
  ])('%s is counted once', async (_what, act) => {
    await act();
    await trial.sandbox.slack.idle();
    await counted(ANSWERED);
  });

  it('a form is counted when it opens and when it is sent in', async () => {
    trial.bot.answer = (input) =>
      input.kind === 'press' ? { kind: 'form', form: FORM } : { kind: 'invalid', errors: { why: 'Si litt mer.' } };
    await kari().press(WHERE, await postCard(trial), 'Innvending …');
    await vi.waitFor(() => expect(kari().form()).toBeTruthy());
    await kari().fill({ Hvorfor: 'Nei' });
    await kari().submit();
    await counted([...ANSWERED, ...ANSWERED]);
  });

  it('a comment that could not be stored is a fault, and Slack’s next try is counted by itself', async () => {
    let failures = 1;
    trial.bot.answer = () => {
      failures -= 1;
      if (failures >= 0) throw new Error('database away');
      return { kind: 'quiet' };
    };
    kari().reply(WHERE, await postCard(trial), 'Hva med helg?');
    await trial.sandbox.slack.idle();
    // Socket Mode's first envelope is sent again when its acknowledgement does not come.
    await counted(['slack fault', 'slack answered']);
  });

  it('what people say to each other is not counted', async () => {
    kari().say(WHERE, 'God morgen');
    await trial.sandbox.slack.idle();
    await tap();
    await counted(ANSWERED);
    expect(trial.bot.heard).toHaveLength(1);
  });
});

describe('a request over http', () => {
  afterEach(() => trial.stop());
  beforeEach(async () => {
    meter = timingMeter();
    trial = await startTrial('http', {}, {}, meter.meter);
  });

  const command = () => {
    const { user, channel } = trial.sandbox.slack.ids;
    const fields = { command: '/samrad', text: 'saker', user_id: user('kari'), channel_id: channel(WHERE) };
    return new URLSearchParams({ ...fields, team_id: trial.sandbox.slack.ids.team, trigger_id: '1.1' }).toString();
  };

  const TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

  async function post(body: string, headers: Record<string, string>): Promise<number> {
    return (await fetch(trial.url, { method: 'POST', headers: { ...TYPE, ...headers }, body })).status;
  }

  /** The body comes so long after the server has said that it takes the request. */
  function postSlowly(body: string, ms: number): Promise<number | undefined> {
    const headers = { ...TYPE, ...signedHeaders(body), expect: '100-continue' };
    return new Promise((resolve, reject) => {
      const req = request(trial.url, { method: 'POST', headers }, (res) => {
        res.resume().once('end', () => resolve(res.statusCode));
      });
      req.once('error', reject).once('continue', () => setTimeout(() => req.end(body), ms));
      req.flushHeaders();
    });
  }

  it('the time that the request itself takes to come is counted in', async () => {
    expect(await postSlowly(command(), 100)).toBe(200);
    expect(meter.outcomes()).toEqual(ANSWERED);
    expect(meter.timed[0]?.ms).toBeGreaterThan(100 - EARLY_MS);
  });

  it('what is not a request of a person’s, or not from Slack, is not counted', async () => {
    const body = command();
    expect(await post(body, signedHeaders(body, { secret: 'another' }))).toBe(401);
    expect(await post('payload=%7B', signedHeaders('payload=%7B'))).toBe(400);
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const headers = { 'content-type': 'application/json', ...signedHeaders(challenge) };
    expect((await fetch(trial.url, { method: 'POST', headers, body: challenge })).status).toBe(200);
    expect((await fetch(trial.url)).status).toBe(405);
    expect(meter.timed).toEqual([]);
    expect(await post(body, signedHeaders(body))).toBe(200);
    expect(meter.outcomes()).toEqual(ANSWERED);
  });

  it('a signed request that nobody could read is a fault', async () => {
    const payload = JSON.stringify({ type: 'block_actions', team: { id: 'T1' }, actions: [{ action_id: 'a' }] });
    const body = new URLSearchParams({ payload }).toString();
    expect(await post(body, signedHeaders(body))).toBe(400);
    expect(meter.outcomes()).toEqual(['slack fault']);
  });
});

it('what fails after the acknowledgement is not counted again', () => {
  meter = timingMeter();
  const watch = createWatch(meter.meter, 'slack');
  watch.asked('answered');
  watch.acknowledged();
  watch.failed();
  watch.acknowledged();
  expect(meter.outcomes()).toEqual(ANSWERED);
});
