import { App, type BlockAction, LogLevel } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { httpTrial, optionsFor } from './slack-world.ts';

const CARD = 'Skal varsel vises?';

function card(count: number) {
  return [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text: `*${CARD}*\n${count} svar` } },
    {
      type: 'actions' as const,
      elements: [
        {
          type: 'button' as const,
          action_id: 'support',
          text: { type: 'plain_text' as const, text: 'Støtter' },
          value: 'q1',
        },
        {
          type: 'overflow' as const,
          action_id: 'more',
          options: [{ text: { type: 'plain_text' as const, text: 'Vis logg' }, value: 'log' }],
        },
      ],
    },
  ];
}

const form = {
  type: 'modal' as const,
  callback_id: 'ask',
  title: { type: 'plain_text' as const, text: 'Nytt spørsmål' },
  submit: { type: 'plain_text' as const, text: 'Send' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'q',
      label: { type: 'plain_text' as const, text: 'Spørsmål' },
      element: { type: 'plain_text_input' as const, action_id: 'text' },
    },
    {
      type: 'input' as const,
      block_id: 'crit',
      label: { type: 'plain_text' as const, text: 'Kritikalitet' },
      element: {
        type: 'radio_buttons' as const,
        action_id: 'pick',
        options: ['Lav', 'Høy'].map((text) => ({ text: { type: 'plain_text' as const, text }, value: text })),
      },
    },
  ],
};

/** A tiny bot: asks by form, posts a card, counts clicks, thanks privately. */
function listeners(app: App): void {
  let count = 0;
  let channel = '';
  app.command('/samrad', async ({ ack, client, body }) => {
    if (body.text === 'hjelp') return ack('Skriv spør');
    await ack();
    channel = body.channel_id;
    await client.views.open({ trigger_id: body.trigger_id, view: form });
  });
  app.view('ask', async ({ ack, client, view }) => {
    const text = view.state.values.q?.text?.value ?? '';
    if (text.length < 5) return ack({ response_action: 'errors', errors: { q: 'For kort' } });
    await ack();
    const { ts } = await client.chat.postMessage({ channel, text: CARD, blocks: card(0) });
    await client.chat.postMessage({
      channel,
      text: view.state.values.crit?.pick?.selected_option?.value ?? '',
      thread_ts: ts ?? '',
    });
  });
  app.action('support', async ({ ack, body, client, respond }) => {
    await ack();
    count += 1;
    const { message, channel: place } = body as BlockAction;
    await client.chat.update({ channel: place?.id ?? '', ts: message?.ts ?? '', text: CARD, blocks: card(count) });
    await respond({ text: `Du støtter (${body.user.id})`, replace_original: false });
  });
  app.action('more', async ({ ack, action, respond }) => {
    await ack();
    await respond(action.type === 'overflow' ? `valgte ${action.selected_option.value}` : '?');
  });
  app.shortcut('make', async ({ ack, shortcut, respond }) => {
    await ack();
    await respond(shortcut.type === 'message_action' ? `laget av: ${shortcut.message.text}` : '?');
  });
  app.message(/hei/, async ({ say }) => void (await say('hei selv')));
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: card(7) } });
  });
}

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops) await stop();
  stops = [];
});

async function overHttp(): Promise<Sandbox> {
  const trial = await httpTrial(listeners);
  stops.push(trial.stop);
  return trial.sandbox;
}

async function overSocket(): Promise<Sandbox> {
  const sandbox = await startSandbox(optionsFor());
  const app = new App({
    token: 'xoxb-1',
    appToken: 'xapp-1',
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.slack.apiUrl() },
  });
  listeners(app);
  await app.start();
  stops.push(async () => {
    await app.stop();
    await sandbox.close();
  });
  return sandbox;
}

describe.each([
  ['HTTP', overHttp],
  ['Socket Mode', overSocket],
])('a Bolt app over %s', (_name, start) => {
  it('goes from command to form to card to click to update to a private word', async () => {
    const { slack } = await start();
    const kari = slack.as('kari');
    const ola = slack.as('ola');
    await kari.command('legemiddel', 'spør');
    await expect.poll(() => kari.form()?.title).toBe('Nytt spørsmål');

    expect(await kari.submit()).toEqual({
      closed: false,
      errors: {
        Spørsmål: 'Please complete this required field.',
        Kritikalitet: 'Please complete this required field.',
      },
    });
    await kari.fill({ Spørs: 'abc', Kritikalitet: 'Høy' });
    expect(await kari.submit()).toEqual({ closed: false, errors: { Spørsmål: 'For kort' } });
    await kari.fill({ Spørsmål: CARD });
    expect(await kari.submit()).toEqual({ closed: true });
    await expect
      .poll(() => ola.messages('legemiddel').map((one) => one.text))
      .toEqual([`*${CARD}*\n0 svar\nStøtter\nVis logg`, 'Høy']);

    const shown = ola.findCard('legemiddel', CARD);
    expect(shown?.labels).toEqual(['Støtter', 'Vis logg', 'Gjør til spørsmål']);
    expect(await ola.click('legemiddel', shown?.id ?? '', { label: 'Støtter' })).toEqual({ ok: true });
    await expect.poll(() => ola.messages('legemiddel').at(-1)?.text).toBe(`Du støtter (${slack.ids.user('ola')})`);
    expect(kari.messages('legemiddel')[0]?.text).toContain('1 svar');
    expect(kari.messages('legemiddel').some((one) => one.ephemeral)).toBe(false);
    expect(ola.messages('legemiddel').at(-1)?.ephemeral).toBe(true);

    await ola.press('legemiddel', shown?.id ?? '', 'Vis logg');
    await expect.poll(() => ola.messages('legemiddel').at(-1)?.text).toBe('valgte log');
    await ola.press('legemiddel', shown?.id ?? '', 'Gjør til spørsmål');
    await expect.poll(() => ola.messages('legemiddel').at(-1)?.text).toBe(`laget av: ${CARD}`);
  });

  it('shows the acknowledgement of a command to the one who typed it', async () => {
    const { slack } = await start();
    await slack.as('kari').say('legemiddel', '/samrad hjelp');
    expect(slack.as('kari').messages('legemiddel')).toMatchObject([
      { text: 'Skriv spør', ephemeral: true, from: 'Samråd' },
    ]);
    expect(slack.as('ola').messages('legemiddel')).toEqual([]);
  });

  it('tells the bot of messages and of an opened home', async () => {
    const { slack } = await start();
    await slack.as('kari').say('dm', 'hei');
    await expect
      .poll(() =>
        slack
          .as('kari')
          .messages('dm')
          .map((one) => one.text),
      )
      .toEqual(['hei', 'hei selv']);
    slack.as('kari').openHome();
    await expect.poll(() => slack.as('kari').findCard('home', '7 svar')?.labels).toEqual(['Støtter', 'Vis logg']);
  });
});
