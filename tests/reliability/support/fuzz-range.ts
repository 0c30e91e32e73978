/** The running bot as a target: real payloads to send at it, and a look at what came of them. */
import { expect } from 'vitest';
import { ConnectorFault } from '../../../adapters/teams/connector.ts';
import type { Commit, Identity, Platform } from '../../../bot/index.ts';
import { openSqliteStore } from '../../../store/sqlite/index.ts';
import { eventually } from '../../support/doings.ts';
import type { Logged } from '../../support/log.ts';
import { startRelay } from '../../support/relay.ts';
import { startStack } from '../../support/stack.ts';
import type { Bodies, Shot, Token } from './fuzz-bytes.ts';
import type { Doc } from './fuzz-odd.ts';
import { isFromPerson, renewed, type Somebody, sentBy, signed } from './fuzz-people.ts';
import { type Recorded, recordAll, SB } from './fuzz-recorded.ts';
import { differences, identityFaults, snapshotOf, watched } from './fuzz-store.ts';
import { createWire } from './fuzz-wire.ts';

/** `stranger`: has an account and is on no list. `unknown`: the platform knows no such account. `other`: has a seat in another group. */
export type Who = 'stranger' | 'unknown' | 'other' | 'self';

const STRANGER = { id: 'fremmed', name: 'Fremmed Fugl', email: 'fremmed.fugl@utenfor.example', locale: 'nb-NO' };
const UNKNOWN = {
  slack: 'U0UNKNOWN0',
  teams: { id: '29:unknown', aadObjectId: '00000000-0000-4000-8000-000000000000' },
};
/** Longer than it takes: a busy machine. */
const REST_WITHIN_MS = 60_000;
const SOON_MS = 10 * 60_000;
/** Anybody on the list may do these, whichever group they are in. */
const EVERYBODYS = ['comment', 'catch', 'absence'];

export interface Delivering {
  /** Once it has an id of its own. */
  change?: (doc: Doc) => Doc;
  /** How it may be answered; absent: as anything with a good signature or token may. */
  allowed?: number[];
}

export type Range = Awaited<ReturnType<typeof openRange>>;

export async function openRange() {
  const { store, added } = watched(await openSqliteStore({ file: ':memory:' }));
  const stack = await startStack({ store, accounts: (all) => [...all, { ...STRANGER, on: ['slack', 'teams'] }] });
  const { slack, teams } = stack.sandbox;
  const relay = await startRelay(stack.web.url);
  const wire = createWire(stack.web.url);
  await slack.connect({ requestUrl: `${relay.url}/slack/events` });
  await teams.connect({ messagingUrl: `${relay.url}/teams/messages`, announce: false });
  const recording = await recordAll(stack, relay);
  /** Those that a person sent. */
  const sent = recording.all.filter(isFromPerson);
  // What the clock plans for today comes now, and what is to be sent is sent.
  await stack.core.tick();
  await eventually(atRest, () => 'work is left after the recording', REST_WITHIN_MS);
  let before = await snapshotOf(store);
  const figures = { to: new Map<string, number>(), answers: new Map<number, number>(), good: 0 };
  const people = [...stack.demo.sandbox.people, { ...STRANGER, on: ['slack', 'teams'] as Platform[] }];
  const idOf = { slack: (id: string) => slack.ids.user(id), teams: (id: string) => teams.ids.user(id).id };
  let nonces = 0;

  /** Nor does a message wait that comes in the next minutes. */
  async function atRest(): Promise<boolean> {
    await stack.core.settle();
    const soon = new Date(Date.parse(stack.demo.clock()) + SOON_MS).toISOString();
    const { owed, cardsBehind, notices } = await store.backlog(soon);
    return Object.values(owed).every(({ count }) => count === 0) && cardsBehind === 0 && notices.count === 0;
  }

  function newNonce(): string {
    nonces += 1;
    return `f${nonces}z`;
  }

  async function fire(shot: Shot): Promise<void> {
    const ours = ['/slack/events', '/teams/messages'].includes(shot.path);
    oneMore(figures.to, ours ? shot.path : 'elsewhere');
    if (shot.good) figures.good += 1;
    const logged = stack.log.lines.length;
    const { status, body } = await wire.send(shot);
    oneMore(figures.answers, status);
    // By intent: what could not be looked up or stored just now is to come again.
    if (status === 500 && stack.log.lines.slice(logged).some(isPlatformAway)) return;
    if (!shot.allowed.includes(status)) throw new Error(`${status}, not ${shot.allowed}: ${body.slice(0, 300)}`);
    // A refusal has no words, neither ours nor an SDK's.
    if (ours && status >= 400) expect(body).toBe('');
  }

  /** Sends it under an id of its own, which stands in the id of all that it writes. */
  async function deliver(one: Recorded, { change = (doc) => doc, allowed }: Delivering = {}): Promise<string> {
    const nonce = newNonce();
    const { doc, ...more } = renewed(one, nonce);
    const { signingSecret: secret } = stack.demo.slack;
    const shot = signed({ ...more, doc: change(doc) }, { secret, authorization: recording.authorization });
    await fire({ ...shot, ...(allowed ? { allowed } : {}) });
    return nonce;
  }

  /** As above; nothing may come of it. */
  async function inVain(one: Recorded, how?: Delivering): Promise<void> {
    const nonce = await deliver(one, how);
    const written = added.filter(({ commandId }) => commandId.includes(nonce));
    expect(written.map(({ commandId, by }) => `${one.name}: ${commandId} by ${by}`)).toEqual([]);
  }

  /** The same from another account. */
  function from(one: Recorded, who: Who): Recorded {
    if (who === 'self') return one;
    const accounts = {
      stranger: () => ({ slack: slack.ids.user(STRANGER.id), teams: teams.ids.user(STRANGER.id) }),
      unknown: () => UNKNOWN,
      other: () => ({ slack: slack.ids.user(`${SB}.trondheim-2`), teams: teams.ids.user(`${SB}.trondheim-3`) }),
    } satisfies Record<string, () => Somebody>;
    return sentBy(one, accounts[who === 'other' && EVERYBODYS.includes(one.means) ? 'stranger' : who]());
  }

  /** Since it was asked last. Of all kinds: none added, none changed, none gone. Accounts may have come to be known, people's own. */
  async function nothingWritten(): Promise<void> {
    await stack.core.settle();
    const [earlier, now] = [before, await snapshotOf(store)];
    before = now;
    expect(differences(earlier, now)).toEqual([]);
    expect(identityFaults(earlier, now, emailOf)).toEqual([]);
  }

  /** Teams is asked about the account that its own id names. */
  function emailOf({ platform, user, ref }: Identity): string | undefined {
    const account = platform === 'teams' ? ref?.user : user;
    return people.find(({ id, on }) => on.includes(platform) && idOf[platform](id) === account)?.email.toLowerCase();
  }

  /** Whose payload it was. */
  function personOf({ platform, doc }: Recorded): string | undefined {
    const accounts = JSON.stringify([doc.user, doc.user_id, doc.event, doc.from]);
    return people.find(({ id, on }) => on.includes(platform) && accounts.includes(idOf[platform](id)))?.id;
  }

  /** Whole, as the platform sends them. */
  function bodiesOf(platform: Platform): Bodies {
    const text = (one: Recorded) => signed(one, { secret: '', authorization: '' }).body.toString('utf8');
    const all = sent.filter((one) => one.platform === platform);
    // A command that is cut may still be one, and means something from whoever sends it.
    const strangers = all.filter(({ packed }) => packed !== 'fields').map((one) => from(one, 'stranger'));
    return { theirs: all.map(text), strangers: strangers.map(text) };
  }

  /** No tokens, tokens for something else, and the good one. */
  async function tokens(): Promise<Token[]> {
    const twists = [
      ...[{ expiresIn: -3600 }, { wrongKey: true }, { issuer: 'https://issuer.example' }, { audience: 'another' }],
      { serviceUrl: 'https://elsewhere.example/' },
    ];
    const words = ['', 'Bearer', 'Bearer ', 'Bearer a.b.c', 'Basic YTpi', `Bearer ${'x'.repeat(9_000)}`, 'bearer null'];
    for (const twist of twists) await teams.deliver({ type: 'message', id: newNonce() }, twist);
    const twisted = relay.passed.slice(-twists.length).map(({ headers }) => headers.authorization ?? '');
    expect(new Set([...twisted, '']).size).toBe(twists.length + 1);
    const { authorization } = recording;
    const wrong = [...words, ...twisted, `${authorization}x`].map((one) => ({ authorization: one, good: false }));
    return [...wrong, { authorization, good: true }];
  }

  return {
    ...{ stack, recording, sent, fire, deliver, inVain, from, nothingWritten, personOf, bodiesOf, tokens },
    /** Every answer to these bytes is below 500. */
    async fireRaw(bytes: string): Promise<void> {
      oneMore(figures.to, 'raw');
      const statuses = await wire.sendRaw(Buffer.from(bytes, 'latin1'));
      oneMore(figures.answers, statuses.at(-1) ?? 0);
      expect(Math.max(0, ...statuses)).toBeLessThan(500);
    },
    /** What nothingWritten saw last, and the commits since then. */
    before: () => before,
    commits: (): Commit[] => added.filter(({ _id }) => !before.commits.has(_id)),
    figures(): string {
      const total = [...figures.to.values()].reduce((sum, n) => sum + n, 0);
      const places = `${total} requests (${listed(figures.to)})`;
      return `${places}, ${figures.good} with a good signature or token; answers: ${listed(figures.answers)}`;
    },
    async close(): Promise<void> {
      wire.close();
      await relay.close();
      await stack.close();
    },
  };
}

/** The platforms live in this process: on a busy machine they may not answer in time, which is no fault of the bot's. */
export function isPlatformAway({ fields }: Logged): boolean {
  const { error, err } = fields as { error?: string; err?: unknown };
  return error?.startsWith('WebAPIRequestError') || (err instanceof ConnectorFault && err.status === undefined);
}

function oneMore<K>(counts: Map<K, number>, name: K): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function listed(counts: Map<string | number, number>): string {
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([name, n]) => `${name === 0 ? 'hung up' : name} ${n}`).join(', ');
}
