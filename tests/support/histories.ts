/** Random questions with a clock: who sits where, what is done by whom and when. The expectations are in the properties test. */
import fc from 'fast-check';
import {
  type Command,
  DEFAULT_POLICY,
  decide,
  evolve,
  type Instant,
  type Intent,
  isRefusal,
  type LadderBody,
  nextStep,
  type Policy,
  type Question,
  type QuestionEvent,
  type RefusalCode,
  type Roster,
  type Seat,
  seatsNow,
} from '../../bot/domain/index.ts';

const MINUTE = 60_000;

/** More steps in a row than any question has: the clock stands still. */
const MANY = 500;

type Step = NonNullable<ReturnType<typeof nextStep>>;

/** Stands for the number of the objection raised last. */
const LATEST = 0;

/** Days where calendars go wrong: Easter, both DST nights, Christmas, May, the pause, a leap day; and plain ones. */
const STARTS = [
  ...['2027-02-01', '2027-03-24', '2026-04-01', '2027-03-26', '2026-10-23', '2026-12-22', '2026-12-30', '2027-05-04'],
  ...['2027-05-13', '2027-07-08', '2027-07-21', '2028-02-28', '2028-06-02', '2030-04-17', '2027-09-13', '2027-10-29'],
];

/** When a move comes: so many minutes later, or as the clock's next step falls due, a second before it or after it. */
type Gap = { minutes: number } | { due: -1 | 0 | 1 };

export interface Move {
  gap: Gap;
  /** Whoever's business it is; or so many in a row, of those who have a seat now or of all the people there are. */
  by: 'expert' | 'chair' | { of: 'seated' | 'all'; from: number; people: number };
  intent: Intent;
  /** The card they tapped: the present one, one of an earlier round, or none (a command in words). */
  seen: 'present' | 'old' | 'none';
  /** The clock comes by, so many minutes before the move. */
  tick: number | null;
}

export interface Plan {
  start: Instant;
  ask: Extract<Intent, { type: 'ask' }>;
  moves: Move[];
}

/** One event and what it made of the question; `commit` counts what is written together. */
export interface Entry {
  at: Instant;
  event: QuestionEvent;
  commit: number;
  before: Question | null;
  after: Question;
}

export interface Played {
  entries: Entry[];
  /** What was sent, and the refusal it met. */
  sent: { command: Command; refused: RefusalCode | null }[];
  state: Question;
}

// ---------------------------------------------------------------- playing

/** A question that is handled as the core does: due steps first, at their own instants, then the command. */
export function createPlayer() {
  const entries: Entry[] = [];
  let state: Question | null = null;
  let commit = 0;

  function apply(events: QuestionEvent[], at: Instant): void {
    if (events.length > 0) commit += 1;
    for (const event of events) {
      const before = state;
      state = evolve(before, event, at, 'q');
      entries.push({ at, event, commit, before, after: state });
    }
  }

  /** Looked up anew only when something has happened. */
  let known: { state: Question | null; step: Step | null } = { state: null, step: null };
  function due(): Step | null {
    if (state !== known.state) known = { state, step: state && nextStep(state) };
    return known.step;
  }

  function tick(at: Instant): void {
    let steps = 0;
    for (let step = due(); step && step.at <= at; step = due()) {
      steps += 1;
      if (steps > MANY) throw new Error(`the clock stands still at ${step.at}: ${step.kind}`);
      apply(step.events(), step.at);
    }
  }

  return {
    entries,
    due,
    tick,
    state: () => state,
    send(command: Command): RefusalCode | null {
      tick(command.at);
      const events = decide(state, command);
      if (isRefusal(events)) return events.refused;
      apply(events, command.at);
      return null;
    },
  };
}

/** The plan carried out: its moves become commands with instants of their own, a second apart. */
export function play({ start, ask, moves }: Plan): Played {
  const player = createPlayer();
  const sent: Played['sent'] = [];
  let now = Date.parse(start);

  function send(by: string | null, intent: Intent, seen?: Command['seen']): void {
    const base = { question: 'q', commandId: `c${sent.length + 1}`, at: iso(now), by, ...(seen ? { seen } : {}) };
    const command = { ...base, ...intent } as Command;
    sent.push({ command, refused: player.send(command) });
    now += 1000;
  }

  send(ask.roster.experts[0] ?? null, ask);
  for (const move of moves) {
    now = later(now, move.gap, player.due());
    if (move.tick !== null) player.tick(iso(now - move.tick * MINUTE));
    for (const by of peopleOf(ask.roster, move, player.state())) {
      send(by, numbered(move.intent, player.state()), cardSeen(move, player.state()));
    }
  }
  now += 90 * 24 * 60 * MINUTE;
  send(null, { type: 'tick' });
  const state = player.state();
  if (!state) throw new Error('the plan never asked');
  return { entries: player.entries, sent, state };
}

/** The same commands with a clock that comes by only at these instants. */
export function playAgain(sent: Played['sent'], ticks: 'none' | 'on time'): Entry[] {
  const player = createPlayer();
  for (const { command } of sent) {
    if (ticks === 'on time') tickOnTime(player, command.at);
    player.send(command);
  }
  return player.entries;
}

function tickOnTime(player: ReturnType<typeof createPlayer>, until: Instant): void {
  for (let step = player.due(); step && step.at <= until; step = player.due()) player.tick(step.at);
}

function later(now: number, gap: Gap, due: Step | null): number {
  if ('minutes' in gap) return now + gap.minutes * MINUTE;
  return due ? Math.max(now, Date.parse(due.at) + gap.due * 1000) : now;
}

function numbered(intent: Intent, q: Question | null): Intent {
  const latest = (n: number) => (n === LATEST ? (q?.objections.length ?? 0) : n);
  if (intent.type === 'maintain') return { ...intent, objection: latest(intent.objection) };
  if (intent.type === 'amend') return { ...intent, incorporates: intent.incorporates.map(latest) };
  return intent;
}

function cardSeen({ seen }: Move, q: Question | null): Command['seen'] {
  if (seen === 'none' || !q) return undefined;
  return seen === 'present' ? { level: q.level, round: q.round } : { level: 1, round: 1 };
}

function peopleOf(roster: Roster, { by }: Move, q: Question | null): (string | null)[] {
  if (by === 'expert') return [roster.experts[0] ?? null];
  if (by === 'chair') return [roster.ladder.find((body) => body.level === q?.level)?.chair ?? null];
  const all = by.of === 'all' || !q ? everyone(roster) : seatsNow(q).map(({ holder }) => holder);
  return Array.from({ length: Math.min(by.people, all.length) }, (_, i) => all[(by.from + i) % all.length] ?? null);
}

/** Holders first, then those who stand in, look after the group, sit above it, or have nothing to do here. */
function everyone({ seats, experts, coordinators, ladder }: Roster): (string | null)[] {
  const above = ladder.flatMap((body) => [body.chair, ...body.seats.flatMap((s) => [s.holder, s.substitute])]);
  const people = [...seats.map((s) => s.holder), ...seats.map((s) => s.substitute), ...experts, ...coordinators];
  return [...new Set([...people, ...above, 'stranger'])];
}

function iso(time: number): Instant {
  return new Date(time).toISOString();
}

// ---------------------------------------------------------------- drawing

const start = fc
  .tuple(fc.constantFrom(...STARTS), fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.constantFrom(779, 780, 839, 840)))
  .map(([day, minute]) => iso(Date.parse(`${day}T00:00:00Z`) + minute * MINUTE));

function seatsOf(block: string, prefix: string, min: number, max: number): fc.Arbitrary<Seat[]> {
  const one = fc.record({ vacant: often(false, true, 8), substitute: fc.option(fc.constantFrom(1, 2, 3)) });
  return fc.array(one, { minLength: min, maxLength: max, size: 'max' }).map((drawn) =>
    drawn.map(({ vacant, substitute }, i) => ({
      id: `${prefix}${block}:${i + 1}`,
      block,
      holder: vacant ? null : `${prefix}${block[0]}${i + 1}`,
      substitute: substitute === null ? null : `sub${substitute}`,
    })),
  );
}

/** Its most common value so many times as often as the other. */
function often<const T, const U>(usual: T, seldom: U, weight: number): fc.Arbitrary<T | U> {
  return fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(seldom) });
}

function bodyAt(level: number): fc.Arbitrary<LadderBody> {
  const days = DEFAULT_POLICY.ladder.find((entry) => entry.level === level)?.workingDays ?? null;
  return fc
    .record({ seats: seatsOf('body', `L${level}/`, 0, 4), chair: often(`chair${level}`, null, 5) })
    .map(({ seats, chair }) => ({ level, id: `body${level}`, workingDays: days, chair, seats }));
}

const roster: fc.Arbitrary<Roster> = fc
  .record({
    trondheim: fc.oneof(
      { weight: 1, arbitrary: seatsOf('trondheim', '', 0, 2) },
      { weight: 3, arbitrary: seatsOf('trondheim', '', 3, 6) },
    ),
    opsjon: seatsOf('opsjonskommuner', '', 0, 4),
    expertOutside: often(false, true, 3),
    ladder: fc.tuple(bodyAt(2), bodyAt(3), bodyAt(4)),
    levels: fc.constantFrom(3, 3, 3, 2, 0),
  })
  .map(({ trondheim, opsjon, expertOutside, ladder, levels }) => ({
    seats: [...trondheim, ...opsjon],
    experts: [expertOutside ? 'expert' : (trondheim[0]?.holder ?? 'expert')],
    coordinators: ['coordinator'],
    ladder: ladder.slice(0, levels),
  }));

/** New lists, where people may also have moved one seat along. */
const renewed: fc.Arbitrary<Roster> = fc.record({ lists: roster, moved: fc.boolean() }).map(({ lists, moved }) => {
  if (!moved) return lists;
  const holders = lists.seats.map((seat) => seat.holder);
  return { ...lists, seats: lists.seats.map((seat, i) => ({ ...seat, holder: holders[i + 1] ?? null })) };
});

const policy: fc.Arbitrary<Policy> = fc
  .record({ rounds: often(2, 1, 5), extensions: often(1, 0, 5), flags: often(2, 1, 5), pause: often(true, false, 3) })
  .map(({ rounds, extensions, flags, pause }) => ({
    ...DEFAULT_POLICY,
    rounds,
    extension: { ...DEFAULT_POLICY.extension, times: extensions },
    mandate: { memberFlagsToEscalate: flags },
    pauseIsoWeeks: pause ? DEFAULT_POLICY.pauseIsoWeeks : [],
  }));

const words = fc.constantFrom(...Array(5).fill('Fordi det er tryggest'), 'Vi har ikke folk til det', '');
const criterion = fc.constantFrom('law', 'feasibility', 'patient-safety', 'law', 'taste');
const date = fc.constantFrom('2026-01-01', '2026-01-01', '2027-03-29', '2031-01-01', '2031-01-01', '2027-13-01');
const objectionNumber = fc.constantFrom(LATEST, LATEST, LATEST, 1, 2, 3);

type Doing = Pick<Move, 'intent' | 'by'>;

const anybody = fc.record({
  of: often('seated', 'all', 3),
  from: fc.nat(24),
  people: fc.oneof({ weight: 2, arbitrary: fc.constant(1) }, { weight: 3, arbitrary: fc.integer({ min: 2, max: 10 }) }),
});

/** An intent drawn so often, mostly from whom it is expected of. */
function doing<T extends Intent['type']>(
  weight: number,
  type: T,
  fields: { [K in keyof Omit<Extract<Intent, { type: T }>, 'type'>]: fc.Arbitrary<Extract<Intent, { type: T }>[K]> },
  expected: Move['by'] | null = null,
): fc.WeightedArbitrary<Doing> {
  const by = expected ? fc.oneof({ weight: 4, arbitrary: fc.constant(expected) }, anybody) : anybody;
  const intent = fc.record({ type: fc.constant(type), ...fields }) as fc.Arbitrary<unknown> as fc.Arbitrary<Intent>;
  return { weight, arbitrary: fc.record({ intent, by }) };
}

/** Positions mostly, so that questions get somewhere. */
const doings: fc.Arbitrary<Doing> = fc.oneof(
  doing(20, 'support', {}),
  doing(5, 'reservation', { text: words }),
  doing(9, 'objection', { criterion, text: words, change: words }),
  doing(3, 'abstain', {}),
  doing(1, 'recuse', {}),
  doing(1, 'prefer', { option: fc.constantFrom('a', 'b', 'z') }),
  doing(1, 'comment', { text: words }),
  doing(1, 'withdraw-objection', { objection: fc.option(objectionNumber) }),
  doing(9, 'maintain', { objection: objectionNumber, text: words }, 'expert'),
  doing(1, 'maintain', { objection: objectionNumber, text: words }, 'chair'),
  doing(
    7,
    'amend',
    {
      proposal: fc.constantFrom('a', 'b', 'b', 'b', 'z', null),
      text: fc.option(words),
      incorporates: fc.constantFrom([], [LATEST], [LATEST], [1], [1, 2], [1, 2, 3]),
    },
    'expert',
  ),
  doing(1, 'flag-mandate', { text: fc.option(words) }),
  doing(1, 'confirm-mandate', {}, 'expert'),
  doing(2, 'absent', { from: date, to: date }),
  doing(1, 'withdraw', { reason: words }, 'expert'),
  doing(2, 'decide', { text: words, outcome: fc.constantFrom('common-solution', 'local-deviation') }, 'chair'),
  doing(7, 'send-back', { guidance: words }, 'chair'),
  doing(5, 'answer-vendor', { text: words }, 'expert'),
  doing(5, 'verify', { ok: fc.boolean(), text: fc.option(words) }, 'expert'),
  doing(1, 'renew-roster', { roster: renewed }, 'expert'),
);

const gap: fc.Arbitrary<Gap> = fc.oneof(
  { weight: 7, arbitrary: fc.record({ minutes: fc.integer({ min: 0, max: 90 }) }) },
  { weight: 3, arbitrary: fc.record({ minutes: fc.integer({ min: 0, max: 30 * 60 }) }) },
  { weight: 3, arbitrary: fc.record({ due: fc.constantFrom(-1 as const, 0 as const, 1 as const) }) },
  { weight: 1, arbitrary: fc.record({ minutes: fc.integer({ min: 0, max: 9 * 24 * 60 }) }) },
);

const move: fc.Arbitrary<Move> = fc
  .record({
    gap,
    doing: doings,
    seen: fc.constantFrom('present' as const, 'present' as const, 'none' as const, 'none' as const, 'old' as const),
    tick: fc.option(fc.integer({ min: 0, max: 600 })),
  })
  .map(({ doing, ...rest }) => ({ ...rest, ...doing }));

/** A question and up to so many moves. */
export function plans(moves: number): fc.Arbitrary<Plan> {
  const ask = fc
    .record({
      criticality: fc.constantFrom('green' as const, 'yellow' as const, 'red' as const),
      alsoGroups: often<string[], string[]>([], ['other'], 4),
      vendorIn: fc.option(fc.integer({ min: -3, max: 15 }), { freq: 1 }),
      practice: fc.boolean(),
      policy,
      roster,
    })
    .map(({ vendorIn, ...drawn }) => ({ vendorIn, drawn }));
  return fc
    .record({ start, ask, moves: fc.array(move, { minLength: 1, maxLength: moves, size: 'max' }) })
    .map((plan) => ({
      start: plan.start,
      moves: plan.moves,
      ask: {
        type: 'ask' as const,
        collaboration: 'test',
        number: 'T-2027-001',
        group: 'g',
        title: 'Tittel',
        body: 'Question?',
        context: null,
        options: ['a', 'b'].map((id) => ({ id, text: `Alternativ ${id}` })),
        proposal: 'a',
        vendorDate: plan.ask.vendorIn === null ? null : dayAfter(plan.start, plan.ask.vendorIn),
        ...plan.ask.drawn,
      },
    }));
}

function dayAfter(at: Instant, days: number): string {
  return iso(Date.parse(at) + days * 24 * 60 * MINUTE).slice(0, 10);
}
