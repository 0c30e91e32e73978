/** The sandbox's page as it looks to one person, in each theme and on each device. */
import { writeFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Language, Platform } from '../../bot/index.ts';
import type { Stage } from './stage.ts';

/** So high that nothing is scrolled out of sight; narrow enough for one platform alone. */
const VIEWS = { desktop: { width: 720, height: 5000 }, phone: { width: 390, height: 5000 } };
export const THEMES = ['light', 'dark'] as const;
export const DEVICES = ['desktop', 'phone'] as const;

export interface Look {
  theme: (typeof THEMES)[number];
  device: (typeof DEVICES)[number];
  folder: string;
}

interface Keeping {
  text?: string;
  /** CSS. */
  style?: string;
  /** Before each picture. */
  ready?: () => Promise<void>;
}

/** Where on the page things are. */
interface Room {
  place: (where: string) => Locator;
  message: string;
  /** With what is said under it. */
  thread: string;
  form: string;
  home: string;
  /** What is told for what was done last: a message, or what passes by. */
  told: string;
  dots: string;
}

function roomOn(platform: Platform, page: Page): Room {
  if (platform === 'slack') {
    const names: Record<string, string> = { dm: 'Meldinger', home: 'Hjem' };
    return {
      place: (where) =>
        page.locator('.places').getByRole('button', { name: names[where] ?? `# ${where}`, exact: true }),
      ...{ message: '.slack .message', thread: '.slack .messages > li', form: '.slack-modal' },
      ...{ home: '.slack .home .blocks', told: '.slack .message', dots: '.actions .dots' },
    };
  }
  return {
    place: (where) =>
      page
        .locator('.tm-places')
        .getByRole('button')
        .filter({ hasText: where === 'dm' ? 'Samråd' : where }),
    ...{ message: '.tm-message', thread: '.tm-post, .tm-chatline', form: '.tm-dialog', home: '' },
    ...{ told: '.tm-message, .tm-dialog, .tm-notice', dots: '[aria-label="More options"]' },
  };
}

export async function openLens(browser: Browser, stage: Stage, looks: Look[]) {
  const { platform, language } = stage;
  const page = await browser.newPage({ viewport: VIEWS.desktop });
  page.setDefaultTimeout(30_000);
  const room = roomOn(platform, page);
  const taken: string[] = [];

  /** As this person, in this place, a form before it or not; the page is opened anew, so that nothing of the last one is left. */
  async function look(who: string, where: string): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${stage.stack.sandbox.url}/#as=${who}`);
    if (platform === 'teams') await page.locator('.switch input').last().dispatchEvent('click');
    await room.place(where).first().dispatchEvent('click');
  }

  async function keep(name: string, shown: Locator, { text = '', style = '', ready }: Keeping = {}): Promise<void> {
    for (const { theme, device, folder } of looks) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(VIEWS[device]);
      await ready?.();
      await shown.waitFor();
      const file = `${folder}/${fileOf(name, language)}`;
      await shown.screenshot({ path: `${file}.png`, animations: 'disabled', style });
      if (text) await writeFile(`${file}.txt`, `${text}\n`);
    }
    taken.push(name);
  }

  /** The newest of these with the words. */
  const newest = (selector: string, words: string) => page.locator(selector, { hasText: words }).last();

  return {
    ...{ page, room, look, keep, newest, taken },
    close: () => page.close(),
  };
}

export function fileOf(name: string, language: Language): string {
  return `${name}.${language}`;
}
