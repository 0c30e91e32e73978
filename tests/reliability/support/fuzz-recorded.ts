/** Real payloads: what both platforms sent when people pressed, filled in, commanded, commented and picked. */
import fc from 'fast-check';
import type { Platform } from '../../../bot/index.ts';
import {
  askFields,
  asks,
  beginAsking,
  type Doing,
  does,
  entry,
  eventually,
  m,
  objectionFields,
} from '../../support/doings.ts';
import type { Passed, Relay } from '../../support/relay.ts';
import type { Stack } from '../../support/stack.ts';
import { type Doc, isDoc, type Json, opened, parsed, valueAt } from './fuzz-odd.ts';

/**
 * What it would write for somebody with the right to it. `vote` and `steer`: on a question, by a member or by who looks after it.
 * `comment` and `catch`: anybody on the list may. `look`: nothing.
 */
export type Means = 'vote' | 'steer' | 'comment' | 'catch' | 'ask' | 'absence' | 'link' | 'look';

export interface Recorded {
  platform: Platform;
  means: Means;
  /** What kind of payload, for a report. */
  name: string;
  /** How Slack packs it: JSON in a form's `payload`, a form's fields, or JSON. */
  packed: 'payload' | 'fields' | 'json';
  /** With the JSON inside strings opened. */
  doc: Doc;
  /** A whole payload is too much to read when one fails. */
  [fc.toStringMethod]?: () => string;
}

export interface Recording {
  all: Recorded[];
  /** Open. Who voted in the recording has changed their mind since: the same vote again would be written. */
  question: string;
  /** Withdrawn. */
  closed: string;
  /** Open, and of another group. */
  foreign: string;
  /** Good for all that Teams sends. */
  authorization: string;
}

export const HT = 'hjemmetjenester';
export const SB = 'saksbehandling';
export const TITLE = 'Hvem har nøkkelen?';
const BODY = 'felles-beslutningsgruppe';
const BOT = '@Samråd';
/** Of one kind, this many are enough. */
const OF_A_KIND = 4;

const PLACES = {
  slack: {
    expert: `${HT}.trondheim-1`,
    members: ['trondheim-3', 'trondheim-5', 'trondheim-7', 'trondheim-9'],
    group: HT,
  },
  teams: {
    expert: `${SB}.trondheim-1`,
    members: ['trondheim-2', 'trondheim-6', 'trondheim-8', 'trondheim-10'],
    group: SB,
  },
} as const;
const PLATFORMS = ['slack', 'teams'] as const;

/** The relay must stand between both platforms and the bot. */
export async function recordAll(stack: Stack, relay: Relay): Promise<Recording> {
  const { slack, teams } = stack.sandbox;
  const all: Recorded[] = [];

  const on = (platform: Platform, who: string, where = who.split('.')[0] ?? '') => ({ who, platform, where });
  const expertIn = (platform: Platform) => on(platform, PLACES[platform].expert);

  /** All that goes through meanwhile is of this kind. */
  async function record(means: Means, doing: () => Promise<unknown>): Promise<void> {
    const before = relay.passed.length;
    await doing();
    await slack.idle();
    await stack.core.settle();
    all.push(...relay.passed.slice(before).flatMap((passed) => recorded(means, passed)));
  }

  async function closeForms(platform: Platform, who: string): Promise<void> {
    if (platform === 'teams') return teams.as(who).closeDialog();
    while (slack.as(who).modal()) await slack.as(who).close();
  }

  /** It comes after the tap's answer. */
  async function formOpens(who: string): Promise<void> {
    await eventually(
      () => slack.as(who).form() !== undefined,
      () => 'no form opened',
    );
  }

  async function votes(platform: Platform): Promise<void> {
    const [one, two, three] = PLACES[platform].members.map((seat) => on(platform, `${HT}.${seat}`));
    if (!one || !two || !three) return;
    const f = m.form.reservation;
    await record('vote', () => does(stack, one, { card: TITLE, press: m.button.support }));
    await record('look', () => does(stack, one, { card: TITLE, press: m.button.details }));
    if (platform === 'slack') await formOpens(one.who);
    await closeForms(platform, one.who);
    await record('vote', () =>
      does(stack, two, { card: TITLE, press: m.button.reservation, fill: { [f.text]: 'Om natta' } }),
    );
    const objection = { card: TITLE, press: m.button.objection, fill: objectionFields(`Ingen nøkkel i ${platform}`) };
    await record('vote', () => does(stack, three, objection));
    for (const person of [one, two, three]) await does(stack, person, { card: TITLE, press: m.button.abstain });
  }

  async function talk(platform: Platform): Promise<void> {
    const [, , , seat = ''] = PLACES[platform].members;
    const person = on(platform, `${HT}.${seat}`);
    const say = (words: string) => (platform === 'slack' ? `/samrad ${words}` : `${BOT} ${words}`);
    const looks: Doing[] = ['mine', 'status', 'hjelp', 'sak HT-2027-001', 'tiltak', 'begrep avvik', 'brusautomat'].map(
      (words) => ({ say: say(words) }),
    );
    for (const look of [...looks, { say: `${BOT} status` }]) await record('look', () => does(stack, person, look));
    await record('look', () => does(stack, { ...person, where: 'dm' }, { say: 'mine' }));
    await record('look', () => does(stack, person, { say: 'God morgen, alle sammen.' }));
    const words = `Vi prøver i ${platform}.`;
    await record('comment', () => does(stack, person, { card: TITLE, say: words }));
    await record('catch', () => picks(platform, person.who, words));
    await record('absence', () => declares(platform, person.who, say('vara')));
    const coordinator = on(platform, `${HT}.coordinator-1`);
    await record('link', () => does(stack, coordinator, { say: say('koble Hjemmetjenester') }));
  }

  /** Picked in the message's menu. */
  async function picks(platform: Platform, who: string, text: string): Promise<void> {
    const message = platform === 'slack' ? said(slack.as(who).messages(HT)) : said(teams.as(who).messages(HT));
    if (platform === 'slack') await slack.as(who).shortcut('Tidstyv', HT, message);
    else await teams.as(who).openCommand(HT, 'catchTimeThief', message);

    function said(messages: { ts?: string; id?: string; text: string }[]): string {
      const found = messages.findLast((one) => one.text.includes(text));
      return found?.ts ?? found?.id ?? '';
    }
  }

  async function declares(platform: Platform, who: string, say: string): Promise<void> {
    const { title, from, to } = m.asking.absence;
    await does(stack, on(platform, who), { say });
    if (platform === 'teams') await does(stack, on(platform, who), { card: title, press: title });
    await does(stack, on(platform, who), { fill: { [from]: '2027-06-01', [to]: '2027-06-03' } });
  }

  async function steers(platform: Platform): Promise<void> {
    const expert = expertIn(platform);
    const title = `Endres straks i ${platform}`;
    await record('ask', () => beginAsking(stack, expert));
    await record('ask', () => does(stack, expert, { fill: askFields({ title }) }));
    const f = m.form.amend;
    const fill = { [f.proposal]: f.ownText, [f.text]: 'Ja, med unntak' };
    await record('steer', () => does(stack, expert, { card: title, press: m.button.amend, fill }));
    const flag = { [m.form.flagMandate.text]: 'Avgjør for andre' };
    await record('steer', () => does(stack, expert, { card: title, press: m.button.flagMandate, fill: flag }));
    const { number } = await entry(stack, title);
    const d = m.form.decide;
    const decision = {
      card: `${number} · `,
      press: m.button.decide,
      fill: { [d.text]: 'Felles', [d.outcome]: d.common },
    };
    await record('steer', () => does(stack, on(platform, 'chair-2', BODY), decision));
    const t = m.gather.term;
    const wanted = {
      [t.form.term]: `flowsheet ${platform}`,
      [t.form.translation]: 'kurveark',
      [t.form.why]: 'Øverst.',
    };
    const place = platform === 'slack' ? expert : { ...expert, where: 'dm' };
    const say = platform === 'slack' ? '/samrad begrep flowsheet' : `${BOT} begrep flowsheet`;
    await record('look', () => does(stack, expert, { say }));
    await record('ask', () => does(stack, place, { card: '«flowsheet»', press: t.propose, fill: wanted }));
  }

  const question = await asks(stack, expertIn('slack'), { title: TITLE });
  const foreign = await asks(stack, expertIn('teams'), { title: 'En annen gruppes sak' });
  const closed = await asks(stack, expertIn('slack'), { title: 'Trekkes straks' });
  await does(stack, expertIn('slack'), { card: closed.title, press: m.button.details });
  await formOpens(expertIn('slack').who);
  const reason = { [m.form.withdraw.text]: 'Spurt for tidlig' };
  await record('steer', () => does(stack, expertIn('slack'), { press: m.button.withdraw, fill: reason }));
  await closeForms('slack', expertIn('slack').who);
  for (const platform of PLATFORMS) {
    await votes(platform);
    await talk(platform);
    await steers(platform);
  }
  await record('look', () => teamsTells());
  const authorization = relay.newest('msteams').headers.authorization ?? '';
  return { all: few(all), question: question._id, closed: closed._id, foreign: foreign._id, authorization };

  /** What Teams tells a bot besides. */
  async function teamsTells(): Promise<void> {
    const who = `${HT}.trondheim-12`;
    await teams.member(who, true);
    await teams.install({ personId: who }, true);
    const hands = teams.as(who);
    const { id } = await hands.say(HT, 'Hei på dere.');
    await hands.edit(HT, id, 'Hei på dere alle.');
    await hands.react(HT, id, 'like');
    await hands.remove(HT, id);
    const card = hands.findCard(HT, TITLE)?.id ?? '';
    await hands.view(HT, card, true);
  }
}

function recorded(means: Means, { path, headers, body }: Passed): Recorded[] {
  if (path.startsWith('/teams')) return kept('teams', 'json', parsed(body));
  if (headers['content-type']?.includes('json')) return kept('slack', 'json', parsed(body));
  const fields = Object.fromEntries(new URLSearchParams(body));
  if (fields.payload === undefined) return kept('slack', 'fields', fields);
  return kept('slack', 'payload', parsed(fields.payload));

  function kept(platform: Platform, packed: Recorded['packed'], json: Json | undefined): Recorded[] {
    const doc = isDoc(json) ? opened(json) : undefined;
    if (!isDoc(doc)) return [];
    const name = nameOf(doc);
    return [{ platform, means: meant(doc), name, packed, doc, [fc.toStringMethod]: () => `${platform}: ${name}` }];
  }

  /** The bot's own messages come back to it as events. */
  function meant(doc: Doc): Means {
    return valueAt(doc, 'event/bot_id') !== undefined || valueAt(doc, 'event/hidden') !== undefined ? 'look' : means;
  }
}

function nameOf(doc: Doc): string {
  const about = ['type', 'name', 'command', 'event/type', 'event/subtype', 'event/channel_type', 'view/type', 'text'];
  const words = about.map((path) => valueAt(doc, path)).filter((one) => typeof one === 'string');
  return words.map((word) => word.slice(0, 30)).join(' ');
}

function few(all: Recorded[]): Recorded[] {
  const counts = new Map<string, number>();
  return all.filter(({ platform, means, name }) => {
    const kind = [platform, means, name].join();
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= OF_A_KIND;
  });
}
