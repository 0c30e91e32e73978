/** Random questions with a clock: who sits where, what is done by whom and when. The expectations are in the properties test. */
import fc from 'fast-check';
import {
  type Command,
  DEFAULT_POLICY,
  decide,
  evolve,
  GATES,
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

/** Stands for the number of what came last: objection, deviation or action. */
const LATEST = 0;
/** Stands for the gate that comes next. */
const NEXT_GATE = 'next' as 'K1';

/** Days where calendars go wrong: Easter, both DST nights, Christmas, May, the pause, a leap day; and plain ones. */
const STARTS = [
  ...['2027-02-01', '2027-03-24', '2026-04-01', '2027-03-26', '2026-10-23', '2026-12-22', '2026-12-30', '2027-05-04'],
  ...['2027-05-13', '2027-07-08', '2027-07-21', '2028-02-28', '2028-06-02', '2028-04-12', '2027-09-13', '2027-10-29'],
];

/** When a move comes: so many minutes later, or as the clock's next step falls due, a second before it or after it. */
type Gap = { minutes: number } | { due: -1 | 0 | 1 };

export interface Move {
  gap: Gap;
  /** Whoever's business it is; or so many in a row, of those who have a seat now or of all the people there are. */
  by: 'expert' | 'chair' | 'coordinator' | 'system' | { of: 'seated' | 'all'; from: number; people: number };
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
  /** What comes when it is decided, or what is tried before it is. */
  aftermath: Move[];
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
export function play({ start, ask, moves, aftermath }: Plan): Played {
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
  for (const move of [...moves, ...aftermath]) {
    now = later(now, move.gap, player.due());
    if (move.tick !== null) player.tick(iso(now - move.tick * MINUTE));
    for (const by of peopleOf(player.state()?.roster ?? ask.roster, move, player.state())) {
      send(by, resolved(move.intent, player.state(), iso(now)), cardSeen(move, player.state()));
    }
  }
  now += 250 * 24 * 60 * MINUTE;
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

/** What the intent stands for by now: numbers of what came last, dates so many days from today, lists of the groups asked. */
function resolved(intent: Intent, q: Question | null, now: Instant): Intent {
  const latest = (n: number, all: unknown[] = []) => (n === LATEST ? all.length : n);
  const on = (date: string) => (/^[+-]\d+$/.test(date) ? dayAfter(now, Number(date)) : date);
  const reviewOn = 'reviewOn' in intent && intent.reviewOn !== null ? on(intent.reviewOn) : null;
  switch (intent.type) {
    case 'maintain':
      return { ...intent, objection: latest(intent.objection, q?.objections) };
    case 'amend':
      return { ...intent, incorporates: intent.incorporates.map((n) => latest(n, q?.objections)) };
    case 'absent':
      return { ...intent, from: on(intent.from), to: on(intent.to) };
    case 'deviate':
      return { ...intent, reviewOn };
    case 'review-deviation':
      return { ...intent, reviewOn, deviation: latest(intent.deviation, q?.deviations) };
    case 'add-action':
      return { ...intent, due: on(intent.due) };
    case 'report-action':
      return { ...intent, action: latest(intent.action, q?.followUps) };
    case 'pass-gate':
      return intent.gate === NEXT_GATE ? { ...intent, gate: GATES[q?.gates?.length ?? 0] ?? 'K1' } : intent;
    case 'renew-roster':
      return { ...intent, roster: ofGroups(intent.roster, q?.groups ?? []) };
    default:
      return intent;
  }
}

/** These groups' seats alone. A question's only group is not named in them. */
function ofGroups(lists: Roster, groups: string[]): Roster {
  const seats = lists.seats.filter((seat) => seat.group !== undefined && groups.includes(seat.group));
  if (groups.length > 1) return { ...lists, seats };
  return { ...lists, seats: seats.map(({ group: _group, ...seat }) => seat) };
}

function cardSeen({ seen }: Move, q: Question | null): Command['seen'] {
  if (seen === 'none' || !q) return undefined;
  return seen === 'present' ? { level: q.level, round: q.round } : { level: 1, round: 1 };
}

function peopleOf(roster: Roster, { by }: Move, q: Question | null): (string | null)[] {
  if (by === 'system') return [null];
  if (by === 'expert') return [roster.experts[0] ?? null];
  if (by === 'coordinator') return [roster.coordinators[0] ?? null];
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

/** Few seats mostly in all but the first, so that several groups agree now and then. */
function groupSeats(group: string, most: number): fc.Arbitrary<Seat[]> {
  const trondheim = fc.oneof(
    { weight: 1, arbitrary: seatsOf('trondheim', `${group}/`, 0, 2) },
    { weight: 3, arbitrary: seatsOf('trondheim', `${group}/`, Math.min(3, most), most) },
  );
  return fc
    .tuple(trondheim, seatsOf('opsjonskommuner', `${group}/`, 0, Math.min(4, most)))
    .map((blocks) => blocks.flat().map((seat) => ({ ...seat, group })));
}

/** How people of g meet again in another group: not at all, in a seat of their own, or standing in for its holder. */
const meeting = fc.constantFrom('apart' as const, 'apart' as const, 'seated' as const, 'standing in' as const);

function meet(seats: Seat[], first: Seat[], how: 'apart' | 'seated' | 'standing in'): Seat[] {
  if (how === 'apart') return seats;
  return seats.map((seat, i) => {
    const other = first[i]?.holder;
    if (!other || i % 2 === 1) return seat;
    return how === 'seated' ? { ...seat, holder: other } : { ...seat, substitute: other };
  });
}

/** Lists of three groups; a question takes those it is asked of. */
const roster: fc.Arbitrary<Roster> = fc
  .record({
    g: groupSeats('g', 6),
    h: groupSeats('h', 3),
    i: groupSeats('i', 2),
    how: meeting,
    expertOutside: often(false, true, 3),
    ladder: fc.tuple(bodyAt(2), bodyAt(3), bodyAt(4)),
    levels: fc.constantFrom(3, 3, 3, 2, 0),
  })
  .map(({ g, h, i, how, expertOutside, ladder, levels }) => ({
    seats: [...g, ...meet(h, g, how), ...i],
    experts: [expertOutside ? 'expert' : (g[0]?.holder ?? 'expert')],
    coordinators: ['coordinator'],
    ladder: ladder.slice(0, levels),
    version: g.length,
  }));

/** New lists, where people may also have moved one seat along in their group. */
const renewed: fc.Arbitrary<Roster> = fc.record({ lists: roster, moved: fc.boolean() }).map(({ lists, moved }) => {
  if (!moved) return lists;
  const next = (seat: Seat, i: number) => (lists.seats[i + 1]?.group === seat.group ? lists.seats[i + 1] : null);
  return { ...lists, seats: lists.seats.map((seat, i) => ({ ...seat, holder: next(seat, i)?.holder ?? null })) };
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
const from = fc.constantFrom('-9', '+0', '+0', '+1', '+3', '2027-13-01');
const to = fc.constantFrom('-1', '+0', '+2', '+5', '+30', '+30');
const ahead = fc.constantFrom('+0', '+1', '+4', '+9', '+40', '+90', '2027-02-30');
const latestMostly = fc.constantFrom(LATEST, LATEST, LATEST, 1, 2);
const seriousness = fc.constantFrom('green' as const, 'yellow' as const, 'red' as const);
const whom = { whom: words, why: words, criticality: seriousness, reviewOn: fc.option(ahead, { freq: 2 }) };
const other = fc.constantFrom({ question: 'q2', number: 'T-2027-002' }, { question: 'q3', number: 'T-2027-003' });
const objectionNumber = fc.constantFrom(LATEST, LATEST, LATEST, 1, 2, 3);

type Doing = Pick<Move, 'intent' | 'by'>;

const anybody = fc.record({
  of: often('seated', 'all', 3),
  from: fc.nat(24),
  people: fc.oneof(
    { weight: 2, arbitrary: fc.constant(1) },
    { weight: 3, arbitrary: fc.integer({ min: 2, max: 10 }) },
    { weight: 1, arbitrary: fc.constant(20) },
  ),
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

/** Few messages, so that the same one is said, edited and taken away. */
const source = fc.constantFrom('m1', 'm2').map((message) => ({ platform: 'slack', link: 'slack:T:C:g', message }));

/** Positions mostly, so that questions get somewhere. */
const doings: fc.Arbitrary<Doing> = fc.oneof(
  doing(20, 'support', {}),
  doing(5, 'reservation', { text: words }),
  doing(9, 'objection', { criterion, text: words, change: words }),
  doing(3, 'abstain', {}),
  doing(1, 'recuse', {}),
  doing(2, 'prefer', { option: fc.constantFrom('a', 'b', 'z') }),
  doing(2, 'comment', { text: words, source: fc.option(source, { nil: undefined }) }, 'expert'),
  doing(2, 'edit-comment', { text: words, source }, 'expert'),
  doing(1, 'withdraw-comment', { source }),
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
  doing(4, 'remind', {}, 'coordinator'),
  doing(3, 'call-substitutes', {}, 'coordinator'),
  doing(3, 'notify-expert', {}, 'coordinator'),
  doing(3, 'absent', { from, to }),
  doing(1, 'back', {}),
  doing(1, 'withdraw', { reason: words }, 'expert'),
  doing(
    2,
    'decide',
    {
      ...{ text: words, outcome: fc.constantFrom('common-solution', 'local-deviation') },
      deviation: fc.option(fc.record({ ...whom, reviewOn: fc.constant(null) }), { freq: 2, nil: undefined }),
    },
    'chair',
  ),
  doing(7, 'send-back', { guidance: words }, 'chair'),
  doing(1, 'catch-idea', { kind: fc.constantFrom('time-thief' as const, 'improvement' as const), text: words }),
  doing(1, 'renew-roster', { roster: renewed }, 'system'),
);

const answered = doing(5, 'answer-vendor', { text: words }, 'expert');
const checked = doing(4, 'verify', { ok: fc.boolean(), text: fc.option(words) }, 'expert');
const anyGate = fc.constantFrom(NEXT_GATE, NEXT_GATE, NEXT_GATE, 'K1' as const, 'K2' as const, 'K3' as const);
const gated = doing(6, 'pass-gate', { gate: anyGate, text: fc.option(words) }, 'expert');
const deviated = doing(4, 'deviate', whom, 'expert');
const kept = { keep: fc.boolean(), text: words, reviewOn: fc.option(ahead, { freq: 2 }) };
const reviewed = doing(4, 'review-deviation', { deviation: latestMostly, ...kept }, 'expert');
const cycle = fc.constantFrom(null, { every: 'tertial' as const }, { every: 'year' as const, on: '05-04' });
const fields = { area: words, responsible: words, measure: words, due: ahead, reports: cycle };
const acted = doing(5, 'add-action', { ...fields, responsiblePerson: fc.constantFrom(null, 'g/t2') }, 'expert');
const reported = doing(3, 'report-action', { action: latestMostly, text: words, done: fc.boolean() }, 'expert');
const reopened = doing(2, 'reopen', { as: other }, 'system');
const superseded = doing(1, 'supersede', { with: other }, 'system');

/** What is done with a decision; before there is one it is refused. */
const afterDoings: fc.Arbitrary<Doing> = fc.oneof(
  ...[answered, checked, gated, deviated, reviewed, acted, reported, reopened, superseded],
  doing(1, 'deviate', whom, 'chair'),
  doing(1, 'renew-roster', { roster: renewed }, 'system'),
  doing(1, 'support', {}),
  doing(1, 'comment', { text: words, source }, 'expert'),
  doing(1, 'edit-comment', { text: words, source }, 'expert'),
  doing(1, 'withdraw-comment', { source }),
);

/** In the order in which it makes sense, and a little of what comes too late. */
const STORY = [
  deviated,
  acted,
  gated,
  gated,
  gated,
  reported,
  answered,
  checked,
  reviewed,
  reopened,
  superseded,
  deviated,
  reviewed,
];

const gap: fc.Arbitrary<Gap> = fc.oneof(
  { weight: 7, arbitrary: fc.record({ minutes: fc.integer({ min: 0, max: 90 }) }) },
  { weight: 3, arbitrary: fc.record({ minutes: fc.integer({ min: 0, max: 30 * 60 }) }) },
  { weight: 3, arbitrary: fc.record({ due: fc.constantFrom(-1 as const, 0 as const, 1 as const) }) },
  { weight: 1, arbitrary: fc.record({ minutes: fc.integer({ min: 0, max: 9 * 24 * 60 }) }) },
);

/** Days and months besides: reviews and reports come late. */
const longGap: fc.Arbitrary<Gap> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ minutes: fc.integer({ min: 0, max: 30 * 60 }) }) },
  { weight: 3, arbitrary: fc.record({ due: fc.constantFrom(-1 as const, 0 as const, 1 as const) }) },
  { weight: 2, arbitrary: fc.record({ minutes: fc.integer({ min: 0, max: 60 * 24 * 60 }) }) },
);

function moveOf(doing: fc.Arbitrary<Doing>, after: fc.Arbitrary<Gap>): fc.Arbitrary<Move> {
  return fc
    .record({
      gap: after,
      doing,
      seen: fc.constantFrom('present' as const, 'present' as const, 'none' as const, 'none' as const, 'old' as const),
      tick: fc.option(fc.integer({ min: 0, max: 600 })),
    })
    .map(({ doing: { intent, by }, ...rest }) => ({ ...rest, intent, by }));
}

const move = moveOf(doings, gap);
const aftermath: fc.Arbitrary<Move[]> = fc.oneof(
  fc.array(moveOf(afterDoings, longGap), { maxLength: 4, size: 'max' }),
  fc
    .tuple(...STORY.map(({ arbitrary }) => fc.option(moveOf(arbitrary, longGap), { freq: 5 })))
    .map((moves) => moves.filter((one) => one !== null)),
);

/** A proposal that comes when so many moves have been made. */
const proposing: fc.Arbitrary<Move> = fc.constant({
  gap: { minutes: 60 },
  by: 'expert',
  intent: { type: 'amend', proposal: 'b', text: null, incorporates: [] },
  seen: 'none',
  tick: null,
});

const NEWS = 'Ny forskrift';
const earlier = { question: 'q0', number: 'T-2026-001' };
/** What was decided or asked before, where that does not stand in the way. */
const precedent = fc.constantFrom<Partial<Plan['ask']>>(
  {},
  {},
  { precedents: [{ ...earlier, decidedAt: '2020-01-01T12:00:00.000Z' }] },
  { precedents: [{ ...earlier, decidedAt: null }], newInformation: NEWS },
);

/** A question and up to so many moves before a decision, and a few after it. */
export function plans(moves: number): fc.Arbitrary<Plan> {
  const drawn = fc.record({
    criticality: seriousness,
    groups: fc.constantFrom<string[]>(['g'], ['g'], ['g'], ['g', 'h'], ['g', 'h'], ['g', 'h', 'i']),
    alsoGroups: often<string[], string[]>([], ['other'], 4),
    vendorIn: fc.option(fc.integer({ min: -3, max: 15 }), { freq: 2 }),
    practice: fc.boolean(),
    proposal: often<string, null>('a', null, 4),
    own: often(false, true, 7),
    gates: fc.boolean(),
    awayFor: fc.option(fc.nat(9), { freq: 2 }),
    precedent,
    policy,
    roster,
  });
  return fc
    .record({
      start,
      drawn,
      moves: fc.array(move, { minLength: 1, maxLength: moves, size: 'max' }),
      proposal: fc.option(fc.record({ after: fc.nat(3), move: proposing }), { freq: 4 }),
      aftermath,
    })
    .map(({ start, drawn, moves, proposal, aftermath }) => {
      const ask = asking(start, drawn);
      if (ask.proposal !== null || proposal === null) return { start, ask, moves, aftermath };
      return { start, ask, moves: moves.toSpliced(proposal.after, 0, proposal.move), aftermath };
    });
}

type Drawn = Pick<Plan['ask'], 'criticality' | 'alsoGroups' | 'practice' | 'proposal' | 'policy' | 'roster'> & {
  groups: string[];
  vendorIn: number | null;
  own: boolean;
  gates: boolean;
  awayFor: number | null;
  precedent: Partial<Plan['ask']>;
};

function asking(at: Instant, { groups, vendorIn, own, awayFor, precedent, roster, ...drawn }: Drawn): Plan['ask'] {
  const lists = ofGroups(roster, groups);
  const away = lists.seats.flatMap(({ holder }, i) =>
    holder !== null && awayFor !== null && i % 2 === 0
      ? [{ person: holder, from: dayAfter(at, -1), to: dayAfter(at, awayFor) }]
      : [],
  );
  return {
    type: 'ask',
    collaboration: 'test',
    number: 'T-2027-001',
    group: 'g',
    title: 'Tittel',
    body: 'Question?',
    context: null,
    options: ['a', 'b'].map((id) => ({ id, text: `Alternativ ${id}` })),
    vendorDate: vendorIn === null ? null : dayAfter(at, vendorIn),
    groups,
    absences: away,
    expertAnswer: own && drawn.criticality === 'green' && drawn.proposal !== null,
    ...precedent,
    ...drawn,
    roster: lists,
  };
}

function dayAfter(at: Instant, days: number): string {
  return iso(Date.parse(at) + days * 24 * 60 * MINUTE).slice(0, 10);
}
