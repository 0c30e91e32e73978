/** What cards and messages are sent with, around a platform that answers as a test says. */
import { createBudget } from '../../bot/budget.ts';
import {
  type DeliveryFault,
  type Lane,
  type MessageRef,
  type Messenger,
  NO_METER,
  NotDelivered,
  type Place,
  type Platform,
} from '../../bot/index.ts';
import { createPool } from '../../bot/pool.ts';
import { NOON } from '../contracts/store-fixtures.ts';
import { recordingLog } from './log.ts';

interface Call {
  what: 'update' | 'post' | 'find';
  key: string;
  to: string;
}

/** A platform of one lane per place; `faults` are thrown one after the other, null lets a call through. */
export function fakePlatform(platform: Platform = 'slack') {
  const calls: Call[] = [];
  const posted = new Map<string, MessageRef>();
  const faults: (DeliveryFault | null)[] = [];
  const limits: Lane['limits'] = [];

  function call(what: Call['what'], key: string, to: string): void {
    calls.push({ what, key, to });
    const fault = faults.shift();
    if (fault) throw new NotDelivered(fault, fault.kind);
  }
  function post(key: string, to: string): MessageRef {
    call('post', key, to);
    const message = { ts: `${posted.size + 1}` };
    posted.set(key, message);
    return message;
  }

  const messenger: Messenger = {
    platform,
    lanes: (to) => [{ key: `${platform} ${'card' in to ? 'card' : placeName(to)}`, limits }],
    postCard: async (channel, _view, key) => post(key, channel.channel),
    post: async (place, _view, key) => post(key, placeName(place)),
    find: async (_what, place, key) => {
      call('find', key, placeName(place));
      return posted.get(key) ?? null;
    },
    updateCard: async (message) => call('update', String(message.ts), ''),
    updateNotice: async (message) => call('update', String(message.ts), ''),
    messageKey: ({ ts }) => String(ts),
    accountOf: async () => null,
  };
  return { messenger, calls, posted, faults, limits };
}

function placeName(place: Place): string {
  if ('person' in place) return place.person.user;
  return place.under ? `${place.channel.channel} under ${place.under.ts}` : place.channel.channel;
}

/** A clock that tests move, and a replica that leads. */
export function sendingDeps(messengers: Partial<Record<Platform, Messenger>>) {
  let now = NOON;
  const pool = createPool(40, () => {});
  const deps = {
    messengers,
    budget: createBudget(),
    leader: { lead: async () => true, resign: async () => {} },
    pool,
    meter: NO_METER,
    clock: () => now,
    worker: 'w',
    log: recordingLog(),
  };
  return {
    deps,
    move(seconds: number): void {
      now = new Date(Date.parse(now) + seconds * 1_000).toISOString();
    },
  };
}
