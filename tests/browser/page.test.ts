import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeFaults, openBrowser, reasonToSkip } from '../support/chromium.ts';
import { type Stack, startStack } from '../support/stack.ts';

const skipped = reasonToSkip(process.env);
if (skipped) console.warn(`SKIPPED, the page is not looked at: ${skipped}`);

const GROUP = 'saksbehandling';
const NUMBER = 'SB-2027-001';
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

describe.skipIf(skipped)('the page of the running demo, in a browser', () => {
  let stack: Stack;
  let browser: Browser;
  let complaints: string[] = [];

  beforeAll(async () => {
    [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await stack.close();
  });
  afterEach(() => {
    const said = complaints;
    complaints = [];
    expect(said).toEqual([]);
  });

  /** As somebody sees it; what the browser complains of is kept for the end of the test. */
  async function open(person: string, how: BrowserContextOptions = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: WIDE, ...how });
    page.setDefaultTimeout(15_000);
    page.on('console', (line) => {
      if (line.type() === 'error') complaints.push(line.text());
    });
    page.on('pageerror', (error) => void complaints.push(error.message));
    await page.goto(`${stack.sandbox.url}/#as=${person}`);
    return page;
  }
  const member = (seat: string) => `${GROUP}.${seat}`;
  const coordinator = member('coordinator-1');
  const slackCard = (page: Page) => page.locator('.slack .message', { hasText: NUMBER }).first();
  const teamsCard = (page: Page) => page.locator('.tm-card', { hasText: NUMBER }).first();

  /** "Trondheim 14 av 19" and the like, the same words on both platforms. */
  async function tally(card: Locator): Promise<string[]> {
    return ((await card.textContent()) ?? '').replace(/\s+/g, ' ').match(/\d+ av \d+|Støtter \d+/g) ?? [];
  }

  test('a newcomer reads the clock, plays, and moves to the next deadline', async () => {
    const page = await open(coordinator);
    const clock = page.locator('.clock strong');
    await clock.getByText(/^mandag 1\.2\.2027 kl\. 08\.4\d$/).waitFor();

    await page.getByRole('button', { name: 'Spill av' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await slackCard(page).waitFor();
    await teamsCard(page).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Spill av' }).waitFor({ timeout: 60_000 });

    const before = (await clock.textContent()) ?? '';
    await page.getByRole('button', { name: 'Neste frist' }).click();
    await expect.poll(() => clock.textContent(), { timeout: 15_000 }).not.toBe(before);
    await page.close();
  }, 120_000);

  test('the cards in Slack and in Teams have the same tally', async () => {
    const page = await open(coordinator);
    await slackCard(page).waitFor();
    await stack.core.settle();
    await expect.poll(async () => JSON.stringify(await tally(teamsCard(page)))).toMatch(/av 19/);
    expect(await tally(teamsCard(page))).toEqual(await tally(slackCard(page)));
    await page.close();
  });

  test('a nurse presses Støtter in Slack and is told so, alone', async () => {
    const page = await open(member('trondheim-18'));
    await slackCard(page).getByRole('button', { name: 'Støtter' }).click();
    await page.locator('.slack .message.ephemeral', { hasText: 'Notert: du støtter.' }).waitFor();
    await page.locator('.only-you').first().waitFor();
    await page.close();
    const other = await open(member('trondheim-16'));
    await slackCard(other).waitFor();
    expect(await other.getByText('Notert: du støtter.').count()).toBe(0);
    await other.close();
  });

  test('another sees in Teams their own answer on the card, and can change it', async () => {
    const page = await open(member('trondheim-17'));
    await teamsCard(page).getByRole('button', { name: 'Støtter', exact: true }).click();
    await teamsCard(page).getByText('Du støtter. Endre?').waitFor();
    await page.getByText('Bare du ser dette kortet slik').first().waitFor();
    // Everybody's card is brought up to date right after; theirs stays theirs.
    await stack.core.settle();
    await page.waitForTimeout(500);
    expect(await teamsCard(page).getByText('Du støtter. Endre?').count()).toBe(1);
    await page.close();
  });

  test('an objection sent empty is stopped at the field; filled in it stands on both cards', async () => {
    const page = await open(member('trondheim-19'));
    const text = 'Fristen for å klage må stå ved hvert vedtak.';
    await teamsCard(page).getByRole('button', { name: 'Innvending …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Innvending' });
    await dialog.getByText('En god innvending sier').waitFor();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText('Velg ett av alternativene.').waitFor();
    await expect.poll(() => dialog.getByText('Skriv noe her.').count()).toBe(2);
    await dialog.getByRole('radio', { name: 'Gjennomførbarhet' }).check();
    await dialog.getByLabel('Hva går galt, og for hvem?').fill(text);
    await dialog.getByLabel('Hva foreslår du i stedet?').fill('En linje per vedtak.');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.close();

    await stack.core.settle();
    const both = await open(coordinator);
    await slackCard(both).getByText(text).waitFor();
    await teamsCard(both).getByText(text).waitFor();
    expect(await tally(teamsCard(both))).toEqual(await tally(slackCard(both)));
    await both.close();
  });

  test('all of it is done with the keyboard alone', async () => {
    const page = await open(member('trondheim-16'));
    await slackCard(page).waitFor();
    await tabTo(page, 'Avstår');
    await page.keyboard.press('Enter');
    await page.getByText('Notert: du avstår.').waitFor();

    await tabTo(page, 'Flere valg');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Les mer' }).waitFor();
    await page.keyboard.press('Enter');
    const modal = page.getByRole('dialog', { name: 'Om saken' });
    await modal.getByText('Hva som har skjedd').waitFor();
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Flere valg');
    await page.close();
  });

  test('to recuse oneself asks once more', async () => {
    const page = await open(member('trondheim-14'));
    await slackCard(page).getByRole('button', { name: 'Flere valg' }).click();
    await page.getByRole('menuitem', { name: 'Jeg er inhabil …' }).click();
    const modal = page.getByRole('dialog', { name: 'Jeg er inhabil' });
    await modal.getByText('Det kan ikke angres.').waitFor();
    await modal.getByRole('button', { name: 'Jeg er inhabil' }).click();
    await page.getByText('Notert: du er inhabil i denne saken.').waitFor();
    await page.close();
  });

  for (const viewport of [WIDE, PHONE]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`nothing breaks WCAG 2.1 A or AA or goes sideways at ${viewport.width} px, ${colorScheme}`, async () => {
        const cards = await open(coordinator, { viewport, colorScheme });
        for (const platform of ['Slack', 'Teams']) {
          if (viewport === PHONE) await cards.locator('.switch label', { hasText: platform }).click();
          await (platform === 'Slack' ? slackCard(cards) : teamsCard(cards)).waitFor();
          await isUsable(cards);
        }
        await teamsCard(cards).getByRole('button', { name: 'More options' }).click();
        await cards.getByRole('menuitem', { name: 'Les mer' }).waitFor();
        await isUsable(cards);
        await cards.close();

        const dialog = await open(member('trondheim-15'), { viewport, colorScheme });
        if (viewport === PHONE) await dialog.locator('.switch label', { hasText: 'Teams' }).click();
        await teamsCard(dialog).getByRole('button', { name: 'Innvending …' }).click();
        await dialog.getByRole('dialog', { name: 'Innvending' }).waitFor();
        await isUsable(dialog);
        await dialog.keyboard.press('Escape');
        await dialog.getByRole('dialog').waitFor({ state: 'detached' });
        await dialog.close();

        const modal = await open(member('trondheim-12'), { viewport, colorScheme });
        await slackCard(modal).getByRole('button', { name: 'Flere valg' }).click();
        await modal.getByRole('menuitem', { name: 'Les mer' }).click();
        await modal.getByRole('dialog', { name: 'Om saken' }).waitFor();
        await isUsable(modal);
        await modal.keyboard.press('Escape');
        await modal.getByRole('dialog').waitFor({ state: 'detached' });
        await modal.close();
      }, 90_000);
    }
  }

  async function isUsable(page: Page): Promise<void> {
    expect(await axeFaults(page)).toEqual([]);
    const { scrollWidth, innerWidth, scrollHeight, innerHeight } = (await page.evaluate(
      '({ ...Object.fromEntries(["scrollWidth", "scrollHeight"].map((k) => [k, document.documentElement[k]])), innerWidth, innerHeight })',
    )) as Record<string, number>;
    expect([scrollWidth, scrollHeight]).toEqual([innerWidth, innerHeight]);
  }

  async function tabTo(page: Page, name: string): Promise<void> {
    for (let presses = 0; presses < 120; presses++) {
      await page.keyboard.press('Tab');
      if ((await focused(page)) === name) return;
    }
    throw new Error(`Tab never came to ${name}`);
  }

  async function focused(page: Page): Promise<string> {
    const at = page.locator(':focus');
    if ((await at.count()) === 0) return '';
    return (await at.getAttribute('aria-label')) ?? ((await at.textContent()) ?? '').trim();
  }
});
