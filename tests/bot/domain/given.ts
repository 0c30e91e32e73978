/** Questions of every kind for given/when/then: several groups, nothing proposed yet, what comes after the decision. */
import {
  DEFAULT_POLICY,
  type Instant,
  type Intent,
  type Question,
  type RefusalCode,
  type Roster,
  type Seat,
} from '../../../bot/domain/index.ts';
import { createPlayer } from '../../support/histories.ts';
import { MONDAY, rosterWith } from '../../support/play.ts';

export type Asking = Extract<Intent, { type: 'ask' }>;

const PLAIN: Asking = {
  type: 'ask',
  collaboration: 'test',
  number: 'T-2027-001',
  group: 'g',
  alsoGroups: [],
  practice: false,
  title: 'Tittel',
  body: 'Question?',
  context: null,
  options: ['a', 'b'].map((id) => ({ id, text: `Alternativ ${id}` })),
  proposal: 'a',
  criticality: 'yellow',
  vendorDate: null,
  policy: DEFAULT_POLICY,
  roster: rosterWith(8, 4),
};

/** A plain yellow question with what is told of it, asked on a Monday at 09:00 by its first expert; or why it was refused. */
export function asking(fields: Partial<Asking> = {}, by?: string | null, at: Instant = MONDAY) {
  const player = createPlayer();
  let commands = 0;

  /** The command's own events, or its refusal code. */
  function send(when: Instant, who: string | null, intent: Intent, seen?: { level: number; round: number }) {
    player.tick(when);
    const before = player.entries.length;
    commands += 1;
    const base = { question: 'q', commandId: `c${commands}`, at: when, by: who, ...(seen ? { seen } : {}) };
    const refused = player.send({ ...base, ...intent });
    return refused ?? player.entries.slice(before).map(({ event }) => event.type);
  }

  const ask = { ...PLAIN, ...fields };
  const opening = send(at, by === undefined ? (ask.roster.experts[0] ?? null) : by, ask);
  return {
    /** What asking came to. */
    opening,
    send,
    runTo: player.tick,
    all: (when: Instant, people: string[], intent: Intent = { type: 'support' }) =>
      people.map((who) => send(when, who, intent)),
    object: (when: Instant, who: string) =>
      send(when, who, { type: 'objection', criterion: 'feasibility', text: 'Går ikke', change: 'Annet' }),
    get state(): Question {
      const state = player.state();
      if (!state) throw new Error(`not asked: ${opening}`);
      return state;
    },
    get events() {
      return player.entries.map(({ event }) => event);
    },
    /** Events of one type with their instants. */
    times: (type: string) => player.entries.filter(({ event }) => event.type === type).map((entry) => entry.at),
  };
}

export type Asked = ReturnType<typeof asking>;

/** Why it was not asked; null: it was. */
export function refusalOf(fields: Partial<Asking>, by?: string | null, at?: Instant): RefusalCode | null {
  const { opening } = asking(fields, by, at);
  return typeof opening === 'string' ? opening : null;
}

/** Decided on Tuesday 2 February 2027 by all three who have a seat; expert and asker: trondheim:1. */
export function decided(fields: Partial<Asking> = {}): Asked {
  const q = asking({ roster: rosterWith(3, 0), ...fields });
  q.all('2027-02-02T09:00:00.000Z', ['trondheim:1', 'trondheim:2', 'trondheim:3']);
  return q;
}

/** Each group with so many seats in trondheim and in opsjonskommuner: g/trondheim:1 … held by g/t1 …, whose first is its expert. */
export function groupsWith(
  sizes: Record<string, [trondheim: number, opsjon: number]>,
  changed: Record<string, Partial<Seat>> = {},
): Roster {
  const seats = Object.entries(sizes).flatMap(([group, [trondheim, opsjon]]) => [
    ...blockOf(group, 'trondheim', trondheim),
    ...blockOf(group, 'opsjonskommuner', opsjon),
  ]);
  const experts = Object.keys(sizes).map((group) => `${group}/t1`);
  return { ...rosterWith(0, 0), experts, seats: seats.map((seat) => ({ ...seat, ...changed[seat.id] })) };
}

function blockOf(group: string, block: string, size: number): Seat[] {
  return Array.from({ length: size }, (_, i) => ({
    id: `${group}/${block}:${i + 1}`,
    block,
    holder: `${group}/${block[0]}${i + 1}`,
    substitute: null,
    group,
  }));
}

/** Asked of g and h; three and one seats each, unless the lists say otherwise. */
export function askingBoth(
  changed: Record<string, Partial<Seat>> = {},
  fields: Partial<Asking> = {},
  sizes: Record<string, [number, number]> = { g: [3, 1], h: [3, 1] },
): Asked {
  return asking({ groups: Object.keys(sizes), roster: groupsWith(sizes, changed), ...fields });
}
