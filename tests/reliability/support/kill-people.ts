/**
 * People who answer, object, amend, comment, ask and look while the bot is killed under them. Who is not told that it is noted sees an
 * error or nothing, and does the same again.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Platform } from '../../../bot/index.ts';
import type { World } from '../../../sandbox/slack/world.ts';
import {
  askFields,
  beginAsking,
  does,
  eventually,
  heard,
  m,
  objectionFields,
  type Someone,
} from '../../support/doings.ts';
import { type Posted, postedIn } from './kill-seen.ts';
import type { Stand } from './kill-stand.ts';

/** What a dead process was sending is held for a minute; and the next one may be killed as well. */
const ASKED_ALREADY = 'spør om det samme og er åpen nå';
const PATIENCE_MS = 300_000;
const TOLD_WITHIN_MS = 4_000;
const FORM_WITHIN_MS = 3_000;
const FIRST_WAIT_MS = 350;
const LONGEST_WAIT_MS = 10_000;
/** How often somebody tries on a question that the clock may have closed meanwhile. */
const FEW_TRIES = 3;

const SAYING = {
  support: '',
  abstain: '',
  reservation: 'Forbehold',
  objection: 'Innvending',
  amend: 'Endring',
} as const;
type Kind = keyof typeof SAYING;

/** By title: `said` is the words where there are any, else the kind. */
export interface Said {
  title: string;
  who: string;
  said: string;
}

export interface Comment extends Said {
  platform: Platform;
  /** The platform was told that it arrived. */
  taken: boolean;
}

export type Crowd = ReturnType<typeof createCrowd>;

/** `restMs`: between two acts of a person. */
export function createCrowd({ sandbox }: Pick<Stand, 'sandbox'>, restMs: number, random: () => number) {
  /** In each person's own order. */
  const noted: Said[] = [];
  /** Tries that were not told as noted. */
  const failed: Said[] = [];
  const comments: Comment[] = [];
  /** Titles of questions that somebody was told are asked. */
  const asked: string[] = [];
  /** Who has looked while the bot was there or not: their client does not ask again by itself. */
  const lookers = new Set<string>();
  const cards = new Map<string, Posted>();
  /** What may be each person's answer to a question: what was noted last, and what they tried since. */
  const standing = new Map<string, Set<Kind>>();
  let words = 0;

  /** Tries until told; gives up after `tries`. */
  async function insists(person: Someone, title: string, kind: Kind, tries = Number.POSITIVE_INFINITY): Promise<void> {
    words += 1;
    const said = SAYING[kind] ? `${SAYING[kind]} ${words} fra ${person.who}` : kind;
    const theirs = standing.get(`${person.who} ${title}`) ?? new Set();
    standing.set(`${person.who} ${title}`, theirs.add(kind));
    const until = Date.now() + PATIENCE_MS;
    for (let n = 1; ; n++) {
      const saw = await once(person, title, kind, said);
      if (saw === 'noted') break;
      failed.push({ title, who: person.who, said });
      if (n >= tries) return;
      if (Date.now() > until) throw new Error(`${person.who} was never told that «${said}» is noted, but: ${saw}`);
      // Each try leaves the database work, also the one that nobody waits for any more.
      await wait((0.5 + random()) * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** n));
    }
    noted.push({ title, who: person.who, said });
    standing.set(`${person.who} ${title}`, new Set([kind]));
  }

  /** What the answer to this very tap or form said: 'noted', or what the person saw instead. */
  async function once(person: Someone, title: string, kind: Kind, said: string): Promise<string> {
    const { platform, where } = person;
    const card = cardOf(platform, where, title);
    if (!card) return 'no card';
    try {
      const saw = await (platform === 'slack' ? inSlack : inTeams)(person, card.id, kind, said);
      return saw.includes(m.receipt[kind]) ? 'noted' : saw;
    } catch (error) {
      // It may have been one too many, and is taken away.
      cards.delete(`${platform} ${title}`);
      const dialog = platform === 'teams' ? sandbox.teams.as(person.who).dialog() : undefined;
      return `${error} ${JSON.stringify(dialog?.card ?? '').slice(0, 1_500)}`;
    }
  }

  function cardOf(platform: Platform, where: string, title: string): Posted | null {
    const known = cards.get(`${platform} ${title}`);
    if (known) return known;
    const found = postedIn({ sandbox }, platform, where).findLast((one) => isCard(one) && one.content.includes(title));
    if (found) cards.set(`${platform} ${title}`, found);
    return found ?? null;
  }

  async function inTeams({ who, where }: Someone, card: string, kind: Kind, said: string): Promise<string> {
    const hands = sandbox.teams.as(who);
    const fields = fieldsOf(kind, said);
    if (!hands.form()?.labels.length || !fields || random() < 0.5) {
      hands.closeDialog();
      const pressed = await hands.press(where, card, m.button[kind]);
      if (!fields || !hands.form()?.labels.length) return JSON.stringify(hands.dialog()?.card ?? pressed);
    }
    hands.fill(fields);
    const { message, errors } = await hands.submit();
    return message ?? JSON.stringify(errors ?? hands.dialog()?.card ?? 'closed');
  }

  /** A form that did not get through is sent again, or begun anew. */
  async function inSlack({ who, where }: Someone, card: string, kind: Kind, said: string): Promise<string> {
    const hands = sandbox.slack.as(who);
    const fields = fieldsOf(kind, said);
    const before = toldAlone(who, where).length;
    const news = () => toldAlone(who, where).slice(before).join(' | ');
    if (!hands.form() || !fields || random() < 0.5) {
      while (hands.form()) await hands.close();
      await hands.press(where, card, m.button[kind]);
    }
    if (fields) {
      await eventually(
        () => hands.form() !== undefined || news() !== '',
        () => 'no form opened',
        FORM_WITHIN_MS,
      );
      if (!hands.form()) return news();
      await hands.fill(fields);
      const { closed, errors } = await hands.submit();
      if (!closed) return `the form stays: ${JSON.stringify(errors ?? hands.modal()?.blocks)}`;
    }
    await eventually(
      () => news() !== '',
      () => 'nothing was told',
      TOLD_WITHIN_MS,
    );
    return news();
  }

  /** Raw: to render them all for each look would take its time. */
  function toldAlone(who: string, where: string): string[] {
    const user = sandbox.slack.ids.user(who);
    const { messages } = sandbox.slack.snapshot() as World;
    return (messages[sandbox.slack.ids.channel(where)] ?? [])
      .filter(({ onlyFor }) => onlyFor === user)
      .map(({ text }) => text);
  }

  /** Answers, comments and looks, one thing after the other, until told to stop. `calm` never closes, `restless` is amended. */
  async function lives(
    person: Someone,
    { calm, restless, open }: { calm: string; restless: string | null; open: () => string[] },
    stopped: () => boolean,
  ): Promise<void> {
    while (!cardOf(person.platform, person.where, calm) && !stopped()) await wait(500);
    while (!stopped()) {
      const dice = random();
      const other = pick(open());
      if (dice < 0.6) await insists(person, calm, another(person, calm));
      else if (dice < 0.75 && restless) await insists(person, restless, another(person, restless, 0.4));
      else if (dice < 0.85 && other) await insists(person, other, another(person, other, 0.2), FEW_TRIES);
      else if (dice < 0.95) await remarks(person, calm);
      else if (person.platform === 'teams') await looks(person);
      await wait(random() * 2 * restMs);
    }
  }

  /** Not what they may have given already: the same again changes nothing. */
  function another({ who }: Someone, title: string, objects = 0): Kind {
    if (random() < objects) return 'objection';
    const kinds = (['support', 'reservation', 'abstain'] as const).filter(
      (kind) => kind === 'reservation' || !standing.get(`${who} ${title}`)?.has(kind),
    );
    return pick(kinds) ?? 'reservation';
  }

  function pick<T>(all: readonly T[]): T | undefined {
    return all[Math.floor(random() * all.length)];
  }

  async function remarks({ who, platform, where }: Someone, title: string): Promise<void> {
    const card = cardOf(platform, where, title);
    if (!card) return;
    words += 1;
    const comment = { title, who, platform, said: `Kommentar ${words} fra ${who}`, taken: false };
    comments.push(comment);
    if (platform === 'slack') return void sandbox.slack.as(who).reply(where, card.id, comment.said);
    const hands = sandbox.teams.as(who);
    // Teams sends a message once: who said what could not be stored is told so in their chat.
    const toldNot = () => hands.messages('dm').filter(({ text }) => text === m.reply.fault).length;
    const before = toldNot();
    const { status } = await hands.say(where, comment.said, card.id);
    comment.taken = status === 200 && toldNot() === before;
  }

  async function looks({ who, where }: Someone): Promise<void> {
    lookers.add(who);
    await sandbox.teams.as(who).open('dm');
    await sandbox.teams.as(who).open(where);
  }

  /** Until the question is there. Asked twice it is refused. */
  async function asks(person: Someone, title: string): Promise<void> {
    const isThere = () => cardOf(person.platform, person.where, title) !== null;
    let saw = '';
    for (const until = Date.now() + PATIENCE_MS; !isThere(); await wait(500)) {
      if (Date.now() > until) throw new Error(`«${title}» was never asked: ${saw}`);
      const hands = sandbox[person.platform].as(person.who);
      try {
        if (hands.form()?.title !== m.form.ask.title || random() < 0.5) await beginAsking({ sandbox }, person);
        await does({ sandbox }, person, { fill: askFields({ title, criticality: 'yellow' }) }, TOLD_WITHIN_MS);
        asked.push(title);
      } catch (error) {
        saw += ` | ${error} ${heard({ sandbox }, person).slice(-2)}`;
        // It was taken when nobody could tell; its card comes when a bot lives long enough.
        if (String(error).includes(ASKED_ALREADY)) return void asked.push(title);
        continue;
      }
      await eventually(isThere, String, 15_000).catch(() => undefined);
    }
  }

  return { noted, failed, comments, asked, lookers, insists, lives, asks };
}

/** It shows a question: in the channel itself, and no message of the moment. */
export function isCard({ platform, reply, key }: Posted): boolean {
  return !reply && (platform === 'slack' ? key?.what === 'card' : key?.what !== 'notice');
}

function fieldsOf(kind: Kind, said: string): Record<string, string> | null {
  if (kind === 'reservation') return { [m.form.reservation.text]: said };
  if (kind === 'objection') return objectionFields(said);
  const { proposal, ownText, text } = m.form.amend;
  return kind === 'amend' ? { [proposal]: ownText, [text]: said } : null;
}
