import { afterEach, describe, expect, test } from 'vitest';
import { startWeb, type Web } from '../../adapters/web/index.ts';

const running: Web[] = [];
afterEach(async () => {
  for (const web of running.splice(0)) await web.close();
});

async function started(ready: () => Promise<boolean> = async () => true): Promise<Web> {
  const web = await startWeb({ host: '127.0.0.1', port: 0, ready });
  running.push(web);
  return web;
}

describe('the HTTP server', () => {
  test('is alive at once, and ready when all that will be mounted is', async () => {
    const web = await started();
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
    const early = await fetch(`${web.url}/readyz`);
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1']);
    web.open();
    expect((await fetch(`${web.url}/readyz`)).status).toBe(200);
  });

  test('tells a click that comes too early to come again, not that there is nobody', async () => {
    const web = await started();
    expect((await fetch(`${web.url}/slack/events`, { method: 'POST' })).status).toBe(503);
    web.mount('/slack/events', (_req, res) => res.writeHead(204).end());
    web.open();
    expect((await fetch(`${web.url}/slack/events`, { method: 'POST' })).status).toBe(204);
    expect((await fetch(`${web.url}/elsewhere`)).status).toBe(404);
  });

  test.each([
    ['does not answer', () => Promise.reject(new Error('away'))],
    ['says no', async () => false],
  ])('is not ready while the store %s', async (_how, ready) => {
    const web = await started(ready);
    web.open();
    expect((await fetch(`${web.url}/readyz`)).status).toBe(503);
  });
});
