import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, sendPage } from '../../adapters/slack/oauth/page.ts';
import { axeFaults, openBrowser, reasonToSkip } from '../support/chromium.ts';

const skipped = reasonToSkip(process.env);
if (skipped) console.warn(`SKIPPED, the pages of an installation are not looked at: ${skipped}`);

describe.skipIf(skipped)('the page at the end of an installation, in a browser', () => {
  const server = createServer((req, res) => {
    sendPage(res, new URL(req.url ?? '/', 'http://x').pathname.slice(1) as Outcome, req.headers['accept-language']);
  });
  let browser: Browser;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  test.each<[Outcome, string]>([
    ['done', 'Samråd er lagt til'],
    ['stale', 'Samråd ble ikke lagt til'],
    ['stranger', 'Samråd ble ikke lagt til'],
  ])('%s: can be read by everybody, also aloud', async (outcome, heading) => {
    const page = await browser.newPage({ locale: 'nb-NO' });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${outcome}`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading);
    expect(await page.getByRole('link', { name: 'Prøv igjen' }).count()).toBe(outcome === 'done' ? 0 : 1);
    expect(await axeFaults(page)).toEqual([]);
    await page.close();
  });
});
