/** The one place where a command becomes events, or a refusal. Pure: state and command in, events out, nothing else. */

import { declareAbsence, endAbsence } from './commands/absence.ts';
import { amend } from './commands/amend.ts';
import { ask } from './commands/ask.ts';
import { chairDecides, sendBack } from './commands/body.ts';
import { reopen, supersede } from './commands/chain.ts';
import { closesAt, decidedByRules } from './commands/clock.ts';
import { callSubstitutes, notifyExpert, remindNow } from './commands/coordinate.ts';
import { deviate, reviewDeviation } from './commands/deviation.ts';
import { comment, editComment, withdrawComment } from './commands/discussion.ts';
import { addAction, reportAction } from './commands/follow-up.ts';
import { isRefusal, refuse } from './commands/gates.ts';
import { confirmMandate, flagMandate } from './commands/mandate.ts';
import { maintain, withdrawObjection } from './commands/objection.ts';
import { object, prefer, recuse, takePosition } from './commands/position.ts';
import { passGate } from './commands/quality.ts';
import { answerVendor, catchIdea, renewRoster, verify, withdraw } from './commands/record.ts';
import type { Command, Refusal } from './commands.ts';
import type { QuestionEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { hasNationalId } from './national-id.ts';
import type { Question } from './question.ts';

/**
 * What the command does. An empty list: nothing changes (quiet). Steps that fell due before the command must have been applied first
 * (see `nextStep`). A settled question closes in the same breath.
 */
export function decide(q: Question | null, c: Command): QuestionEvent[] | Refusal {
  if (hasNationalId(textsOf(c))) return refuse('patient-data');
  if (c.type === 'ask') return ask(q, c);
  if (!q) return refuse('unknown-question');
  const events = respond(q, c);
  return isRefusal(events) || events.length === 0 ? events : settled(q, events, c);
}

function respond(q: Question, c: Exclude<Command, { type: 'ask' }>): QuestionEvent[] | Refusal {
  switch (c.type) {
    case 'support':
    case 'abstain':
      return takePosition(q, c, c.type);
    case 'reservation':
      return takePosition(q, c, 'reservation', c.text);
    case 'objection':
      return object(q, c);
    case 'recuse':
      return recuse(q, c);
    case 'prefer':
      return prefer(q, c);
    case 'absent':
      return declareAbsence(q, c);
    case 'back':
      return endAbsence(q, c);
    case 'withdraw-objection':
      return withdrawObjection(q, c);
    case 'maintain':
      return maintain(q, c);
    case 'amend':
      return amend(q, c);
    case 'flag-mandate':
      return flagMandate(q, c);
    case 'confirm-mandate':
      return confirmMandate(q, c);
    case 'decide':
      return chairDecides(q, c);
    case 'send-back':
      return sendBack(q, c);
    case 'comment':
      return comment(q, c);
    case 'edit-comment':
      return editComment(q, c);
    case 'withdraw-comment':
      return withdrawComment(q, c);
    case 'remind':
      return remindNow(q, c);
    case 'call-substitutes':
      return callSubstitutes(q, c);
    case 'notify-expert':
      return notifyExpert(q, c);
    case 'withdraw':
      return withdraw(q, c);
    case 'answer-vendor':
      return answerVendor(q, c);
    case 'verify':
      return verify(q, c);
    case 'deviate':
      return deviate(q, c);
    case 'review-deviation':
      return reviewDeviation(q, c);
    case 'add-action':
      return addAction(q, c);
    case 'report-action':
      return reportAction(q, c);
    case 'pass-gate':
      return passGate(q, c);
    case 'catch-idea':
      return catchIdea(q, c);
    case 'supersede':
      return supersede(q, c);
    case 'reopen':
      return reopen(q, c);
    case 'renew-roster':
      return renewRoster(q, c);
    case 'tick':
      return [];
  }
}

/** Adds the closing when what just happened settles the question. */
function settled(q: Question, events: QuestionEvent[], c: Command): QuestionEvent[] {
  const next = events.reduce<Question>((state, event) => evolve(state, event, c.at, q.id), q);
  const closes = next.status === 'open' && closesAt(next, c.at);
  return closes ? [...events, decidedByRules(next)] : events;
}

const TEXTS = ['text', 'change', 'reason', 'guidance', 'whom', 'why', 'area', 'responsible', 'measure'] as const;

/** Everything the command brings that a person wrote. */
function textsOf(c: Command): string[] {
  if (c.type === 'ask') {
    const { title, body, context, newInformation, term, source, options, parties = [] } = c;
    return [
      title,
      body,
      context ?? '',
      newInformation ?? '',
      source ?? '',
      term ?? '',
      ...parties,
      ...options.map(({ text }) => text),
    ];
  }
  const given = { ...(c.type === 'decide' ? c.deviation : {}), ...c } as Partial<
    Record<(typeof TEXTS)[number], unknown>
  >;
  return TEXTS.map((name) => given[name]).filter((text) => typeof text === 'string');
}
