/** What past questions would have come to under other rules: all that people did is done again, the clock's work anew. */
import {
  type Command,
  decide,
  evolve,
  type Instant,
  type Intent,
  isRefusal,
  nextStep,
  type PersonId,
  type Question,
  type QuestionEvent,
  type Roster,
} from './domain/index.ts';
import { layered, type PartialPolicy } from './policy-schema.ts';
import { intentBehind } from './rules-trial-intent.ts';

/** A commit of a question, its texts in place. */
export interface Past {
  at: Instant;
  by: PersonId | null;
  events: QuestionEvent[];
}

/** An event and when it happened. */
export interface Happening {
  at: Instant;
  event: QuestionEvent;
}

/** How a question stands: what its rules have made of it. */
export interface Ending {
  question: Question;
  happened: Happening[];
}

/** As it was, with the clock run on, and as it would have been. */
export interface Trial {
  was: Ending;
  would: Ending;
}

/**
 * Plays a question's commits (in order, the first asks it) again until `now`, or its last commit where that is later, its
 * own pinned policy changed by `changes`.
 * Only what people did is known: what they refrained from since the question had closed, or would have done under other
 * rules, is not. What can't be done any more is left out; what was asked stays asked. Throws when nothing was asked.
 */
export function tryRules(past: Past[], changes: PartialPolicy, now: Instant): Trial {
  const was = createReplay();
  for (const { at, events } of past) was.apply(events, at);
  was.runTo(now);
  const would = createReplay();
  for (const commit of past) playAgain(would, commit, changes);
  would.runTo(now);
  return { was: was.ending(), would: would.ending() };
}

/** Whether status, level, round, criticality, the instant of decision or the last reason for lifting differ. */
export function endedOtherwise({ was, would }: Trial): boolean {
  return JSON.stringify(essence(was.question)) !== JSON.stringify(essence(would.question));
}

function essence({ status, level, round, criticality, decision, escalations }: Question) {
  return [status, level, round, criticality, decision?.at ?? null, escalations.at(-1)?.reason ?? null];
}

type Replay = ReturnType<typeof createReplay>;

function createReplay() {
  let state: Question | null = null;
  const happened: Happening[] = [];
  const numbers = createNumbers();

  function apply(events: QuestionEvent[], at: Instant): void {
    for (const event of events) {
      state = evolve(state, event, at, 'trial');
      happened.push({ at, event });
    }
  }

  return {
    apply,
    numbers,
    state: () => state,
    /** Whatever falls due by then happens at its own instant. */
    runTo(at: Instant): void {
      for (let step = state && nextStep(state); step && step.at <= at; step = state && nextStep(state)) {
        apply(step.events(), step.at);
      }
    },
    ending(): Ending {
      if (!state) throw new Error('nothing was asked');
      return { question: state, happened };
    },
  };
}

function playAgain(replay: Replay, { at, by, events }: Past, changes: PartialPolicy): void {
  replay.runTo(at);
  const intent = intentBehind(events);
  const again = intent && replay.numbers.translated(underRules(intent, changes));
  if (!again) return;
  const made = decide(replay.state(), { question: 'trial', commandId: 'trial', at, by, ...again } as Command);
  if (isRefusal(made)) return;
  replay.apply(made, at);
  replay.numbers.learn(events, made);
}

function underRules(intent: Intent, changes: PartialPolicy): Intent {
  if (intent.type === 'renew-roster') return { ...intent, roster: withDays(intent.roster, changes) };
  if (intent.type !== 'ask') return intent;
  return { ...intent, policy: layered(intent.policy, changes), roster: withDays(intent.roster, changes) };
}

/** A body's working days come from the rules too, and were copied into the question's roster. */
function withDays(roster: Roster, { ladder = [] }: PartialPolicy): Roster {
  const days = new Map(ladder.map(({ level, workingDays }) => [level, workingDays]));
  const bodies = roster.ladder.map((body) => {
    const changed = days.get(body.level);
    return changed === undefined ? body : { ...body, workingDays: changed };
  });
  return { ...roster, ladder: bodies };
}

const NUMBERED = ['objection-raised', 'deviation-recorded', 'action-added'] as const;
type Numbered = (typeof NUMBERED)[number];

/** Objections, deviations and actions are numbered as they come: where one falls out, those after it have other numbers. */
function createNumbers() {
  const known: Record<Numbered, Map<number, number>> = {
    'objection-raised': new Map(),
    'deviation-recorded': new Map(),
    'action-added': new Map(),
  };
  const objection = (n: number) => known['objection-raised'].get(n);

  return {
    learn(then: QuestionEvent[], now: QuestionEvent[]): void {
      for (const type of NUMBERED) {
        const before = then.find((event) => event.type === type);
        const after = now.find((event) => event.type === type);
        if (before?.type === type && after?.type === type) known[type].set(before.n, after.n);
      }
    },
    /** The intent with the numbers of this replay; null: what it is about is not there. */
    translated(intent: Intent): Intent | null {
      switch (intent.type) {
        case 'amend':
          return { ...intent, incorporates: intent.incorporates.map(objection).filter((n) => n !== undefined) };
        case 'maintain':
        case 'withdraw-objection': {
          const n = intent.objection === null ? undefined : objection(intent.objection);
          return n === undefined ? null : { ...intent, objection: n };
        }
        case 'review-deviation': {
          const n = known['deviation-recorded'].get(intent.deviation);
          return n === undefined ? null : { ...intent, deviation: n };
        }
        case 'report-action': {
          const n = known['action-added'].get(intent.action);
          return n === undefined ? null : { ...intent, action: n };
        }
        default:
          return intent;
      }
    },
  };
}
