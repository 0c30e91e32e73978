/** Addresses of the register that somebody writes in Slack. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply, View } from '../../bot/index.ts';
import { startTrial, type Trial } from './slack-trial.ts';

const WHERE = 'hjemmetjenester';
const LINK = 'https://samrad.example/sak/HT-2027-014';
const view: View = {
  summary: 'Besluttet: Skal <lista> sorteres?',
  nodes: [
    { type: 'text', text: 'Skal <lista> sorteres?', style: 'heading' },
    { type: 'quote', text: 'Ja.', note: 'Beslutning' },
  ],
};
const shown: Reply = { kind: 'done', text: view.summary, view };

let trial: Trial;
afterEach(() => trial.stop());

const kari = () => trial.sandbox.slack.as('kari');
const asked = () => trial.bot.heard.flatMap((input) => (input.kind === 'unfurl' ? [input.link] : []));
const called = () => trial.sandbox.slack.requests.filter(({ method }) => method === 'chat.unfurl');
const last = () => kari().messages(WHERE).at(-1);

describe.each(['http', 'socket'] as const)('over %s', (way) => {
  beforeEach(async () => {
    trial = await startTrial(way, {}, { unfurlDomains: ['samrad.example'] });
    trial.bot.answer = () => shown;
  });

  it('stand with what they lead to below the message', async () => {
    await kari().say(WHERE, `Se ${LINK}, da.`);
    await expect.poll(() => last()?.text).toContain('Ja.');
    expect(last()).toMatchObject({ from: 'Kari Nordmann', fromBot: false, edited: false });
    const { team, channel, user } = trial.sandbox.slack.ids;
    expect(trial.bot.heard).toMatchObject([
      { kind: 'unfurl', link: LINK, channel: { platform: 'slack', team, channel: channel(WHERE) } },
    ]);
    expect(trial.bot.heard[0]?.account.user).toBe(user('kari'));
    expect(called()).toMatchObject([{ ok: true }]);
  });

  it('are left alone where the bot tells nothing', async () => {
    trial.bot.answer = () => ({ kind: 'quiet' });
    await kari().say(WHERE, LINK);
    await trial.sandbox.slack.idle();
    expect([asked(), called()]).toEqual([[LINK], []]);
  });

  it('are each asked for; those that are told are shown', async () => {
    const other = 'https://samrad.example/sak/HT-2027-999?x=1&y=2';
    trial.bot.answer = (input) => (input.kind === 'unfurl' && input.link === other ? shown : { kind: 'quiet' });
    await kari().say(WHERE, `${LINK} og (${other}) og https://annen.example/sak/HT-2027-014`);
    await expect.poll(() => called()).toMatchObject([{ ok: true }]);
    expect(asked()).toEqual([LINK, other]);
    expect(Object.keys(JSON.parse(String(called()[0]?.args.unfurls)))).toEqual([other]);
  });
});

describe('over http', () => {
  beforeEach(async () => {
    trial = await startTrial('http', {}, { unfurlDomains: ['samrad.example'] });
    trial.bot.answer = () => shown;
  });

  const event = (more: object) => ({
    type: 'link_shared',
    user: trial.sandbox.slack.ids.user('kari'),
    is_bot_user_member: true,
    links: [{ domain: 'samrad.example', url: LINK }],
    ...more,
  });

  it('that are still being written are told to nobody: who will read them is not known', async () => {
    trial.sandbox.slack.emit(event({ channel: 'COMPOSER', message_ts: 'e2e-1', unfurl_id: 'U1', source: 'composer' }));
    await trial.sandbox.slack.idle();
    expect(trial.bot.heard).toEqual([]);
  });

  it('come again when the bot could not be asked, and are shown then', async () => {
    let tries = 0;
    trial.bot.answer = () => {
      tries += 1;
      if (tries === 1) throw new Error('database away');
      return shown;
    };
    await kari().say(WHERE, LINK);
    await expect.poll(() => last()?.text).toContain('Ja.');
    expect(tries).toBe(2);
  });

  it('whose message is gone are a line in the log, without the address', async () => {
    const channel = trial.sandbox.slack.ids.channel(WHERE);
    trial.sandbox.slack.emit(event({ channel, message_ts: '1.000001', source: 'conversations_history' }));
    await expect
      .poll(() => trial.log.lines.map(({ message }) => message))
      .toContain('a shared address could not be shown');
    expect(JSON.stringify(trial.log.lines)).not.toContain('HT-2027-014');
  });
});
