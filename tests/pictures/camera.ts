/** Takes pictures of what a person sees on the sandbox's page, and writes down what is read aloud where cards are not shown. */
import { writeFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Language, Platform } from '../../bot/index.ts';
import type { Stage } from './stage.ts';

/** So high that nothing is scrolled out of sight; narrow enough for one platform alone. */
const VIEW = { width: 720, height: 5000 };
export type Theme = 'light' | 'dark';

interface Room {
  channel: (name: string) => Locator;
  message: string;
  thread: string;
  form: string;
  home?: string;
}

function roomOn(platform: Platform, page: Page): Room {
  if (platform === 'slack') {
    const name = (where: string) => (where === 'dm' ? 'Meldinger' : `# ${where}`);
    return {
      channel: (where) => page.locator('.places').getByRole('button', { name: name(where), exact: true }),
      ...{
        message: '.slack .message',
        thread: '.slack .messages > li',
        form: '.slack-modal',
        home: '.slack .home .blocks',
      },
    };
  }
  return {
    channel: (where) =>
      page
        .locator('.tm-places')
        .getByRole('button')
        .filter({ hasText: where === 'dm' ? 'Samråd' : where }),
    ...{ message: '.tm-message', thread: '.tm-thread', form: '.tm-dialog' },
  };
}

export type Camera = Awaited<ReturnType<typeof openCamera>>;

export async function openCamera(browser: Browser, stage: Stage, { folder, theme }: { folder: string; theme: Theme }) {
  const { platform, language } = stage;
  const page = await browser.newPage({ viewport: VIEW, colorScheme: theme });
  page.setDefaultTimeout(15_000);
  const room = roomOn(platform, page);
  const taken: string[] = [];

  /** As this person, in this place, a form before it or not; the page is opened anew, so that nothing of the last one is left. */
  async function look(who: string, where: string): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${stage.stack.sandbox.url}/#as=${who}`);
    if (platform === 'teams') await page.locator('.switch input').last().dispatchEvent('click');
    if (where === 'home')
      await page.locator('.places').getByRole('button', { name: 'Hjem', exact: true }).dispatchEvent('click');
    else await room.channel(where).first().dispatchEvent('click');
  }

  async function keep(name: string, shown: Locator, text = ''): Promise<void> {
    const file = fileOf(name, language);
    await shown.screenshot({ path: `${folder}/${file}.png`, animations: 'disabled' });
    if (text) await writeFile(`${folder}/${file}.txt`, `${text}\n`);
    taken.push(name);
  }

  /** The newest message with the words; `whole`: with the thread under it. */
  async function message(name: string, who: string, words: string, where: string, whole = false): Promise<void> {
    const hands = stage.hands(who);
    const { id } = await stage.eventually(() => hands.findCard(where, words), `«${words}» in ${where}`);
    await look(who, where);
    const shown = page.locator(whole ? room.thread : room.message, { hasText: words }).last();
    await shown.waitFor();
    await keep(name, shown, spoken(who, where, id));
  }

  /** The text that stands for the blocks, e.g. in a notification. */
  function spoken(who: string, where: string, id: string): string {
    const { messages = [] } = placeOf(stage.stack.sandbox[platform].view(who) as Shown, where) ?? {};
    const found = messages.find((one) => (one.ts ?? one.id) === id);
    return found?.text || (found?.card?.fallbackText ?? '');
  }

  async function form(name: string, who: string, where: string): Promise<void> {
    await look(who, where);
    const shown = page.locator(room.form);
    await shown.waitFor();
    await keep(name, shown);
  }

  async function home(name: string, who: string): Promise<void> {
    const hands = stage.stack.sandbox.slack.as(who);
    hands.openHome();
    await stage.settled();
    await stage.eventually(() => hands.home(), 'the home tab');
    await look(who, 'home');
    await page.waitForTimeout(300);
    await keep(name, page.locator(room.home ?? ''));
  }

  /** The menu behind the dots of the newest message with the words. */
  async function menu(name: string, who: string, words: string, where: string): Promise<void> {
    await look(who, where);
    const card = page.locator(room.message, { hasText: words }).last();
    await card.locator('.actions .dots').last().click();
    await keep(name, card.locator('[role=menu]').first());
  }

  return { message, form, home, menu, taken, close: () => page.close() };
}

export function fileOf(name: string, language: Language): string {
  return `${name}.${language}`;
}

interface Shown {
  channels?: { name: string; messages: Said[] }[];
  dm?: { messages: Said[] };
  places?: { where: string; messages: Said[] }[];
}
interface Said {
  ts?: string;
  id?: string;
  text?: string;
  card?: { fallbackText?: string };
}

function placeOf({ channels, dm, places }: Shown, where: string): { messages: Said[] } | undefined {
  if (places) return places.find((one) => one.where === where);
  return where === 'dm' ? dm : channels?.find(({ name }) => name === where);
}
