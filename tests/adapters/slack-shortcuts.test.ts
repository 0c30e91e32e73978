/** A message picked from its menu in Slack, and words said to the bot in a thread. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postCard, signedHeaders, startTrial, type Trial } from './slack-trial.ts';

const WHERE = 'hjemmetjenester';
const SHORTCUTS = [
  { name: 'Tidstyv', callbackId: 'catch_time_thief', type: 'message' as const },
  { name: 'Forbedringsforslag', callbackId: 'catch_improvement', type: 'message' as const },
];

let trial: Trial;
afterEach(() => trial.stop());

const kari = () => trial.sandbox.slack.as('kari');
const ola = () => trial.sandbox.slack.as('ola');
const alone = (hands: ReturnType<typeof kari>) => hands.messages(WHERE).filter((one) => one.ephemeral);
/** Without what stands in for the people, and what a comment adds. */
const caught = () => trial.bot.heard.flatMap(({ account: _, ...input }) => (input.kind === 'catch' ? [input] : []));

describe.each(['http', 'socket'] as const)('over %s', (way) => {
  beforeEach(async () => {
    trial = await startTrial(way, { answerWithinMs: 200 }, { ackMs: 1500, shortcuts: SHORTCUTS });
  });

  async function replied(text: string): Promise<{ card: string; reply: string; channel: string }> {
    const card = await postCard(trial);
    const reply = kari().reply(WHERE, card, text);
    await trial.sandbox.slack.idle();
    return { card, reply, channel: trial.sandbox.slack.ids.channel(WHERE) };
  }

  it('comes to the bot with its words, its thread and its own name, the same whoever picks it', async () => {
    const { card, reply, channel } = await replied('Vi fører <det> samme & mer');
    await ola().shortcut('Tidstyv', WHERE, reply);
    await kari().shortcut('Tidstyv', WHERE, reply);
    const said = { messageKey: `${channel}:${card}`, message: `${channel}:${reply}` };
    const input = { kind: 'catch', idea: 'time-thief', said, text: 'Vi fører <det> samme & mer' };
    expect(caught()).toMatchObject([input, input]);
    expect(trial.bot.heard.at(-1)?.account.user).toBe(trial.sandbox.slack.ids.user('kari'));
    expect(caught()[0]?.requestId).not.toBe(caught()[1]?.requestId);
  });

  it('tells only who picked it, in the thread', async () => {
    const { card, reply } = await replied('Dobbeltføring');
    trial.bot.answer = () => ({ kind: 'done', text: 'Notert som tidstyv.' });
    await ola().shortcut('Forbedringsforslag', WHERE, reply);
    expect(caught()).toMatchObject([{ idea: 'improvement' }]);
    await expect.poll(() => alone(ola())).toMatchObject([{ text: 'Notert som tidstyv.', threadTs: card }]);
    expect(alone(kari()).map(({ text }) => text)).not.toContain('Notert som tidstyv.');
  });

  it('of the bot’s own message has no words, and the card is its own thread', async () => {
    const card = await postCard(trial);
    await kari().shortcut('Tidstyv', WHERE, card);
    const key = `${trial.sandbox.slack.ids.channel(WHERE)}:${card}`;
    expect(caught()).toMatchObject([{ text: '', said: { messageKey: key, message: key } }]);
  });

  it('leaves the bot’s name out of what was said to it', async () => {
    const { reply } = await replied('@Samråd tidstyv Dobbeltføring');
    await kari().shortcut('Tidstyv', WHERE, reply);
    expect(caught()).toMatchObject([{ text: 'tidstyv Dobbeltføring' }]);
  });

  it('tells that nothing was stored when the bot fails', async () => {
    const { reply } = await replied('Dobbeltføring');
    trial.bot.answer = () => Promise.reject(new Error('away'));
    await ola().shortcut('Tidstyv', WHERE, reply);
    await expect.poll(() => alone(ola())).toMatchObject([{ text: 'Ikke lagret. Prøv igjen.' }]);
  });

  it('says where words to the bot were said: the thread and the message', async () => {
    const { card, reply, channel } = await replied('@Samråd tidstyv Dobbeltføring');
    const command = trial.bot.heard.find(({ kind }) => kind === 'command');
    expect(command).toMatchObject({
      words: 'tidstyv Dobbeltføring',
      said: { messageKey: `${channel}:${card}`, message: `${channel}:${reply}` },
    });
  });

  it('knows no thread of a slash command', async () => {
    await kari().command(WHERE, 'tidstyv Dobbeltføring');
    expect(trial.bot.heard).toMatchObject([{ kind: 'command', words: 'tidstyv Dobbeltføring' }]);
    expect(trial.bot.heard[0]).not.toHaveProperty('said');
  });
});

describe('as Slack sends it', () => {
  beforeEach(async () => {
    trial = await startTrial('http');
  });

  /** From Slack's documentation of message shortcuts, ids changed. */
  const recorded = (message: object) => ({
    type: 'message_action',
    token: 'Nj2rfC2hU8mAfgaJLemZgO7H',
    callback_id: 'catch_time_thief',
    trigger_id: '13345224609.8534564800.6f8ab1f53e13d0cd15f96106292d5536',
    response_url: 'https://hooks.slack.example/app-actions/T0MJR11A4/21974584944/yk1S9ndf35Q1flupVG5JbpM6',
    team: { id: 'T0MJRM1A7', domain: 'pandamonium' },
    channel: { id: 'D0LFFBKLZ', name: 'cats' },
    user: { id: 'U0D15K92L', name: 'dr_maomao' },
    action_ts: '1516305173.000123',
    message_ts: '1516229207.000133',
    message: {
      type: 'message',
      user: 'U0MJRG1AL',
      ts: '1516229207.000133',
      text: 'World’s <https://a.example|smallest> cat',
      ...message,
    },
  });

  async function send(payload: object): Promise<number> {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signedHeaders(body) };
    return (await fetch(trial.url, { method: 'POST', headers, body })).status;
  }

  it('is read whether or not the message stands in a thread', async () => {
    expect(await send(recorded({ thread_ts: '1516229000.000100' }))).toBe(200);
    expect(await send(recorded({}))).toBe(200);
    expect(caught().map(({ said, text }) => [said.messageKey, said.message, text])).toEqual([
      ['D0LFFBKLZ:1516229000.000100', 'D0LFFBKLZ:1516229207.000133', 'World’s https://a.example cat'],
      ['D0LFFBKLZ:1516229207.000133', 'D0LFFBKLZ:1516229207.000133', 'World’s https://a.example cat'],
    ]);
  });

  it('of another shortcut, or with a message only in name, reaches nobody', async () => {
    expect(await send({ ...recorded({}), callback_id: 'someone_elses' })).toBe(200);
    expect(await send({ ...recorded({}), message: null })).toBe(400);
    expect(caught()).toEqual([]);
  });
});
