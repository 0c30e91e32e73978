import { Agent, get, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
    ['is away', () => Promise.reject(new Error('away'))],
    ['does not answer', () => new Promise<boolean>(() => {})],
    ['says no', async () => false],
  ])('is not ready while the store %s', async (_how, ready) => {
    const web = await started(ready);
    web.open();
    expect((await fetch(`${web.url}/readyz`)).status).toBe(503);
  });
});

describe('an HTTP server that is about to stop', () => {
  const agents: Agent[] = [];
  afterEach(() => {
    for (const agent of agents.splice(0)) agent.destroy();
  });

  /** A client that would rather keep its one connection. */
  function client(web: Web): (path: string) => Promise<IncomingMessage & { text: string }> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    agents.push(agent);
    return (path) =>
      new Promise((resolve, reject) => {
        get(`${web.url}${path}`, { agent }, async (answer) => {
          let text = '';
          for await (const part of answer) text += part;
          resolve(Object.assign(answer, { text }));
        }).once('error', reject);
      });
  }

  test('is not ready, and serves what comes all the same', async () => {
    const web = await started();
    web.mount('/slack/events', (_req, res) => res.writeHead(200).end('stored'));
    web.open();
    web.drain();
    const ready = await fetch(`${web.url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, 'stopping\n']);
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
    const served = await fetch(`${web.url}/slack/events`, { method: 'POST' });
    expect([served.status, await served.text()]).toEqual([200, 'stored']);
  });

  test('says that it stops, also when it had not become ready', async () => {
    const web = await started();
    web.drain();
    expect(await (await fetch(`${web.url}/readyz`)).text()).toBe('stopping\n');
  });

  test('sends a client that kept its connection elsewhere with the next answer', async () => {
    const web = await started();
    web.mount('/slack/events', (_req, res) => res.writeHead(200, { 'content-type': 'text/plain' }).end('stored'));
    web.open();
    const ask = client(web);
    const before = [await ask('/slack/events'), await ask('/healthz')];
    expect(before.map(({ headers }) => headers.connection)).toEqual(['keep-alive', 'keep-alive']);
    web.drain();
    const after = await ask('/slack/events');
    expect([after.text, after.headers.connection]).toEqual(['stored', 'close']);
    expect((await ask('/readyz')).headers.connection).toBe('close');
  });

  test('tells so also in the answer to a request that came before', async () => {
    const web = await started();
    let finish = () => {};
    const came = new Promise<void>((resolve) => {
      web.mount('/slack/events', (_req, res) => {
        finish = () => res.writeHead(200).end('stored');
        resolve();
      });
    });
    web.open();
    const asking = client(web)('/slack/events');
    await came;
    web.drain();
    finish();
    const { text, headers } = await asking;
    expect([text, headers.connection]).toEqual(['stored', 'close']);
  });

  describe('and closes', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
    afterEach(() => void vi.useRealTimers());

    /** A request that came before, and what answers it. */
    async function underWay() {
      const web = await started();
      let finish = () => {};
      const came = new Promise<void>((resolve) => {
        web.mount('/slack/events', (_req, res) => {
          finish = () => res.writeHead(200).end('stored');
          resolve();
        });
      });
      web.open();
      const answer = client(web)('/slack/events').then(
        ({ text }) => text,
        () => 'cut off',
      );
      await came;
      return { web, answer, finish };
    }

    test('lets what is under way be answered, for as long as Teams waits', async () => {
      const { web, answer, finish } = await underWay();
      const closed = web.close();
      await vi.advanceTimersByTimeAsync(4900);
      finish();
      expect(await answer).toBe('stored');
      await closed;
    });

    test('does not wait for ever', async () => {
      const { web, answer } = await underWay();
      const closed = web.close();
      await vi.advanceTimersByTimeAsync(5000);
      await closed;
      expect(await answer).toBe('cut off');
    });
  });
});
