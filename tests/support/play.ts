/** Given/when/then for questions: what commands produced, refused, and made of the state. */
import {
  type Command,
  DEFAULT_POLICY,
  decide,
  evolve,
  type Intent,
  isRefusal,
  nextStep,
  type Policy,
  type Question,
  type QuestionEvent,
  type Roster,
} from '../../bot/domain/index.ts';

/** More steps than any question has. */
const MANY = 50;

export const MONDAY = '2027-02-01T08:00:00.000Z';

/** Two blocks, expert:1 holds trondheim:1, a coordinator, three bodies with chairs. */
export function rosterWith(trondheim: number, opsjon: number, substitutes: Record<string, string> = {}): Roster {
  const seats = [
    ...Array.from({ length: trondheim }, (_, i) => `trondheim:${i + 1}`),
    ...Array.from({ length: opsjon }, (_, i) => `opsjonskommuner:${i + 1}`),
  ].map((id) => ({ id, block: id.split(':')[0] ?? '', holder: id, substitute: substitutes[id] ?? null }));
  return {
    seats,
    experts: ['trondheim:1'],
    coordinators: ['coordinator:1'],
    ladder: [2, 3, 4].map((level) => ({
      level,
      id: `body:${level}`,
      workingDays: DEFAULT_POLICY.ladder.find((entry) => entry.level === level)?.workingDays ?? null,
      chair: `chair:${level}`,
      seats: [],
    })),
  };
}

/** The roster with this many seats in the body at level 2: body:2/m:1 … held by m:1 … */
export function withBodySeats(roster: Roster, count: number): Roster {
  const seats = Array.from({ length: count }, (_, i) => `m:${i + 1}`);
  const [second, ...above] = roster.ladder;
  if (!second) return roster;
  const seated = seats.map((holder) => ({ id: `body:2/${holder}`, block: 'm', holder, substitute: null }));
  return { ...roster, ladder: [{ ...second, seats: seated }, ...above] };
}

export interface Opening {
  criticality?: 'green' | 'yellow' | 'red';
  roster?: Roster;
  policy?: Policy;
  alsoGroups?: string[];
  vendorDate?: string | null;
  at?: string;
}

/** A question as the core would handle it: due steps first, then the command. */
export function opened({
  criticality = 'yellow',
  roster = rosterWith(8, 4),
  policy = DEFAULT_POLICY,
  ...more
}: Opening = {}) {
  let q: Question | null = null;
  let events: QuestionEvent[] = [];
  let commands = 0;

  function apply(happened: QuestionEvent[], at: string): void {
    for (const event of happened) q = evolve(q, event, at, 'q');
    events = [...events, ...happened];
  }

  function runTo(at: string): void {
    let steps = 0;
    for (let step = q && nextStep(q); step && step.at <= at; step = q && nextStep(q)) {
      steps += 1;
      if (steps > MANY) throw new Error(`the clock stands still at ${step.at}: ${step.kind}`);
      apply(step.events(), step.at);
    }
  }

  /** The command's own events, or its refusal code. */
  function send(at: string, by: string | null, intent: Intent, seen?: { level: number; round: number }) {
    runTo(at);
    commands += 1;
    const command = { question: 'q', commandId: `c${commands}`, at, by, seen, ...intent } as Command;
    const decided = decide(q, command);
    if (isRefusal(decided)) return decided.refused;
    apply(decided, at);
    return decided.map((event) => event.type);
  }

  send(more.at ?? MONDAY, 'trondheim:1', {
    type: 'ask',
    collaboration: 'test',
    number: 'T-2027-001',
    group: 'g',
    alsoGroups: more.alsoGroups ?? [],
    practice: false,
    title: 'Tittel',
    body: 'Question?',
    context: null,
    options: ['a', 'b'].map((id) => ({ id, text: `Alternativ ${id}` })),
    proposal: 'a',
    criticality,
    vendorDate: more.vendorDate ?? null,
    policy,
    roster,
  });
  return {
    send,
    runTo,
    all(at: string, people: string[], intent: Intent = { type: 'support' }) {
      return people.map((by) => send(at, by, intent));
    },
    object(at: string, by: string, text = 'Går ikke') {
      return send(at, by, { type: 'objection', criterion: 'feasibility', text, change: 'Annet' });
    },
    get state(): Question {
      if (!q) throw new Error('not asked');
      return q;
    },
    get events() {
      return events;
    },
  };
}

/** seats('trondheim', 1, 3) -> trondheim:1 … trondheim:3 */
export function seats(block: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => `${block}:${from + i}`);
}
