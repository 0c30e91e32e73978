/** How long people waited for the answer that Teams waits for, and what came of it. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Form, View } from '../../bot/index.ts';
import { timingMeter } from '../support/timed.ts';
import { startWorld, type World } from './teams-world.ts';

const WHERE = 'legemidler';
const WITHIN_MS = 200;
/** A timer may fire a little before its time. */
const EARLY_MS = 5;
const ANSWERED = ['teams answered'];
const CARD: View = {
  summary: 'Gul sak',
  nodes: [
    { type: 'text', text: 'Skal lista sorteres?', style: 'heading' },
    {
      type: 'actions',
      items: [
        { type: 'button', label: 'Støtter', act: { do: 'support', question: 'q1' }, opensForm: false },
        { type: 'button', label: 'Innvending …', act: { do: 'objection', question: 'q1' }, opensForm: true },
      ],
    },
  ],
};
const FORM: Form = {
  act: { do: 'objection', question: 'q1' },
  title: 'Innvending',
  submit: 'Send',
  cancel: 'Avbryt',
  intro: [],
  fields: [{ type: 'long-text', name: 'why', label: 'Hvorfor', required: true, maxLength: 100 }],
};

let world: World;
let meter: ReturnType<typeof timingMeter>;

beforeEach(async () => {
  meter = timingMeter();
  world = await startWorld({ answerWithinMs: WITHIN_MS, meter: meter.meter });
});
afterEach(() => world.close());

const kari = () => world.teams.as('kari');
const never = () => new Promise<never>(() => {});

async function posted(): Promise<string> {
  await world.messenger.postCard(world.channel(), CARD, 'q1@link');
  return kari().findCard(WHERE, 'lista')?.id ?? '';
}

async function counted(outcomes: string[]): Promise<void> {
  await vi.waitFor(() => expect(meter.outcomes()).toEqual(outcomes), { timeout: 5000 });
}

test('a tap is counted once, with the time from its arrival to its answer', async () => {
  const id = await posted();
  world.core.reply = async () => {
    await wait(60);
    return { kind: 'done', text: 'Notert.' };
  };
  const began = performance.now();
  await kari().press(WHERE, id, 'Støtter');
  await counted(ANSWERED);
  const seen = performance.now() - began;
  expect(meter.timed[0]?.ms).toBeGreaterThan(60 - EARLY_MS);
  expect(meter.timed[0]?.ms).toBeLessThan(seen);
});

test('a tap whose answer is late is counted as late, when the person is told', async () => {
  const id = await posted();
  world.core.reply = never;
  const began = performance.now();
  await kari().press(WHERE, id, 'Støtter');
  await counted(['teams late']);
  const seen = performance.now() - began;
  expect(meter.timed[0]?.ms).toBeGreaterThan(WITHIN_MS - EARLY_MS);
  expect(meter.timed[0]?.ms).toBeLessThan(seen);
});

test('a tap that was not stored is a fault', async () => {
  const id = await posted();
  world.core.reply = () => Promise.reject(new Error('database away'));
  await kari().press(WHERE, id, 'Støtter');
  await counted(['teams fault']);
});

test('an answer that could not be shown is a fault', async () => {
  const id = await posted();
  world.core.reply = async () => ({ kind: 'form', form: null as never });
  await kari()
    .press(WHERE, id, 'Støtter')
    .catch(() => {});
  await counted(['teams fault']);
});

test('a form is counted when it opens and when it is sent in; that it opens again is not a request of its own', async () => {
  const id = await posted();
  world.core.reply = async ({ kind }) => {
    if (kind === 'submit') throw new Error('database away');
    return { kind: 'form', form: FORM };
  };
  await kari().press(WHERE, id, 'Innvending …');
  kari().fill({ Hvorfor: 'Vi kjører' });
  await kari().submit();
  await counted(['teams answered', 'teams fault']);
  expect(world.heard).toHaveLength(3);
  world.core.reply = async ({ kind }) => {
    if (kind === 'submit') return { kind: 'invalid', errors: { why: 'Si litt mer.' } };
    throw new Error('database away');
  };
  await kari().submit();
  await counted(['teams answered', 'teams fault', 'teams answered']);
});

test.each([
  ['words to the bot alone', () => kari().say('dm', 'hjelp')],
  ['words to the bot in a channel', () => kari().say(WHERE, '@Samråd hjelp')],
  ['a comment', async () => kari().say(WHERE, 'Enig', await posted())],
  ['the viewer’s own card', async () => kari().view(WHERE, await posted())],
  ['a message picked from its menu', async () => kari().openCommand(WHERE, 'catchTimeThief', await posted())],
])('%s is counted once', async (_what, act) => {
  world.core.reply = async () => ({ kind: 'done', text: 'Notert.' });
  await act();
  await counted(ANSWERED);
});

test('what is not said to the bot, or not from Teams, is not counted', async () => {
  await kari().say(WHERE, 'God morgen');
  const init = { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer x.y.z' } };
  const forged = await fetch(world.messagingUrl, { ...init, body: JSON.stringify(world.activity()) });
  expect(forged.status).toBe(401);
  expect((await fetch(world.messagingUrl, { ...init, body: '{}' })).status).toBe(400);
  const value = { action: { type: 'Action.Execute', verb: 'samrad', data: { act: { do: 7 } } } };
  await world.teams.deliver(world.activity({ type: 'invoke', name: 'adaptiveCard/action', text: undefined, value }));
  await kari().say('dm', 'hjelp');
  await counted(ANSWERED);
});
