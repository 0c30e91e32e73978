/** To the question's lead, else to all experts: objections to answer, marks of mandate, and what a decision still asks of them. */
import { GATES, type NextStep, type Question, sendingDay } from '../../domain/index.ts';
import { type Draft, type Happening, keyOf, toEach } from './draft.ts';

export function forExperts(happening: Happening): Draft[] {
  const { q, event } = happening;
  const key = keyOf(happening);
  switch (event.type) {
    case 'objection-raised':
      if (q.level > 1) return [];
      return toEach(leads(q, event.person), `objection:${q.id}:${event.n}`, 'objection', { n: event.n });
    case 'experts-notified': {
      const day = sendingDay(happening.commit.at, q.policy);
      // All of them: whoever leads it has let it wait.
      return toEach(q.roster.experts, `objections-wait:${q.id}:${day}`, 'objections-wait', { by: event.person });
    }
    case 'mandate-flagged':
      return q.level > 1 ? [] : toEach(leads(q, event.person), `mandate:${key}`, 'mandate');
    case 'decided':
      return followUps(q, key, q.gates === null ? 'answer-vendor' : GATES[0]);
    case 'gate-passed':
      return followUps(q, key, GATES[GATES.indexOf(event.gate) + 1] ?? 'answer-vendor');
    case 'vendor-answered':
      return followUps(q, key, 'verify');
    default:
      return [];
  }
}

/** `step`: what it asks for; when that is done before it is sent, it is not. */
function followUps(q: Question, key: string, step: NextStep): Draft[] {
  return toEach(leads(q), `follow-up:${key}`, 'follow-up', { step });
}

/** The expert who leads it; without one, and where they did it themselves, the (other) experts. */
export function leads({ lead, roster }: Question, besides?: string): string[] {
  if (lead !== null && lead !== besides && roster.experts.includes(lead)) return [lead];
  return roster.experts.filter((expert) => expert !== besides);
}
