import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CardFactory } from 'botbuilder';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { APP, invokeResponse, PEOPLE, startBot } from './teams-harness.ts';

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const AC = { type: 'AdaptiveCard', version: '1.5' };
const questionCard = (words: string) => ({
  ...AC,
  body: [
    { type: 'TextBlock', text: `${words} <img src=x onerror="document.title='hacked'">`, style: 'heading', wrap: true },
    { type: 'Container', id: 'more', isVisible: false, items: [{ type: 'TextBlock', text: 'Bakgrunnen' }] },
    { type: 'Input.Text', id: 'why', label: 'Begrunnelse' },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Støtter', verb: 'vote', data: { p: 's' } },
    { type: 'Action.ToggleVisibility', title: 'Vis mer', targetElements: ['more'] },
    { type: 'Action.Submit', title: 'Endre', data: { msteams: { type: 'task/fetch' } } },
  ],
});
const formCard = {
  ...AC,
  body: [
    {
      type: 'Input.Text',
      id: 'q',
      label: 'Forslag',
      value: 'Tid først',
      isRequired: true,
      errorMessage: 'Skriv et forslag',
    },
  ],
  actions: [{ type: 'Action.Submit', title: 'Lagre' }],
};

let browser: Browser;
let sandbox: Sandbox;
let bot: Awaited<ReturnType<typeof startBot>>;
let page: Page;
const faults: string[] = [];
vi.setConfig({ testTimeout: 30_000 });

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', ...QUIET],
  });
});
afterAll(() => browser.close());

beforeEach(async () => {
  faults.length = 0;
  sandbox = await startSandbox({
    port: 0,
    people: PEOPLE,
    channels: [{ name: 'legemidler', platform: 'teams' }],
    slack: { signingSecret: 's', botToken: 'xoxb-s', teamName: 'Kommunene', commandName: '/samrad' },
    teams: { ...APP, teamName: 'Konsensusgruppene' },
  });
  bot = await startBot(sandbox.url);
  await sandbox.teams.connect({ messagingUrl: bot.messagingUrl, announce: false });
  bot.bot.turn = async (context) => {
    const { name, value } = context.activity;
    const own = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: questionCard('Du støtter') };
    const task = { type: 'continue', value: { title: 'Endre forslag', card: CardFactory.adaptiveCard(formCard) } };
    if (name === 'adaptiveCard/action') await context.sendActivity(invokeResponse(own));
    else if (name === 'task/fetch') await context.sendActivity(invokeResponse({ task }));
    else if (name === 'task/submit')
      await context.sendActivity(invokeResponse({ task: { type: 'message', value: `Lagret: ${value.data.q}` } }));
    else await context.sendActivity({ attachments: [CardFactory.adaptiveCard(questionCard('Spørsmålet'))] });
  };
  await sandbox.teams.as('ola').say('legemidler', '@Samråd spør');
  page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${sandbox.url}/#as=kari`);
  await page.getByText('Spørsmålet').waitFor();
}, 30_000);
afterEach(async () => {
  await page.close();
  await bot.close();
  await sandbox.close();
});

/** Rules that axe finds broken in the pane. */
async function broken(): Promise<string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const found = await page.evaluate<{ violations: { id: string }[] }>(`${axe}; window.axe.run('.tm-frame')`);
  return found.violations.map(({ id }) => id);
}

const focusInside = () =>
  page.evaluate<boolean>(`document.querySelector('[role=dialog]').contains(document.activeElement)`);

test('a card is pressed on the page with what was typed, and the own view is shown to the presser alone', async () => {
  await page.getByLabel('Begrunnelse').fill('fordi');
  await page.getByRole('button', { name: 'Støtter' }).click();
  await page.getByText('Du støtter').waitFor();
  expect(bot.bot.heard.at(-1)?.value.action.data).toEqual({ p: 's', why: 'fordi' });
  expect(sandbox.teams.as('ola').findCard('legemidler', 'Du støtter')).toBeUndefined();
  expect(await broken()).toEqual([]);
  expect([faults, await page.title()]).toEqual([[], 'Samråd – prøvested']);
});

test('a dialog takes the focus, says what is missing, is sent, and tells what the bot said', async () => {
  await page.getByRole('button', { name: 'Endre' }).click();
  const dialog = page.getByRole('dialog', { name: 'Endre forslag' });
  await dialog.waitFor();
  expect(await focusInside()).toBe(true);
  await dialog.getByLabel('Forslag').fill('');
  await dialog.getByRole('button', { name: 'Lagre' }).click();
  await dialog.getByText('Skriv et forslag').waitFor();
  expect(bot.bot.heard.at(-1)?.name).toBe('task/fetch');
  expect(await broken()).toEqual([]);
  await dialog.getByLabel('Forslag').fill('Styrke først');
  await dialog.getByRole('button', { name: 'Lagre' }).click();
  await page.getByRole('status').getByText('Lagret: Styrke først').waitFor();
  await dialog.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('status').getByText('Lagret: Styrke først').waitFor();
  const hands = sandbox.teams.as('kari');
  await hands.press('legemidler', hands.findCard('legemidler', 'Spørsmålet')?.id ?? '', 'Støtter');
  await page.reload();
  await page.getByText('Du støtter').waitFor();
  expect(await page.getByText('Lagret: Styrke først').count()).toBe(0);
});

test('a dialog shown anew has what was filled in, and what was emptied', async () => {
  const hands = sandbox.teams.as('kari');
  await hands.press('legemidler', hands.findCard('legemidler', 'Spørsmålet')?.id ?? '', 'Endre');
  const field = page.getByRole('dialog').getByLabel('Forslag');
  await field.waitFor();
  expect(await field.inputValue()).toBe('Tid først');
  for (const words of ['Styrke', '']) {
    hands.fill({ Forslag: words });
    await page.reload();
    await field.waitFor();
    expect(await field.inputValue()).toBe(words);
  }
});

test('Escape closes a dialog, and Tab stays inside', async () => {
  await page.getByRole('button', { name: 'Endre' }).click();
  const dialog = page.getByRole('dialog', { name: 'Endre forslag' });
  await dialog.waitFor();
  for (let times = 0; times < 5; times += 1) {
    await page.keyboard.press('Tab');
    expect(await focusInside()).toBe(true);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(sandbox.teams.as('kari').dialog()).toBeUndefined();
});

test('a reply goes into the thread, and what is hidden is shown when asked for', async () => {
  await page.getByRole('button', { name: 'Vis mer' }).click();
  await page.getByText('Bakgrunnen').waitFor();
  bot.bot.turn = async () => {};
  await page.getByRole('button', { name: 'Svar' }).click();
  await page.getByLabel('Skriv et svar').fill('Enig');
  await page.keyboard.press('Enter');
  await page.getByText('Enig').waitFor();
  const [root, , reply] = sandbox.teams.as('ola').messages('legemidler');
  expect([reply?.text, reply?.from, reply?.thread]).toEqual(['Enig', 'Kari Nordmann', root?.id]);
});

test('a bot that fails is told of in words', async () => {
  bot.bot.turn = async (context) => void (await context.sendActivity(invokeResponse({}, 500)));
  await page.getByRole('button', { name: 'Støtter' }).click();
  await page.getByRole('alert').getByText('Noe gikk galt. Prøv igjen.').waitFor();
});
