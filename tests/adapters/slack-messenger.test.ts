import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChannelRef, NotDelivered, type View } from '../../bot/index.ts';
import { card, startTrial, type Trial } from './slack-trial.ts';

const WHERE = 'hjemmetjenester';
let trial: Trial;

beforeAll(async () => {
  trial = await startTrial('http');
});
afterAll(() => trial.stop());
beforeEach(() => {
  trial.sandbox.slack.clearFaults();
  trial.sandbox.slack.requests.length = 0;
});

function place(channel = trial.sandbox.slack.ids.channel(WHERE)): ChannelRef {
  return { platform: 'slack', team: trial.sandbox.slack.ids.team, channel };
}

function account(ref?: Record<string, unknown>) {
  const { team, user } = trial.sandbox.slack.ids;
  const identity = { _id: 'x', platform: 'slack' as const, team, user: user('kari'), email: 'kari@trondheim.example' };
  return { ...identity, ref };
}

function seen(where = WHERE) {
  return trial.sandbox.slack.as('kari').messages(where);
}

async function faultOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => new Error('went through'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof NotDelivered)) throw error;
  return error.fault;
}

const line = (text: string): View => ({ summary: text, nodes: [{ type: 'text', text }] });

describe('a card', () => {
  it('is posted, found again by its key, and updated in place', async () => {
    const { messenger } = trial.slack;
    const message = await messenger.postCard(place(), card, 'q1@one');
    expect(await messenger.find?.('card', { channel: place() }, 'q1@one')).toEqual(message);
    await messenger.updateCard(message, line('Besluttet'));
    expect(seen().at(-1)).toMatchObject({ text: 'Besluttet', edited: true });
    expect(await messenger.find?.('card', { channel: place() }, 'q1@one')).toEqual(message);
    expect(await messenger.find?.('card', { channel: place() }, 'q1@two')).toBeNull();
  });

  it('is not taken for a notice about it', async () => {
    await trial.slack.messenger.post({ channel: place() }, line('Påminnelse'), 'only-a-notice');
    expect(await trial.slack.messenger.find?.('card', { channel: place() }, 'only-a-notice')).toBeNull();
  });

  it('is found beyond the first page of the channel', async () => {
    const message = await trial.slack.messenger.postCard(place(), card, 'q1@old');
    for (let at = 0; at < 210; at += 1) await trial.sandbox.slack.as('ola').say(WHERE, `melding ${at}`);
    await trial.sandbox.slack.idle();
    expect(await trial.slack.messenger.find?.('card', { channel: place() }, 'q1@old')).toEqual(message);
  });

  it('is told by the thread under it; so is that somebody else began it', async () => {
    const { messenger } = trial.slack;
    const message = await messenger.postCard(place(), card, 'q1@told');
    expect(await messenger.cardAt?.(place(), messenger.messageKey(message))).toEqual({ key: 'q1@told', message });
    const list = await messenger.post({ channel: place() }, line('Ukas saker'), 'list');
    expect(await messenger.cardAt?.(place(), messenger.messageKey(list))).toBe('others');
    await trial.sandbox.slack.as('ola').say(WHERE, 'Noe annet');
    const { ts } = seen().at(-1) ?? {};
    expect(await messenger.cardAt?.(place(), `${place().channel}:${ts}`)).toBe('others');
    expect(await messenger.cardAt?.(place(), `${place().channel}:1.000001`)).toBe('unknown');
  });

  it('has a key of its own that a kept reference gives again', async () => {
    const message = await trial.slack.messenger.postCard(place(), card, 'q1@key');
    const kept = JSON.parse(JSON.stringify(message)) as Record<string, unknown>;
    expect(trial.slack.messenger.messageKey(kept)).toBe(`${message.channel}:${message.ts}`);
  });
});

describe('a message', () => {
  it('goes under the card when asked to', async () => {
    const message = await trial.slack.messenger.postCard(place(), card, 'q1@thread');
    await trial.slack.messenger.post({ channel: place(), under: message }, line('Svar fra fageksperten'), 'n1');
    expect(seen().at(-1)).toMatchObject({ text: 'Svar fra fageksperten', threadTs: message.ts });
  });

  it('is found again by its key: in the channel, under a card, and in the chat with a person', async () => {
    const { messenger } = trial.slack;
    const under = await messenger.postCard(place(), card, 'q1@found');
    const places = [{ channel: place() }, { channel: place(), under }, { person: account() }];
    for (const [i, where] of places.entries()) {
      const message = await messenger.post(where, line(`Nr. ${i}`), `found:${i}`);
      expect(await messenger.find?.('notice', where, `found:${i}`)).toEqual(message);
      expect(await messenger.find?.('notice', where, 'found:none')).toBeNull();
      expect(await messenger.find?.('card', where, `found:${i}`)).toBeNull();
    }
  });

  it('to one person opens the chat, or uses the one that is known', async () => {
    await trial.slack.messenger.post({ person: account() }, line('Tre saker venter'), 'n2');
    expect(seen('dm').at(-1)?.text).toBe('Tre saker venter');
    const dm = trial.sandbox.slack.requests.find((one) => one.method === 'chat.postMessage')?.args.channel;
    trial.sandbox.slack.requests.length = 0;
    await trial.slack.messenger.post({ person: account({ dm }) }, line('En sak venter'), 'n3');
    expect(trial.sandbox.slack.requests.map((one) => one.method)).toEqual(['chat.postMessage']);
    expect(seen('dm').at(-1)?.text).toBe('En sak venter');
  });

  it('to one person opens the chat anew when the known one is gone', async () => {
    await trial.slack.messenger.post({ person: account({ dm: 'DGONE' }) }, line('Hei igjen'), 'n4');
    expect(seen('dm').at(-1)?.text).toBe('Hei igjen');
  });
});

describe('a person who has not been seen', () => {
  it('is found by e-mail, whatever its case', async () => {
    const { team, user } = trial.sandbox.slack.ids;
    expect(await trial.slack.messenger.accountOf(place(), 'KARI@trondheim.example')).toEqual({
      _id: `slack:${team}:${user('kari')}`,
      platform: 'slack',
      team,
      user: user('kari'),
      email: 'kari@trondheim.example',
    });
    expect(await trial.slack.messenger.accountOf(place(), 'nobody@trondheim.example')).toBeNull();
  });
});

describe('what does not go through', () => {
  const post = () => trial.slack.messenger.postCard(place(), card, 'q1@fault');

  it('waits as long as Slack says, and is not tried again behind the core’s back', async () => {
    trial.sandbox.slack.fault({ kind: 'status', status: 429, retryAfter: 7, match: 'chat.postMessage' });
    expect(await faultOf(post())).toEqual({ kind: 'later', retryAfterMs: 7000 });
    expect(trial.sandbox.slack.requests).toHaveLength(1);
  });

  it('waits without a time when Slack names none', async () => {
    trial.sandbox.slack.fault({ kind: 'status', status: 429, match: 'chat.postMessage' });
    expect(await faultOf(post())).toMatchObject({ kind: 'later', retryAfterMs: null });
  });

  it.each([
    ['500', { kind: 'status', status: 500 }],
    ['503', { kind: 'status', status: 503 }],
    ['a dropped line', { kind: 'drop' }],
    ['a lost reply', { kind: 'lost-reply' }],
  ] as const)('is to be tried later, and may have gone through: %s', async (_, fault) => {
    trial.sandbox.slack.fault({ ...fault, match: 'chat.postMessage' });
    expect(await faultOf(post())).toEqual({ kind: 'later', retryAfterMs: null, unsure: true });
    expect(trial.sandbox.slack.requests).toHaveLength(1);
  });

  it('tells that the message is gone', async () => {
    const message = await post();
    const gone = { ...message, ts: '1.000001' };
    expect(await faultOf(trial.slack.messenger.updateCard(gone, card))).toEqual({ kind: 'message-gone' });
    expect(await faultOf(trial.slack.messenger.post({ channel: place(), under: gone }, card, 'n'))).toEqual({
      kind: 'message-gone',
    });
    const theirs = { ...message, ts: String(await trial.sandbox.slack.as('ola').say(WHERE, 'hei')) };
    expect(await faultOf(trial.slack.messenger.updateCard(theirs, card))).toEqual({ kind: 'message-gone' });
  });

  it('tells that the channel is gone', async () => {
    expect(await faultOf(trial.slack.messenger.postCard(place('C0'), card, 'k'))).toEqual({ kind: 'channel-gone' });
    trial.sandbox.slack.setMember(WHERE, false);
    expect(await faultOf(post())).toEqual({ kind: 'channel-gone' });
    trial.sandbox.slack.setMember(WHERE, true);
    const stranger = { ...account(), user: 'U0' };
    expect(await faultOf(trial.slack.messenger.post({ person: stranger }, card, 'k'))).toEqual({
      kind: 'channel-gone',
    });
  });

  it('says nothing of what the message held', async () => {
    trial.sandbox.slack.fault({ kind: 'status', status: 500 });
    const error = await trial.slack.messenger
      .postCard(place(), line('hemmelig'), 'k')
      .catch((reason: unknown) => reason);
    expect(String(error)).not.toContain('hemmelig');
    expect(JSON.stringify(trial.log.lines)).not.toContain('hemmelig');
  });
});

it('asks nobody’s chat to be opened while Slack wants the method left alone, and goes on when that is over', async () => {
  const { slack } = trial.sandbox;
  const post = () => trial.slack.messenger.post({ person: account() }, line('Påminnelse'), 'held-off');
  const opened = () => slack.requests.filter(({ method }) => method === 'conversations.open').length;
  slack.fault({ kind: 'status', status: 429, retryAfter: 2, match: 'conversations.open' });
  expect(await faultOf(post())).toEqual({ kind: 'later', retryAfterMs: 2_000 });
  expect(await faultOf(post())).toMatchObject({ kind: 'later', retryAfterMs: expect.any(Number) });
  expect(opened()).toBe(1);
  await wait(2_000);
  await post();
  expect(opened()).toBe(2);
});
