/** A browser for the tests that look at the page. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The program, or why there is none. */
export function findChromium(env: NodeJS.ProcessEnv): { path: string } | { missing: string } {
  if (env.CHROMIUM_PATH) {
    if (runs(env.CHROMIUM_PATH)) return { path: env.CHROMIUM_PATH };
    return { missing: `CHROMIUM_PATH is ${env.CHROMIUM_PATH}, which is not a program` };
  }
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const path = ['/usr/bin/chromium', ...onPath].find(runs);
  return path ? { path } : { missing: `no ${NAMES.join(', ')} on PATH; install one, or set CHROMIUM_PATH` };
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why the browser tests are left out, said aloud; null: they run. In CI a missing browser is a failure, never a skip. */
export function reasonToSkip(env: NodeJS.ProcessEnv): string | null {
  const found = findChromium(env);
  if ('path' in found) return null;
  if (env.CI) throw new Error(`browser tests cannot run: ${found.missing}`);
  return found.missing;
}

export async function openBrowser(env: NodeJS.ProcessEnv = process.env): Promise<Browser> {
  const found = findChromium(env);
  if ('missing' in found) throw new Error(found.missing);
  return await chromium.launch({ executablePath: found.path, args: ARGS });
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** What breaks WCAG 2.1 A or AA on the page as it stands: rule, and where. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: { type: 'tag', values: WCAG } });
  const found = (await page.evaluate(`axe.run(document, ${options})`)) as Result;
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

interface Result {
  violations: { id: string; nodes: { html: string }[] }[];
}
