/** The home tab, and lists that are shown anew in their place. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { viewToHome } from '../../adapters/slack/homes.ts';
import type { Act, Action, Form, Input, Node, Reply, View } from '../../bot/index.ts';
import { checkView } from '../../sandbox/slack/blocks-check.ts';
import { FAULT, startTrial, type Trial } from './slack-trial.ts';

let trial: Trial;
afterEach(() => trial.stop());
const kari = () => trial.sandbox.slack.as('kari');
const homeText = () => JSON.stringify(kari().home()?.blocks ?? '');
const published = () => trial.sandbox.slack.requests.filter(({ method }) => method === 'views.publish');

const act = (name: string): Act => ({ do: name, question: 'q1', level: 1, round: 1, within: 'mine' });
const button = (label: string, name: string): Action => ({
  ...{ type: 'button', label, act: act(name) },
  opensForm: name === 'objection',
});
const languages: Action = {
  type: 'select',
  label: 'Språk',
  options: ['nb', 'nn'].map((arg) => ({ label: arg, act: { do: 'language', arg } })),
  chosen: 0,
};
const list = (head: string): View => ({
  summary: head,
  nodes: [
    { type: 'text', text: head, style: 'strong' },
    { type: 'actions', items: [button('Støtter', 'support'), button('Innvending …', 'objection'), languages] },
  ],
});
const FORM: Form = {
  ...{ act: act('objection'), title: 'Innvending', submit: 'Send', cancel: 'Avbryt', intro: [] },
  fields: [{ type: 'text', name: 'text', label: 'Hva går galt?', required: true, maxLength: 100 }],
};

/** As the core answers: the list has one less after each press. */
function answering(): (input: Input) => Reply {
  let left = 3;
  return (input) => {
    const view = () => list(`${left} venter`);
    if (input.kind === 'home' || input.kind === 'command')
      return { kind: 'done', text: `${left} venter`, view: view() };
    if (input.kind === 'press' && input.act.do === 'objection') return { kind: 'form', form: FORM };
    left -= 1;
    return { kind: 'done', text: 'Notert.', own: view };
  };
}

describe.each(['http', 'socket'] as const)('over %s', (way) => {
  beforeEach(async () => {
    trial = await startTrial(way, { answerWithinMs: 500 });
    trial.bot.answer = answering();
  });

  async function opened(): Promise<void> {
    kari().openHome();
    await expect.poll(homeText).toContain('3 venter');
  }

  it('is shown when it is opened, to whom it is for; not for the chat beside it', async () => {
    kari().openHome('messages');
    await opened();
    expect(published().map(({ args }) => args.user_id)).toEqual([trial.sandbox.slack.ids.user('kari')]);
    expect(trial.bot.heard.map(({ kind }) => kind)).toEqual(['home']);
  });

  it('is answered in place, one after another, and says what was noted', async () => {
    await opened();
    for (const left of ['2 venter', '1 venter']) {
      await kari().press('home', '', 'Støtter');
      await expect.poll(homeText).toContain(left);
      expect(homeText()).toContain('Notert.');
    }
    expect(kari().messages('dm')).toEqual([]);
    expect(trial.bot.heard.filter(({ kind }) => kind === 'press')).toMatchObject([{ act: act('support') }, {}]);
  });

  it('opens a form over it, and is shown anew when the form is sent', async () => {
    await opened();
    await kari().press('home', '', 'Innvending …');
    await expect.poll(() => kari().form()?.title).toBe('Innvending');
    await kari().fill({ 'Hva går galt?': 'Alt' });
    expect(await kari().submit()).toEqual({ closed: true });
    await expect.poll(homeText).toContain('2 venter');
    expect(kari().messages('dm')).toEqual([]);
  });

  it('has a list of what is one of several, which tells what was chosen', async () => {
    await opened();
    await kari().press('home', '', 'nn');
    await expect.poll(() => trial.bot.heard.at(-1)?.kind).toBe('home');
    expect(trial.bot.heard).toContainEqual(expect.objectContaining({ act: { do: 'language', arg: 'nn' } }));
  });

  it('is shown anew when its reader acts elsewhere, if they opened it lately', async () => {
    await kari().say('hjemmetjenester', '/samrad mine');
    await trial.sandbox.slack.idle();
    expect(published()).toEqual([]);
    await opened();
    const mine = kari()
      .messages('hjemmetjenester')
      .find(({ text }) => text.includes('3 venter'));
    await kari().press('hjemmetjenester', mine?.ts ?? '', 'Støtter');
    await expect.poll(homeText).toContain('2 venter');
  });

  it('a list in a message gives way to the list anew', async () => {
    await kari().say('hjemmetjenester', '/samrad mine');
    const seen = () =>
      kari()
        .messages('hjemmetjenester')
        .map(({ text }) => text);
    await expect.poll(seen).toMatchObject([expect.stringContaining('3 venter')]);
    const [mine] = kari().messages('hjemmetjenester');
    await kari().press('hjemmetjenester', mine?.ts ?? '', 'Støtter');
    await expect.poll(seen).toMatchObject([expect.stringMatching(/Notert\.[\s\S]*2 venter/)]);
    await kari().press('hjemmetjenester', mine?.ts ?? '', 'Innvending …');
    await expect.poll(() => kari().form()?.title).toBe('Innvending');
    await kari().fill({ 'Hva går galt?': 'Alt' });
    await kari().submit();
    await expect.poll(seen).toMatchObject([expect.stringMatching(/Notert\.[\s\S]*1 venter/)]);
  });

  it('that can’t be made leaves the list as it stands, and says what was noted', async () => {
    await kari().say('hjemmetjenester', '/samrad mine');
    const [mine] = kari().messages('hjemmetjenester');
    trial.bot.answer = () => ({ kind: 'done', text: 'Notert.', own: () => Promise.reject(new Error('away')) });
    await kari().press('hjemmetjenester', mine?.ts ?? '', 'Støtter');
    const seen = () =>
      kari()
        .messages('hjemmetjenester')
        .map(({ text }) => text);
    await expect.poll(seen).toMatchObject([expect.stringContaining('3 venter'), 'Notert.']);
  });

  it('a fault takes no list away', async () => {
    await kari().say('hjemmetjenester', '/samrad mine');
    const [mine] = kari().messages('hjemmetjenester');
    trial.bot.answer = () => Promise.reject(new Error('away'));
    await kari().press('hjemmetjenester', mine?.ts ?? '', 'Støtter');
    const seen = () =>
      kari()
        .messages('hjemmetjenester')
        .map(({ text }) => text);
    await expect.poll(seen).toMatchObject([expect.stringContaining('3 venter'), FAULT]);
  });

  it('that Slack does not take is logged, and nobody is disturbed', async () => {
    trial.sandbox.slack.fault({ kind: 'status', match: 'views.publish', status: 500 });
    kari().openHome();
    await expect.poll(() => trial.log.lines.map(({ message }) => message)).toContain('a home tab could not be shown');
    expect(kari().home()).toBeUndefined();
  });
});

it('of any length is within what Slack takes', async () => {
  trial = await startTrial('http');
  const row = (n: number): Node[] => [
    { type: 'text', text: `Sak ${n} ${'ord '.repeat(20)}`, style: 'strong' },
    { type: 'quote', text: 'x'.repeat(40) },
    { type: 'actions', items: [button('Støtter', 'support')] },
  ];
  const view = { summary: 'Mye', nodes: Array.from({ length: 80 }, (_, n) => row(n)).flat() };
  const home = viewToHome(view, 'Notert.');
  expect(home.blocks).toHaveLength(100);
  expect(checkView(home, 'home')).toEqual([]);
});
