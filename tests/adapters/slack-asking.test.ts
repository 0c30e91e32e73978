/** Asking from anywhere in Slack, and forms that are closed unsent. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Form, Reply } from '../../bot/index.ts';
import { FAULT, postCard, signedHeaders, startTrial, type Trial } from './slack-trial.ts';

const WHERE = 'hjemmetjenester';
const SHORTCUTS = [
  { name: 'Spør gruppa', callbackId: 'ask_group', type: 'global' as const },
  { name: 'Gjør til spørsmål', callbackId: 'make_question', type: 'message' as const },
];
const ACT = { do: 'ask', arg: 'nord/' };
const form: Form = {
  act: ACT,
  title: 'Nytt spørsmål',
  submit: 'Send',
  cancel: 'Avbryt',
  intro: [],
  fields: [
    { type: 'text', name: 'title', label: 'Tittel', required: true, maxLength: 150 },
    { type: 'long-text', name: 'question', label: 'Spørsmål', required: false, maxLength: 3000 },
  ],
};
const opens: Reply = { kind: 'form', form };

let trial: Trial;
afterEach(() => trial.stop());

const kari = () => trial.sandbox.slack.as('kari');
const heard = (kind: string) =>
  trial.bot.heard.flatMap(({ account: _, ...input }) => (input.kind === kind ? [input] : []));
const texts = (where: string) =>
  kari()
    .messages(where)
    .map(({ text }) => text);

describe.each(['http', 'socket'] as const)('over %s', (way) => {
  beforeEach(async () => {
    trial = await startTrial(way, { answerWithinMs: 300 }, { ackMs: 1500, shortcuts: SHORTCUTS });
    trial.bot.answer = () => opens;
  });

  it('the shortcut opens the form wherever the person is', async () => {
    await kari().shortcut('Spør gruppa');
    await expect.poll(() => heard('ask')).toMatchObject([{ kind: 'ask', channel: null }]);
    expect(heard('ask')[0]).not.toHaveProperty('message');
    await expect.poll(() => kari().form()?.title).toBe('Nytt spørsmål');
  });

  it('a message picked from its menu comes with its words, its address and its channel', async () => {
    const ts = await kari().say(WHERE, 'Skal <lista> sorteres & skrives ut?');
    await kari().shortcut('Gjør til spørsmål', WHERE, String(ts));
    const { channel, team } = trial.sandbox.slack.ids;
    await expect
      .poll(() => heard('ask'))
      .toMatchObject([
        {
          channel: { platform: 'slack', team, channel: channel(WHERE) },
          message: {
            text: 'Skal <lista> sorteres & skrives ut?',
            link: `${trial.sandbox.url}/slack/archives/${channel(WHERE)}/p${String(ts).replace('.', '')}`,
          },
        },
      ]);
    await expect.poll(() => kari().form()?.title).toBe('Nytt spørsmål');
  });

  it('the bot’s own message has an address and no words', async () => {
    const ts = await postCard(trial);
    await kari().shortcut('Gjør til spørsmål', WHERE, ts);
    await expect
      .poll(() => heard('ask'))
      .toMatchObject([{ message: { text: '', link: expect.stringContaining('/archives/') } }]);
  });

  it('a form that was closed tells the bot what was in it', async () => {
    await kari().shortcut('Spør gruppa');
    await expect.poll(() => kari().form()).toBeDefined();
    await kari().fill({ Tittel: 'Skal lista' });
    await kari().close();
    await expect.poll(() => heard('leave')).toMatchObject([{ act: ACT, values: { title: 'Skal lista' } }]);
  });

  it('a form that was refused is kept as it was sent in, should it be closed; one that was taken is not', async () => {
    await kari().shortcut('Spør gruppa');
    await expect.poll(() => kari().form()).toBeDefined();
    await kari().fill({ Tittel: 'Skal lista' });
    trial.bot.answer = ({ kind }) =>
      kind === 'submit' ? { kind: 'invalid', errors: { title: 'Skriv mer.' } } : { kind: 'quiet' };
    expect(await kari().submit()).toEqual({ closed: false, errors: { Tittel: 'Skriv mer.' } });
    await expect.poll(() => heard('leave')).toMatchObject([{ act: ACT, values: { title: 'Skal lista' } }]);
    trial.bot.answer = () => ({ kind: 'done', text: 'Sendt.' });
    expect(await kari().submit()).toEqual({ closed: true });
    expect(heard('leave')).toHaveLength(1);
  });

  it('a form that still stands open after a fault tells, too, what was in it when it is closed', async () => {
    await kari().shortcut('Spør gruppa');
    await expect.poll(() => kari().form()).toBeDefined();
    await kari().fill({ Tittel: 'Skal lista' });
    trial.bot.answer = () => Promise.reject(new Error('away'));
    await kari().submit();
    trial.bot.answer = () => ({ kind: 'quiet' });
    await kari().close();
    await expect.poll(() => heard('leave')).toMatchObject([{ values: { title: 'Skal lista' } }]);
  });

  it('a bot that fails, or comes too late for a form, tells the person', async () => {
    trial.bot.answer = () => Promise.reject(new Error('away'));
    await kari().shortcut('Spør gruppa');
    await expect.poll(() => texts('dm')).toEqual([FAULT]);
    trial.bot.answer = () => new Promise((resolve) => setTimeout(resolve, 500, opens));
    await kari().shortcut('Spør gruppa');
    await expect.poll(() => texts('dm')).toEqual([FAULT, FAULT]);
    expect(kari().form()).toBeUndefined();
  });
});

describe('over http', () => {
  beforeEach(async () => {
    trial = await startTrial('http', { answerWithinMs: 300 }, { ackMs: 1500, shortcuts: SHORTCUTS });
    trial.bot.answer = () => opens;
  });

  it('where Slack tells no address, or not in time, the form opens without one', async () => {
    const ts = String(await kari().say(WHERE, 'Et spørsmål'));
    trial.sandbox.slack.fault({ kind: 'status', status: 500, match: 'chat.getPermalink', times: 1 });
    await kari().shortcut('Gjør til spørsmål', WHERE, ts);
    await expect.poll(() => kari().form()).toBeDefined();
    await kari().close();
    trial.sandbox.slack.fault({ kind: 'delay', ms: 5_000, match: 'chat.getPermalink', times: 1 });
    await kari().shortcut('Gjør til spørsmål', WHERE, ts);
    await expect.poll(() => kari().form(), { timeout: 2_500 }).toBeDefined();
    expect(heard('ask')).toMatchObject([{ message: { link: null } }, { message: { link: null } }]);
  });

  it('a form that could not be kept says nothing to anybody, and nothing of it is logged', async () => {
    await kari().shortcut('Spør gruppa');
    await expect.poll(() => kari().form()).toBeDefined();
    await kari().fill({ Tittel: 'Hemmelig' });
    trial.bot.answer = ({ kind }) => Promise.reject(new Error(`${kind}: Hemmelig`));
    await kari().close();
    await expect
      .poll(() => trial.log.lines.map(({ message }) => message))
      .toContain('a form that was closed unsent could not be kept');
    expect(JSON.stringify(trial.log.lines)).not.toContain('Hemmelig');
    expect(texts('dm')).toEqual([]);
  });

  /** Slack's documentation promises the view, and not what was in it. */
  it.each([[undefined], [{ values: {} }]])(
    'a form closed with the state %j leaves what is kept alone',
    async (state) => {
      const view = {
        id: 'V1',
        type: 'modal',
        private_metadata: '{"a":"[\\"ask\\"]"}',
        callback_id: 'samrad_form',
        state,
      };
      const payload = { type: 'view_closed', user: { id: 'U1' }, team: { id: 'T1' }, view, is_cleared: false };
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signedHeaders(body) };
      expect((await fetch(trial.url, { method: 'POST', headers, body })).status).toBe(200);
      expect(heard('leave')).toEqual([]);
    },
  );
});
