/** People through a day: they answer, change their minds, object, comment, and ask for their lists, on the platform they have. */
import { setTimeout as wait } from 'node:timers/promises';
import { COMMAND_NAME } from '../../../main.ts';
import { askFields, does, eventually, m, objectionFields, type Someone, someone } from '../../support/doings.ts';
import { createAnswering, nth, type Said } from './answering.ts';
import type { DayWorld } from './day-world.ts';
import type { Card } from './fleet.ts';

/** Of a hundred things that people do; the rest are answers. */
const OBJECTIONS = 8;
const COMMENTS = 10;
const LISTS = 12;
/** So many of a group's questions are pressing, and get this share of the attention. */
const PRESSING = 4;
const PRESSING_SHARE = 0.6;
/** Each after twice the time: a card that has changed is there anew within half a minute, however busy the machine. */
const TRIES = 9;
const CRITICALITIES = ['green', 'yellow', 'red'] as const;

const FORM_WITHIN_MS = 8_000;

export interface Written {
  question: string;
  who: string;
  text: string;
}

export type DayPeople = ReturnType<typeof createDayPeople>;

export function createDayPeople(world: DayWorld, random: () => number) {
  const { sandbox, handle, collaboration } = world;
  const answering = createAnswering({ sandbox, random });
  const comments: Written[] = [];
  const objections: Written[] = [];
  /** What somebody could not do, though nothing spoke against it. */
  const faults: string[] = [];
  const members = collaboration.groups.flatMap(({ id, seats, experts }) =>
    seats
      .flatMap(({ holder }) => (holder && !experts.includes(holder) ? [holder] : []))
      .map((who) => someone(world, who, { where: id })),
  );
  const lastSaid = new Map<string, Said>();
  let open: Card[] = [];
  let lists = 0;
  let done = 0;

  function pick<T>(some: T[]): T | undefined {
    return some[Math.floor(random() * some.length)];
  }

  /** So many people, each one thing, at the same time. */
  async function act(count: number): Promise<void> {
    const those = new Set(Array.from({ length: count }, () => pick(members)));
    await Promise.all([...those].map((person) => person && doesSomething(person)));
  }

  async function doesSomething(person: Someone): Promise<void> {
    done += 1;
    const n = done;
    const mine = open.filter(({ where }) => where === person.where);
    const card = pick(random() < PRESSING_SHARE ? mine.slice(0, PRESSING) : mine);
    const what = random() * 100;
    if (what < LISTS || !card) return await asksForList(person);
    if (what < LISTS + COMMENTS) return await comment(person, card, `Kommentar ${n}`);
    if (what < LISTS + COMMENTS + OBJECTIONS) return await objects(person, card, `Innvending ${n}`);
    await answers(person, card, another(person, card, n));
  }

  /** Never what the person has said last: that would change nothing. */
  function another(person: Someone, { question }: Card, n: number): Said {
    const key = `${question} ${person.who}`;
    const before = lastSaid.get(key);
    const said = [nth(n, person), nth(n + 1, person)].find((one) => one !== before) ?? 'support';
    lastSaid.set(key, said);
    return said;
  }

  async function answers(person: Someone, card: Card, said: Said): Promise<void> {
    const { question } = card;
    const { who } = person;
    const began = performance.now();
    const done = await insists(person, card, said, async () => {
      const saw = await answering.attempt(person, card, said);
      if (saw === 'noted') return null;
      const failure = { question, who, said, saw, at: performance.now() };
      answering.failures.push(failure);
      return saw;
    });
    if (done) answering.answers.push({ question, who, said, began, told: performance.now() });
  }

  async function objects(person: Someone, card: Card, text: string): Promise<void> {
    const object = person.platform === 'slack' ? objectsInSlack : objectsInTeams;
    const done = await insists(person, card, text, () =>
      object(person, card, text).catch((error: unknown) => (error instanceof Error ? error.message : String(error))),
    );
    if (done) objections.push({ question: card.question, who: person.who, text });
  }

  /** Tries until it is noted (null); or the question is no longer the group's to answer: false. */
  async function insists(
    { who }: Someone,
    card: Card,
    said: string,
    attempt: () => Promise<string | null>,
  ): Promise<boolean> {
    let saw: string | null = '';
    for (let tries = 0; tries < TRIES; tries++) {
      saw = await attempt();
      if (saw === null) return true;
      if (!(await isOpen(card))) return false;
      await wait(100 * 2 ** tries);
    }
    faults.push(`${who} could not say «${said}» on ${card.question}: ${saw?.slice(0, 300)}`);
    return false;
  }

  async function objectsInTeams({ who, where }: Someone, card: Card, text: string): Promise<string | null> {
    const hands = sandbox.teams.as(who);
    const pressed = await hands.press(where, card.teams, m.button.objection);
    if (!hands.form()?.labels.length) return JSON.stringify(hands.dialog()?.card ?? pressed);
    hands.fill(objectionFields(text));
    const { message = '' } = await hands.submit();
    hands.closeDialog();
    return message.includes(m.receipt.objection) ? null : message;
  }

  async function objectsInSlack({ who, where }: Someone, card: Card, text: string): Promise<string | null> {
    const hands = sandbox.slack.as(who);
    while (hands.form()) await hands.close();
    await hands.press(where, card.slack, m.button.objection);
    await eventually(
      () => hands.form() !== undefined,
      () => 'no form opened',
      FORM_WITHIN_MS,
    );
    await hands.fill(objectionFields(text));
    const { closed, errors } = await hands.submit();
    return closed ? null : JSON.stringify(errors ?? hands.modal()?.blocks ?? '');
  }

  async function isOpen(card: Card): Promise<boolean> {
    const q = await handle.load(card.question);
    if (q?.status === 'open' && q.level === 1) return true;
    open = open.filter((one) => one !== card);
    return false;
  }

  async function comment({ who, platform, where }: Someone, card: Card, text: string): Promise<void> {
    await sandbox[platform].as(who).say(where, text, card[platform]);
    comments.push({ question: card.question, who, text });
  }

  async function asksForList({ who, platform, where }: Someone): Promise<void> {
    lists += 1;
    const { word } = lists % 2 === 0 ? m.command.mine : m.command.status;
    const hands = sandbox[platform].as(who);
    const told = await hands.say(where, `${platform === 'slack' ? COMMAND_NAME : '@Samråd'} ${word}`);
    if (!isFine(told)) faults.push(`${who} was not given «${word}»: ${JSON.stringify(told)}`);
  }

  /** The expert of the group asks it with the form. */
  async function asks(n: number): Promise<void> {
    const { id = '' } = collaboration.groups[n % collaboration.groups.length] ?? {};
    const expert = someone(world, `${id}.trondheim-1`, { where: id });
    const criticality = CRITICALITIES[Math.floor(n / collaboration.groups.length) % CRITICALITIES.length] ?? 'red';
    const title = `Spurt i dag ${n + 1}`;
    for (let tries = 1; ; tries++) {
      try {
        return await fillsIn(expert, askFields({ title, criticality }));
      } catch (error) {
        // A bot that is late may have taken it all the same.
        if ((await world.store.register.list({})).some((entry) => entry.title === title)) return;
        if (tries === TRIES) throw error;
      }
    }
  }

  async function fillsIn(expert: Someone, fill: Record<string, string>): Promise<void> {
    const { word } = m.command.ask;
    if (expert.platform === 'slack') {
      const hands = sandbox.slack.as(expert.who);
      while (hands.form()) await hands.close();
      await does(world, expert, { say: `${COMMAND_NAME} ${word}` }, FORM_WITHIN_MS);
    } else {
      await does(world, expert, { say: `@Samråd ${word}` }, FORM_WITHIN_MS);
      await does(world, expert, { card: m.form.ask.title, press: m.form.ask.title }, FORM_WITHIN_MS);
    }
    await does(world, expert, { fill }, FORM_WITHIN_MS);
  }

  return {
    answering,
    comments,
    objections,
    faults,
    act,
    asks,
    /** These can be answered from now on; the first of a group are the pressing ones. */
    see(cards: Card[]): void {
      const known = new Set(open.map(({ question }) => question));
      open.push(...cards.filter(({ question }) => !known.has(question)));
    },
    counts: () => ({
      answers: answering.answers.length,
      objections: objections.length,
      comments: comments.length,
      lists,
      open: open.length,
    }),
  };
}

function isFine(told: unknown): boolean {
  const { ok, status = 200 } = (told ?? {}) as { ok?: boolean; status?: number };
  return ok !== false && status >= 200 && status <= 299;
}
