/** What no platform should send, and how a payload is bent out of shape. */
import fc from 'fast-check';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Doc = { [key: string]: Json };

/** Stand in the text for what JSON.stringify would not write, and a report could not show. */
const UNWRITABLE = {
  ...{ '@raw:1e999': '1e999', '@raw:-1e999': '-1e999', '@raw:NaN': 'NaN', '@raw:-0': '-0' },
  ...Object.fromEntries([20, 40, 200, 5_000].map((deep) => [`@nested:${deep}`, '['.repeat(deep) + ']'.repeat(deep)])),
};

export function textOf(doc: Json): string {
  let text = JSON.stringify(doc);
  for (const [mark, number] of Object.entries(UNWRITABLE)) text = text.replaceAll(`"${mark}"`, number);
  return text;
}

/** Words that mean something to Slack, to Teams, to us, or to a language that reads too much into a string. */
const WORDS = [
  ...['block_actions', 'view_submission', 'view_closed', 'block_suggestion', 'shortcut', 'message_action'],
  ...['event_callback', 'url_verification', 'app_rate_limited', 'message', 'app_mention', 'app_home_opened'],
  ...[
    'app_uninstalled',
    'message_changed',
    'bot_message',
    'invoke',
    'event',
    'conversationUpdate',
    'endOfConversation',
  ],
  ...['adaptiveCard/action', 'task/fetch', 'task/submit', 'composeExtension/fetchTask', 'composeExtension/query'],
  ...['composeExtension/submitAction', 'signin/verifyState', 'signin/tokenExchange', 'fileConsent/invoke'],
  ...['handoff/action', 'message/submitAction', 'config/fetch', 'Action.Execute', 'Action.Submit', 'expectReplies'],
  ...['support', 'objection', 'amend', 'maintain', 'withdraw', 'withdraw-objection', 'decide', 'send-back', 'prefer'],
  ...[
    'flag-mandate',
    'confirm-mandate',
    'recuse',
    'details',
    'ask',
    'deviate',
    'add-action',
    'report-action',
    'verify',
  ],
  ...['pass-gate', 'review-deviation', 'answer-vendor', 'unknown', 'unheard-of', 'propose-term'],
  ...['remind', 'call-substitutes', 'notify-expert'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then'],
];

const STRINGS = [
  ...['', ' ', '\n', '\u0000', 'a\u0000b', '\ud800', 'x\udfff\ud800y', '\ufeff', '\u202e', '\u200b'],
  ...['$&', "$`$'$&$&", '$1', '<at id="0">', '<@U1>', '<!channel>', '{{DATE(1)}}', '&lt;script&gt;', '<b>'],
  ...['%', '%E0%A4%A', '+', '..', '../../etc/passwd', ';', ';messageid=', 'a:b:c', "'; DROP TABLE commits; --"],
  ...['{"$ne":null}', '[]', '{}', 'null', 'true', '0', '-1', '1e999', 'NaN', '9007199254740993', '2027-13-45'],
  ...['["support"]', '["support",null,null,null,null,null]', '[null]', '{"a":"[]"}', '15869510073', 'U000000000', 'D1'],
  'x'.repeat(3_000),
  'x'.repeat(70_000),
  '🙂'.repeat(9_000),
  '('.repeat(2_000),
  'a,'.repeat(5_000),
];

export const oddString = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...STRINGS) },
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

const POLLUTED = ['{"__proto__":{"id":"U1","isAdmin":true}}', '{"constructor":{"prototype":{"id":"U1"}}}'];

export const oddValue: fc.Arbitrary<Json> = fc.oneof(
  oddString,
  fc.constantFrom<Json>(...[null, true, false, 0, -1, 1.5, -0.5, 2 ** 53, 1e21, 5e-324]),
  fc.constantFrom<Json>(...Object.keys(UNWRITABLE)),
  fc.constantFrom<Json>([], {}, [null], [[]], { id: null }, { id: '' }, { id: 7 }, { $gt: '' }, { length: 1e9 }),
  fc.constantFrom(...POLLUTED).map((text): Json => JSON.parse(text)),
  fc.constantFrom(100, 3_000).map((n): Json => Array.from({ length: n }, () => 'U1')),
);

/** One change of a payload. `at` picks the place, whichever payload it is. */
export type Bend = { at: number } & (
  | { how: 'leave out' | 'twice' | 'turn around' }
  | { how: 'put'; value: Json }
  | { how: 'add'; key: string; value: Json }
);

const at = fc.nat(100_000);
export const bend: fc.Arbitrary<Bend> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ at, how: fc.constantFrom('leave out' as const) }) },
  { weight: 1, arbitrary: fc.record({ at, how: fc.constantFrom('twice' as const, 'turn around' as const) }) },
  { weight: 6, arbitrary: fc.record({ at, how: fc.constant('put' as const), value: oddValue }) },
  { weight: 1, arbitrary: fc.record({ at, how: fc.constant('add' as const), key: oddString, value: oddValue }) },
);

/** JSON inside a string (an action's value, a form's memory) is opened, so that it can be bent too. */
const INSIDE = '@inside';

export function opened(json: Json): Json {
  if (typeof json === 'string') {
    const inside = /^[[{]/.test(json) ? parsed(json) : undefined;
    return inside === undefined ? json : { [INSIDE]: opened(inside) };
  }
  return mapped(json, opened);
}

export function closed(json: Json): Json {
  if (isDoc(json) && INSIDE in json && Object.keys(json).length === 1) return textOf(closed(json[INSIDE] ?? null));
  return mapped(json, closed);
}

/** A copy of an opened payload with these changes. */
export function bent(doc: Doc, bends: Bend[]): Doc {
  const copy = structuredClone(doc);
  for (const one of bends) {
    const places = placesIn(copy);
    const place = places[one.at % Math.max(places.length, 1)];
    if (place) change(place, one);
  }
  return copy;
}

type Place = { holder: Json[] | Doc; key: string | number };

/** Every value in it, with where it stands. */
function placesIn(json: Json): Place[] {
  const places: Place[] = [];
  const look = (holder: Json): void => {
    if (typeof holder !== 'object' || holder === null) return;
    const keys = Array.isArray(holder) ? [...holder.keys()] : Object.keys(holder);
    for (const key of keys) {
      places.push({ holder, key });
      look((holder as Doc)[key] ?? null);
    }
  };
  look(json);
  return places;
}

function change({ holder, key }: Place, one: Bend): void {
  const set = (to: Doc | Json[], name: string | number, value: Json) =>
    Object.defineProperty(to, name, { value, enumerable: true, configurable: true, writable: true });
  const now = (holder as Doc)[key] ?? null;
  switch (one.how) {
    case 'leave out':
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      return;
    case 'twice':
      return void set(holder, key, Array.isArray(now) ? [...now, ...now] : [now, now]);
    case 'turn around':
      return void set(holder, key, Array.isArray(now) ? now.toReversed() : { value: now });
    case 'put':
      return void set(holder, key, structuredClone(one.value));
    case 'add':
      return void set(isDoc(now) ? now : holder, Array.isArray(holder) ? holder.length : one.key, one.value);
  }
}

/** The value at a path such as actions/0/value/@inside/1; undefined: nothing stands there. */
export function valueAt(doc: Doc, path: string): Json | undefined {
  let json: Json | undefined = doc;
  for (const key of path.split('/')) json = typeof json === 'object' && json !== null ? (json as Doc)[key] : undefined;
  return json;
}

/** A copy with another value there; undefined: without it. */
export function withValue(doc: Doc, path: string, value: Json | undefined): Doc {
  const copy = structuredClone(doc);
  const [last = '', ...before] = path.split('/').reverse();
  const holder = before.length === 0 ? copy : valueAt(copy, before.reverse().join('/'));
  if (typeof holder !== 'object' || holder === null) return copy;
  if (value !== undefined) (holder as Doc)[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}

/** Every string in it. */
export function stringsIn(json: Json): string[] {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(stringsIn) : [];
}

export function isDoc(json: Json | undefined): json is Doc {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function mapped(json: Json, each: (one: Json) => Json): Json {
  if (Array.isArray(json)) return json.map(each);
  if (!isDoc(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, each(value)]));
}
