/** Takes pictures of what a person sees on the sandbox's page, and writes down what is read aloud where cards are not shown. */
import type { Browser } from 'playwright-core';
import { type Look, openLens } from './lens.ts';
import type { Doing, Stage } from './stage.ts';

/** What is told in passing lies over it. */
const WITHOUT_TOLD = '.tm-notice { display: none }';

export type Camera = Awaited<ReturnType<typeof openCamera>>;

export async function openCamera(browser: Browser, stage: Stage, looks: Look[]) {
  const { platform } = stage;
  const { page, room, look, keep, newest, taken, close } = await openLens(browser, stage, looks);

  /** The newest message with the words; `whole`: with the thread under it. */
  async function message(name: string, who: string, words: string, where: string, whole = false): Promise<void> {
    const hands = stage.hands(who);
    const { id } = await stage.eventually(() => hands.findCard(where, words), `«${words}» in ${where}`);
    await stage.looksAt(who, where);
    await look(who, where);
    const text = spoken(who, where, id);
    await keep(name, newest(whole ? room.thread : room.message, words), { text, style: WITHOUT_TOLD });
  }

  /** What they are told of what they do, or have done last: in Teams on their own card until it is asked for anew, or in passing. */
  async function receipt(name: string, who: string, words: string, where: string, doing?: Doing): Promise<void> {
    const go = doing ? await stage.holds(who, doing, where) : undefined;
    if (platform === 'slack') await stage.eventually(() => stage.hands(who).findCard(where, words), `«${words}»`);
    await page.route('**/ui/act', (route) => route.abort());
    await look(who, where);
    await keep(name, newest(room.told, words));
    await page.unroute('**/ui/act');
    await go?.();
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
    // What Teams itself finds wrong is shown when the form is sent.
    if (stage.isStopped(who)) await shown.locator('.ac-pushButton.style-positive').last().click();
    await keep(name, shown);
  }

  /** Slack's alone: in Teams the list of what waits is a message in the chat. */
  async function home(name: string, who: string): Promise<void> {
    const hands = stage.stack.sandbox.slack.as(who);
    hands.openHome();
    await stage.settled();
    await stage.eventually(() => hands.home(), 'the home tab');
    await look(who, 'home');
    await page.waitForTimeout(300);
    await keep(name, page.locator(room.home));
  }

  /** The menu behind the dots of the newest message with the words. */
  async function menu(name: string, who: string, words: string, where: string): Promise<void> {
    await look(who, where);
    const shown = page.locator('[role=menu]').first();
    await keep(name, shown, {
      // It closes when the window changes, sooner or later.
      async ready() {
        await page.waitForTimeout(500);
        if (!(await shown.isVisible())) await newest(room.message, words).locator(room.dots).last().click();
      },
    });
  }

  return { message, receipt, form, home, menu, page, look, keep, taken, close };
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
