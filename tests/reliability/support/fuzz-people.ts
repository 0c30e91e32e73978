/** Real payloads sent by other people, about other questions, and without what makes them what they are; signed as the platform signs. */
import { FORM, JSON_TYPE, type Shot, signature } from './fuzz-bytes.ts';
import { closed, type Doc, isDoc, type Json, parsed, textOf, valueAt, withValue } from './fuzz-odd.ts';
import type { Recorded } from './fuzz-recorded.ts';

/** An account, as each platform writes it. */
export interface Somebody {
  slack: string;
  teams: { id: string; aadObjectId: string };
}

const WHO = { slack: ['user/id', 'user_id', 'event/user'], teams: ['from/id'] } as const;

/** The same payload from another account; whole: all else stays. */
export function sentBy(one: Recorded, { slack, teams }: Somebody): Recorded {
  const swap = one.platform === 'slack' ? { 'user/id': slack, user_id: slack, 'event/user': slack } : swapped(teams);
  let { doc } = one;
  for (const [path, id] of Object.entries(swap)) if (valueAt(doc, path) !== undefined) doc = withValue(doc, path, id);
  return { ...one, doc };
}

function swapped({ id, aadObjectId }: Somebody['teams']): Record<string, string> {
  return { 'from/id': id, 'from/aadObjectId': aadObjectId };
}

/** Whether a person sent it: the platform's own notices and the bot's messages come from nobody else. */
export function isFromPerson({ platform, doc }: Recorded): boolean {
  return (
    WHO[platform].some((path) => typeof valueAt(doc, path) === 'string') && valueAt(doc, 'event/bot_id') === undefined
  );
}

const QUESTION = [
  'actions/0/value/@inside/1',
  'actions/0/selected_option/value/@inside/1',
  'view/private_metadata/@inside/a/@inside/1',
  'value/action/data/act/question',
  'value/data/act/question',
];

/** The question that an act is about. */
export function questionIn({ doc }: Recorded): string | undefined {
  return QUESTION.map((path) => valueAt(doc, path)).find((id) => typeof id === 'string');
}

/** About another question. */
export function about(one: Recorded, other: string): Recorded {
  const question = questionIn(one);
  if (question === undefined) return one;
  const doc = parsed(textOf(one.doc).replaceAll(question, other));
  return isDoc(doc) ? { ...one, doc } : one;
}

/** Said or picked where no card stands. */
export function elsewhere(one: Recorded): Recorded {
  const text = textOf(one.doc)
    .replaceAll(/"thread_ts":"[^"]*"/g, '"thread_ts":"1.0"')
    .replaceAll(/;messageid=\d+/g, ';messageid=1')
    .replaceAll(/"replyToId":"\d+"/g, '"replyToId":"1"');
  const doc = parsed(text);
  const alone = isDoc(doc) ? doc : one.doc;
  const at = one.platform === 'slack' ? 'message/ts' : 'value/messagePayload/id';
  return { ...one, doc: valueAt(alone, at) === undefined ? alone : withValue(alone, at, '1.1') };
}

/** A payload's own id is new each time: what was recorded is known, and would be taken for a repeat. */
const OWN_ID: Record<string, (nonce: string) => Json> = {
  'actions/0/action_ts': (nonce) => nonce,
  'view/id': (nonce) => `V${nonce}`,
  event_id: (nonce) => `Ev${nonce}`,
  trigger_id: (nonce) => nonce,
  action_ts: (nonce) => nonce,
};

export function renewed(one: Recorded, nonce: string): Recorded {
  if (one.platform === 'teams') return { ...one, doc: { ...one.doc, id: nonce } };
  let { doc } = one;
  for (const [path, id] of Object.entries(OWN_ID)) {
    if (valueAt(doc, path) !== undefined) doc = withValue(doc, path, id(nonce));
  }
  return { ...one, doc };
}

/** Without one of these, or with something else in its place, it says nothing: not who, not what, not about what. */
const ESSENTIAL: [RegExp, string[]][] = [
  [/^slack block_actions$/, ['user', 'user/id', 'actions', 'actions/0', 'actions/0/action_ts', 'actions/0/action_id']],
  [/^slack view_submission$/, ['user', 'user/id', 'view', 'view/id', 'view/callback_id', 'view/private_metadata']],
  [/^slack view_submission$/, ['view/private_metadata/@inside/a', 'view/title', 'view/blocks', 'view/state']],
  [/^slack view_submission$/, ['view/state/values', 'type']],
  [
    /^slack message_action$/,
    ['user', 'user/id', 'channel', 'channel/id', 'message', 'message/ts', 'action_ts', 'type'],
  ],
  [/^slack message_action$/, ['callback_id']],
  [/^slack event_callback$/, ['event_id', 'event', 'event/type', 'event/channel', 'event/user', 'event/text']],
  [/^teams/, ['type', 'id', 'channelId', 'serviceUrl', 'from', 'from/id', 'recipient', 'recipient/id']],
  [/^teams/, ['conversation', 'conversation/id']],
  [/^teams message$/, ['text']],
  [/^teams invoke$/, ['name', 'value']],
  [/^teams adaptiveCard/, ['value/action', 'value/action/data', 'value/action/data/act', 'value/action/data/act/do']],
  [/^teams adaptiveCard/, ['value/action/type', 'value/action/verb']],
  [/^teams task/, ['value/data', 'value/data/act', 'value/data/act/do']],
  [/^teams composeExtension/, ['value/commandId', 'value/messagePayload', 'value/messagePayload/id']],
];

/** Paths of what is essential and stands in this payload. A command is left out: in a form every field is some text. */
export function essentialIn({ platform, packed, doc }: Recorded): string[] {
  if (packed === 'fields') return [];
  const names = [doc.type, doc.name].filter((name) => typeof name === 'string').map((name) => `${platform} ${name}`);
  const paths = ESSENTIAL.flatMap(([kind, of]) => (names.some((name) => kind.test(name)) ? of : []));
  return paths.filter((path) => valueAt(doc, path) !== undefined);
}

/** Paths of what the person wrote. */
export function wordsIn({ doc }: Recorded): string[] {
  const inputs = valueAt(doc, 'view/state/values');
  const inModal = Object.entries(isDoc(inputs) ? inputs : {}).flatMap(([block, actions]) =>
    Object.keys(isDoc(actions) ? actions : {}).map((action) => `view/state/values/${block}/${action}/value`),
  );
  const data = valueAt(doc, 'value/data');
  const inDialog = Object.keys(isDoc(data) ? data : {}).filter((id) => id.startsWith('f_'));
  const paths = [...inModal, ...inDialog.map((id) => `value/data/${id}`), 'event/text', 'text'];
  return paths.filter((path) => typeof valueAt(doc, path) === 'string');
}

/** What can stand for none of them: each is some text, an object or a list. */
export const NOTHING: (Json | undefined)[] = [undefined, null, 7, true, '@raw:1e999'];

export interface Signing {
  secret: string;
  authorization: string;
}

/** As the platform sends it, with a good signature or token. */
export function signed(one: Recorded, { secret, authorization }: Signing): Shot {
  const doc = closed(one.doc);
  const body = Buffer.from(packed(one.packed, isDoc(doc) ? doc : {}));
  if (one.platform === 'teams') {
    const headers = { 'content-type': `${JSON_TYPE}; charset=utf-8`, authorization };
    // 501: the Bot Framework's own word for an invoke that no handler takes.
    const untaken = isDoc(doc) && doc.type === 'invoke' ? [501] : [];
    const allowed = [200, 400, 403, 413, ...untaken];
    return { method: 'POST', path: '/teams/messages', headers, body, allowed, good: true };
  }
  const at = String(Math.floor(Date.now() / 1000));
  const type = one.packed === 'json' ? JSON_TYPE : FORM;
  const headers = { 'content-type': type, ...signature('right', at, body, secret) };
  return { method: 'POST', path: '/slack/events', headers, body, allowed: [200, 400, 413], good: true };
}

/** A list is the same field again and again: with a long name, a few are enough. */
const MOST_TIMES = 5;

function packed(how: Recorded['packed'], doc: Doc): string {
  if (how === 'json') return textOf(doc);
  if (how === 'payload') return new URLSearchParams({ payload: textOf(doc) }).toString();
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(doc))
    for (const each of Array.isArray(value) ? value.slice(0, MOST_TIMES) : [value])
      fields.append(name, typeof each === 'string' ? each : textOf(each));
  return fields.toString();
}
