import { afterEach, beforeEach, expect, test } from 'vitest';
import { showCasePage } from '../../adapters/web/case-page.ts';
import { startWeb, type Web } from '../../adapters/web/index.ts';

let web: Web;
beforeEach(async () => {
  web = await startWeb({ host: '127.0.0.1', port: 0, ready: async () => true });
  web.mount('/sak/', showCasePage);
  web.open();
});
afterEach(() => web.close());

const get = (path: string, language: string) =>
  fetch(`${web.url}${path}`, { headers: { 'accept-language': language } });

test.each([
  ['nb-NO', 'nb', 'Sak HT-2027-014', '/samrad sak HT-2027-014'],
  ['nn-NO', 'nn', 'Sak HT-2027-014', 'Du må vere med'],
  ['en-GB', 'en', 'Question HT-2027-014', '/samrad case HT-2027-014'],
])('tells in %s how a question is read in chat', async (accepts, lang, title, words) => {
  const page = await get('/sak/HT-2027-014?x=1', accepts);
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).toContain(`<html lang="${lang}">`);
  expect(html).toContain(`<h1>${title}</h1>`);
  expect(html).toContain(words);
});

test('takes the letters that numbers are made of', async () => {
  expect(await (await get('/sak/%C3%86%C3%98-2027-001', 'nb')).text()).toContain('Sak ÆØ-2027-001');
});

test.each(['/sak/', '/sak/%3Cscript%3E', '/sak/%E0%A4', `/sak/${'x'.repeat(61)}`, '/sak/a b'])(
  'has nothing at %s',
  async (path) => {
    const page = await get(path, 'nb');
    expect(page.status).toBe(404);
    expect(await page.text()).not.toContain('script>');
  },
);

test('is not asked about what lies elsewhere', async () => {
  expect((await get('/sak', 'nb')).status).toBe(404);
  expect(await (await get('/sak/HT-1/mer', 'nb')).text()).toBe('not found\n');
});
