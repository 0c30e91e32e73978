/** People who answer on either platform, and try again until they are told that it is noted; with when, for the order in real time. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Sandbox } from '../../../sandbox/index.ts';
import type { World } from '../../../sandbox/slack/world.ts';
import { eventually, m, type Someone } from '../../support/doings.ts';
import type { Card } from './fleet.ts';

/** A reservation by its words. */
export type Said = 'support' | 'abstain' | `Forbehold ${string}`;

export interface Answer {
  question: string;
  who: string;
  said: Said;
  /** Milliseconds of one clock: when the person first tried, and when they had been told that it is noted. */
  began: number;
  told: number;
}

/** What a person saw instead of a receipt. */
export interface Failure {
  question: string;
  who: string;
  said: Said;
  saw: string;
  /** Of the same clock. */
  at: number;
}

const TOLD_WITHIN_MS = 4_000;
const FORM_WITHIN_MS = 3_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 16_000;

export interface AnsweringOptions {
  sandbox: Sandbox;
  random: () => number;
  /** How long a person keeps trying. */
  patienceMs?: number;
}

export function createAnswering({ sandbox, random, patienceMs = 150_000 }: AnsweringOptions) {
  const answers: Answer[] = [];
  const failures: Failure[] = [];

  /** Tries until told that it is noted: what a person does who sees an error, or nothing. */
  async function insists(person: Someone, card: Card, said: Said): Promise<void> {
    const began = performance.now();
    for (let tries = 1; ; tries++) {
      const saw = await attempt(person, card, said);
      if (saw === 'noted') break;
      failures.push({ question: card.question, who: person.who, said, saw, at: performance.now() });
      if (performance.now() - began > patienceMs)
        throw new Error(`${person.who} was never told that «${said}» is noted, but: ${saw}`);
      // Each try leaves the database work, also the one that nobody waits for any more.
      await wait((0.5 + random()) * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries));
    }
    answers.push({ question: card.question, who: person.who, said, began, told: performance.now() });
  }

  /** Changes their mind again and again: `go` says how often, or for how long. */
  async function changes(person: Someone, card: Card, go: (n: number) => boolean, restMs = 200): Promise<void> {
    const first = Math.floor(random() * 3);
    for (let n = 0; go(n); n++) {
      await insists(person, card, nth(first + n, person));
      await wait(random() * 2 * restMs);
    }
  }

  /** One try. 'noted', or what the person saw. */
  async function attempt(person: Someone, card: Card, said: Said): Promise<string> {
    try {
      return await (person.platform === 'slack' ? inSlack : inTeams)(person.who, card, said);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async function inTeams(who: string, card: Card, said: Said): Promise<string> {
    const hands = sandbox.teams.as(who);
    const pressed = JSON.stringify(await hands.press(card.where, card.teams, m.button[kindOf(said)]));
    if (!isReservation(said)) return pressed.includes(receiptOf(said)) ? 'noted' : plainly(pressed);
    if (!hands.form()?.labels.length) return plainly(JSON.stringify(hands.dialog()?.card ?? pressed));
    hands.fill({ [m.form.reservation.text]: said });
    const { message } = await hands.submit();
    if (message?.includes(receiptOf(said))) return 'noted';
    const stays = JSON.stringify(hands.dialog()?.card ?? message ?? '');
    hands.closeDialog();
    return plainly(stays);
  }

  async function inSlack(who: string, card: Card, said: Said): Promise<string> {
    const hands = sandbox.slack.as(who);
    while (hands.form()) await hands.close();
    const before = toldAlone(who, card.where).length;
    await hands.press(card.where, card.slack, m.button[kindOf(said)]);
    if (isReservation(said)) {
      const saw = await fillsIn(who, card, said, before);
      if (saw) return saw;
    }
    const news = () => toldAlone(who, card.where).slice(before);
    await eventually(
      () => news().length > 0,
      () => 'nothing was told',
      TOLD_WITHIN_MS,
    );
    return news().some((text) => text.includes(receiptOf(said))) ? 'noted' : news().join(' | ');
  }

  /** null: sent in. */
  async function fillsIn(who: string, card: Card, said: Said, before: number): Promise<string | null> {
    const hands = sandbox.slack.as(who);
    const answered = () => hands.form() !== undefined || toldAlone(who, card.where).length > before;
    await eventually(answered, () => 'no form opened', FORM_WITHIN_MS);
    if (!hands.form()) return toldAlone(who, card.where).slice(before).join(' | ');
    await hands.fill({ [m.form.reservation.text]: said });
    const { closed, errors } = await hands.submit();
    return closed ? null : plainly(JSON.stringify(errors ?? hands.modal()?.blocks ?? ''));
  }

  /** Texts of messages that this person alone sees in the channel. Raw: to render them all for each look would take its time. */
  function toldAlone(who: string, where: string): string[] {
    const user = sandbox.slack.ids.user(who);
    const { messages } = sandbox.slack.snapshot() as World;
    return (messages[sandbox.slack.ids.channel(where)] ?? [])
      .filter(({ onlyFor }) => onlyFor === user)
      .map(({ text }) => text);
  }

  /** Of one question. */
  function toldOf(question: string): { answers: Answer[]; failures: Failure[] } {
    const ofIt = (one: { question: string }) => one.question === question;
    return { answers: answers.filter(ofIt), failures: failures.filter(ofIt) };
  }

  return { answers, failures, toldOf, attempt, insists, changes };
}
export type Answering = ReturnType<typeof createAnswering>;

/** Never the same twice in a row, and each reservation in words of its own. */
export function nth(n: number, { who }: Someone): Said {
  return (['support', 'abstain', `Forbehold ${n} fra ${who}`] as const)[n % 3] ?? 'support';
}

/** The sentence for a fault, where that is what was shown. */
function plainly(shown: string): string {
  return shown.includes(m.reply.fault) ? m.reply.fault : shown.slice(0, 300);
}

export function isReservation(said: Said): boolean {
  return said.startsWith('Forbehold');
}

export function kindOf(said: Said): 'support' | 'abstain' | 'reservation' {
  return said === 'support' || said === 'abstain' ? said : 'reservation';
}

export function receiptOf(said: Said): string {
  return m.receipt[kindOf(said)];
}
