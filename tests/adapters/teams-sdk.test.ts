/** What each SDK has to do behind `Sdk`, without our own guard and token check before it. */
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runsTeamsApps } from '../../adapters/cli/config.ts';
import type { Activity } from '../../adapters/teams/activity.ts';
import { ConnectorFault } from '../../adapters/teams/connector.ts';
import { MESSAGE_ACTIVITIES } from '../../adapters/teams/on-message.ts';
import { PLACE_ACTIVITIES } from '../../adapters/teams/on-place.ts';
import { type Answer, createSdk, type Handlers, type Sdk } from '../../adapters/teams/sdk.ts';
import { createWatch, NO_METER, type Watch } from '../../bot/index.ts';
import type { SandboxPerson } from '../../sandbox/types.ts';
import { TEAMS_SDK } from '../support/teams-sdk.ts';
import { configFor, listen, startSandbox } from './teams-world.ts';

const canRun = TEAMS_SDK !== 'teams-apps' || runsTeamsApps(process.versions.node);
const SEND_WITHIN_MS = 1_000;
/** One more than a page. */
const PEOPLE = Array.from({ length: 501 }, (_, at): SandboxPerson => {
  const id = `p${at}`;
  return { id, name: `Person ${at}`, email: `${id}@sandkasse.example`, on: ['teams'], locale: 'nb-NO' };
});

describe.skipIf(!canRun)(`${TEAMS_SDK} behind the seam`, () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let server: Awaited<ReturnType<typeof listen>>;
  let sdk: Sdk;
  let heard: { activity: Activity; watch: Watch }[];
  let given: { text: string; watch: Watch }[];
  let makeWatch: () => Watch;
  let faults: unknown[];
  let answer: Handlers['onActivity'];

  async function start(): Promise<void> {
    sandbox = await startSandbox({}, PEOPLE);
    sdk = await createSdk(
      { ...configFor(sandbox.baseUrl), sendTimeoutMs: SEND_WITHIN_MS },
      {
        onActivity(activity, watch) {
          heard.push({ activity, watch });
          return answer(activity, watch);
        },
        onFault: (_activity, error) => faults.push(error),
      },
    );
    server = await listen(async (req, res) => {
      const activity = (await json(req)) as Activity;
      const watch = makeWatch();
      given.push({ text: activity.text ?? '', watch });
      const received = sdk.receive(activity, req.headers.authorization ?? '', watch);
      const { status, body } = await received.catch((): Answer => ({ status: 599 }));
      res.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body));
    });
    await sandbox.teams.connect({ messagingUrl: server.url, announce: false });
  }

  beforeEach(async () => {
    heard = [];
    given = [];
    makeWatch = () => createWatch(NO_METER, 'teams');
    faults = [];
    answer = async () => undefined;
    await start();
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await server.close();
    await sandbox.close();
  });

  function activity(changes: Record<string, unknown> = {}) {
    const user = sandbox.teams.ids.user('p0');
    return {
      type: 'message',
      id: '1700000000001',
      channelId: 'msteams',
      serviceUrl: sandbox.teams.ids.serviceUrl(),
      text: 'hjelp',
      from: { id: user.id, aadObjectId: user.aadObjectId },
      recipient: { id: sandbox.teams.ids.bot, name: 'Samråd' },
      conversation: { id: user.chat, conversationType: 'personal', tenantId: 'tenant-1' },
      ...changes,
    };
  }
  const invoke = (name: string, value: unknown = {}) => activity({ type: 'invoke', name, value, text: undefined });
  const service = () => sandbox.teams.ids.serviceUrl();
  const channel = () => sandbox.teams.ids.channel('legemidler').id;

  async function fault(call: Promise<unknown>): Promise<ConnectorFault> {
    const error = await call.then(
      () => 'it went well',
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ConnectorFault);
    return error as ConnectorFault;
  }

  test('hands on the activity as it came, with the watch of its own request', async () => {
    const texts = ['en', 'to', 'tre'];
    const make = (text: string) => JSON.parse(JSON.stringify(activity({ text, ours: { kept: [text] } })));
    await Promise.all(texts.map((text) => sandbox.teams.deliver(make(text))));
    for (const text of texts) {
      const one = heard.find(({ activity }) => activity.text === text);
      expect(one?.activity).toMatchObject(make(text));
      expect(one?.watch).toBe(given.find((request) => request.text === text)?.watch);
    }
    expect(heard).toHaveLength(texts.length);
    expect(faults).toEqual([]);
  });

  test.each([
    ['adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'samrad', data: {} } }],
    ['task/fetch', { data: {} }],
    ['task/submit', { data: {} }],
    ['composeExtension/fetchTask', { commandId: 'x' }],
    ['composeExtension/submitAction', { commandId: 'x', data: {} }],
    ['composeExtension/query', { commandId: 'x', parameters: [] }],
  ])('gives what we answer to %s as it is', async (name, value) => {
    answer = async () => ({ status: 418, body: { statusCode: 200, of: name } });
    expect(await sandbox.teams.deliver(invoke(name, value))).toMatchObject({
      status: 418,
      body: { statusCode: 200, of: name },
    });
  });

  test.each([
    ['a card of somebody else’s', 'adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'other' } }],
    ['a sign-in', 'signin/tokenExchange', { id: 'x', connectionName: 'graph', token: 'x' }],
    ['a sign-in’s end', 'signin/verifyState', { state: '123' }],
    ['a failed sign-in', 'signin/failure', { code: 'x', message: 'x' }],
    ['a link’s preview', 'composeExtension/queryLink', { url: 'https://x.example' }],
  ])('answers 501 to %s, and calls nobody', async (_what, name, value) => {
    expect((await sandbox.teams.deliver(invoke(name, value))).status).toBe(501);
    expect(heard).toEqual([]);
    expect(sandbox.teams.requests).toEqual([]);
  });

  test.each([...MESSAGE_ACTIVITIES, ...PLACE_ACTIVITIES])('hears of %s', async (type) => {
    expect((await sandbox.teams.deliver(activity({ type }))).status).toBe(200);
    expect(heard.map(({ activity }) => activity.type)).toEqual([type]);
  });

  test.each([null, 7, 'x', [], { action: null }, { data: null }])(
    'is not upset by what an invoke carries: %j',
    async (value) => {
      answer = async () => ({ status: 418 });
      for (const name of ['task/fetch', 'task/submit', 'composeExtension/submitAction', 'composeExtension/query'])
        expect((await sandbox.teams.deliver(invoke(name, value))).status).toBe(418);
      expect(heard.map(({ activity }) => activity.value)).toEqual([value, value, value, value]);
    },
  );

  test('takes what nobody listens for and leaves it', async () => {
    expect((await sandbox.teams.deliver(activity({ type: 'messageReaction', text: undefined }))).status).toBe(200);
    expect(heard).toEqual([]);
  });

  test.each([
    ['a key that is not in the key set', { wrongKey: true }],
    ['another audience', { audience: 'another-app' }],
    ['another issuer', { issuer: 'https://evil.example' }],
    ['an expired token', { expiresIn: -600 }],
    ['another service address', { serviceUrl: 'http://evil.example/' }],
  ])('refuses %s by itself, whatever the environment says', async (_what, twist) => {
    vi.stubEnv('DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS', 'true');
    vi.stubEnv('CLIENT_ID', 'another-app');
    await server.close();
    await sandbox.close();
    await start();
    expect((await sandbox.teams.deliver(activity(), twist)).status).toBeGreaterThanOrEqual(401);
    expect(heard).toEqual([]);
    expect((await sandbox.teams.deliver(activity())).status).toBe(200);
  });

  test('believes and signs in as configured, whatever the environment says', async () => {
    const others = {
      CLIENT_ID: 'x',
      CLIENT_SECRET: 'x',
      TENANT_ID: 'x',
      CLOUD: 'China',
      SERVICE_URL: 'http://x.invalid',
    };
    for (const [name, value] of Object.entries(others)) vi.stubEnv(name, value);
    await server.close();
    await sandbox.close();
    await start();
    await sandbox.teams.deliver(activity());
    expect(heard).toHaveLength(1);
    const id = await sdk.connector.send(service(), channel(), { type: 'message', text: 'Hei' });
    expect(sandbox.teams.as('p0').messages('legemidler')).toMatchObject([{ id, text: 'Hei' }]);
  });

  test.each([
    ['an invoke', () => invoke('task/fetch', { data: {} }), 500],
    ['a message', () => activity(), 200],
  ])('tells of our own fault at %s, and of the turn’s', async (_what, make, status) => {
    const broken = new Error('database away');
    answer = () => Promise.reject(broken);
    const failed = vi.fn();
    makeWatch = () => ({ ...createWatch(NO_METER, 'teams'), failed });
    expect((await sandbox.teams.deliver(make())).status).toBe(status);
    expect(faults).toEqual([broken]);
    expect(failed).toHaveBeenCalledOnce();
  });

  test('gives all members, page by page', async () => {
    const first = await sdk.connector.members(service(), channel());
    expect(first.members).toHaveLength(500);
    const second = await sdk.connector.members(service(), channel(), first.next);
    expect(second.next).toBeUndefined();
    const emails = [...first.members, ...second.members].map(({ email }) => email);
    expect(new Set(emails)).toEqual(new Set(PEOPLE.map(({ email }) => email)));
    const user = sandbox.teams.ids.user('p7');
    const member = { id: user.id, aadObjectId: user.aadObjectId, email: 'p7@sandkasse.example' };
    expect(await sdk.connector.member(service(), channel(), user.id)).toEqual(member);
  });

  test.each(['a:1/../../v3/teams/x', 'a:1?x=y', 'a:1#z', 'a:%2e%2e/b', '19:å ø@thread.tacv2;messageid=1'])(
    'an id stays one part of the path: %s',
    async (odd) => {
      const { connector } = sdk;
      const calls = [
        [() => connector.send(service(), odd, {}), `/v3/conversations/${odd}/activities`],
        [() => connector.update(service(), odd, odd, {}), `/v3/conversations/${odd}/activities/${odd}`],
        [() => connector.remove(service(), odd, odd), `/v3/conversations/${odd}/activities/${odd}`],
        [() => connector.member(service(), odd, odd), `/v3/conversations/${odd}/members/${odd}`],
        [() => connector.members(service(), odd), `/v3/conversations/${odd}/pagedmembers`],
      ] as const;
      for (const [call] of calls) expect((await fault(call())).status).toBe(404);
      const asked = sandbox.teams.requests.map(({ path }) => path);
      expect(asked).toEqual(calls.map(([, path]) => path));
    },
  );

  test('a fault tells the status and how long to wait, asks once, and holds no token', async () => {
    const { connector } = sdk;
    await connector.send(service(), channel(), { type: 'message', text: 'Hei' });
    sandbox.teams.fault({ kind: 'status', status: 429, retryAfter: 7 });
    const busy = await fault(connector.send(service(), channel(), { type: 'message', text: 'Hei' }));
    expect(busy).toMatchObject({ status: 429, retryAfterMs: 7000 });
    sandbox.teams.fault({ kind: 'drop' });
    const dropped = await fault(connector.send(service(), channel(), { type: 'message', text: 'Hei' }));
    expect(dropped).toMatchObject({ status: undefined, retryAfterMs: null });
    expect(sandbox.teams.requests).toHaveLength(3);
    for (const one of [busy, dropped])
      expect(inspect(one, { depth: 20, showHidden: true })).not.toMatch(/bearer|ey[JK]/i);
  });

  test('a login that says no is a fault without a status, and the next call signs in anew', async () => {
    sandbox.teams.fault({ kind: 'status', status: 503, match: 'login' });
    const { connector } = sdk;
    const post = () => connector.send(service(), channel(), { type: 'message', text: 'Hei' });
    expect(await fault(post())).toMatchObject({ status: undefined });
    expect(sandbox.teams.requests).toEqual([]);
    await post();
    expect(sandbox.teams.requests).toHaveLength(1);
  });

  test('a login that is slow does not lengthen a call, and what is ready too late is not sent', async () => {
    sandbox.teams.fault({ kind: 'delay', ms: 1.5 * SEND_WITHIN_MS, match: 'login' });
    const began = performance.now();
    expect(await fault(sdk.connector.send(service(), channel(), { type: 'message', text: 'Hei' }))).toMatchObject({
      status: undefined,
    });
    expect(performance.now() - began).toBeLessThan(1.4 * SEND_WITHIN_MS);
    await wait(SEND_WITHIN_MS);
    expect(sandbox.teams.requests).toEqual([]);
  });
});
