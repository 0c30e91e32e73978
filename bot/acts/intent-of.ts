/** What a tap or a form's fields ask for. */
import {
  type DeviationGiven,
  GATES,
  IDEA_KINDS,
  type Intent,
  mayReport,
  type Question,
  type ReportCycle,
} from '../domain/index.ts';
import type { Act, Values } from '../view.ts';
import { KEEP, OWN_TEXT } from '../views/index.ts';

/** A date that is to come, for trying whether an act would be taken. */
const FAR_AHEAD = '2099-12-31';

/** null: the act is not one that changes a question. */
export function intentOf(act: Act, values: Values, q: Question, person: string): Intent | null {
  const text = one(values, 'text');
  switch (act.do) {
    case 'support':
    case 'abstain':
    case 'recuse':
    case 'confirm-mandate':
      return { type: act.do };
    case 'reservation':
      return { type: 'reservation', text: act.arg === KEEP ? formerWords(q, person) : text };
    case 'objection':
      return { type: 'objection', criterion: one(values, 'criterion'), text, change: one(values, 'change') };
    case 'flag-mandate':
      return { type: 'flag-mandate', text: text || null };
    case 'amend':
      return amendment(values);
    case 'maintain':
      return { type: 'maintain', objection: Number(act.arg ?? one(values, 'objection')), text };
    case 'withdraw-objection':
      return { type: 'withdraw-objection', objection: act.arg ? Number(act.arg) : null };
    case 'prefer':
      return { type: 'prefer', option: act.arg ?? one(values, 'option') };
    case 'withdraw':
      return { type: 'withdraw', reason: one(values, 'reason') };
    case 'decide': {
      const local = one(values, 'outcome') === 'local-deviation';
      if (!local) return { type: 'decide', text, outcome: 'common-solution' };
      return { type: 'decide', text, outcome: 'local-deviation', deviation: deviationIn(values, q) };
    }
    case 'send-back':
      return { type: 'send-back', guidance: one(values, 'guidance') };
    case 'answer-vendor':
      return { type: 'answer-vendor', text };
    case 'verify':
      return { type: 'verify', ok: one(values, 'result') === 'built', text: text || null };
    case 'deviate':
      return { type: 'deviate', ...deviationIn(values, q) };
    case 'review-deviation': {
      const keep = one(values, 'keep') !== 'end';
      const reviewOn = one(values, 'reviewOn') || null;
      return { type: 'review-deviation', deviation: Number(act.arg ?? one(values, 'deviation')), keep, text, reviewOn };
    }
    case 'add-action':
      return actionIn(values);
    case 'report-action':
      return {
        type: 'report-action',
        action: Number(act.arg ?? one(values, 'action')),
        text,
        done: one(values, 'done') === 'done',
      };
    case 'pass-gate': {
      const gate = GATES.find((known) => known === act.arg);
      return gate ? { type: 'pass-gate', gate, text: text || null } : null;
    }
    case 'catch-idea': {
      const kind = IDEA_KINDS.find((known) => known === act.arg);
      return kind ? { type: 'catch-idea', kind, text } : null;
    }
    default:
      return null;
  }
}

function deviationIn(values: Values, q: Question): DeviationGiven {
  const serious = one(values, 'criticality');
  const criticality = serious === 'green' || serious === 'yellow' || serious === 'red' ? serious : q.criticality;
  return { whom: one(values, 'whom'), why: one(values, 'why'), criticality, reviewOn: one(values, 'reviewOn') || null };
}

/** `reports`: none, tertial, or year, which takes its day from `reportOn` (a date of any year). */
function actionIn(values: Values): Intent {
  const every = one(values, 'reports');
  const reports: ReportCycle | null =
    every === 'tertial' ? { every } : every === 'year' ? { every, on: one(values, 'reportOn').slice(5) } : null;
  return {
    type: 'add-action',
    area: one(values, 'area'),
    responsible: one(values, 'responsible'),
    responsiblePerson: null,
    due: one(values, 'due'),
    measure: one(values, 'measure'),
    reports,
  };
}

/** The act with something in every field: whether the person may do it at all, before a form opens. */
export function probeOf(act: Act, q: Question, person: string): Intent | null {
  const reportable = mayReport(q, person)[0] ?? q.followUps.find(({ doneAt }) => doneAt === null);
  const filled = {
    ...{ text: '-', reason: '-', guidance: '-', criterion: 'law', change: '-', proposal: OWN_TEXT },
    ...{ whom: '-', why: '-', area: '-', responsible: '-', measure: '-', due: FAR_AHEAD },
    deviation: String(q.deviations.find(({ endedAt }) => endedAt === null)?.n ?? ''),
    action: String(reportable?.n ?? ''),
  };
  return intentOf(act, filled, q, person);
}

function amendment(values: Values): Intent {
  const proposal = one(values, 'proposal');
  const own = proposal === OWN_TEXT || proposal === '';
  const incorporates = [values.incorporates ?? []].flat().map(Number);
  return { type: 'amend', proposal: own ? null : proposal, text: own ? one(values, 'text') : null, incorporates };
}

/** The reservation from before the amendment, kept with one tap. */
function formerWords(q: Question, person: string): string {
  const former = Object.values(q.formerPositions).find((p) => p.person === person && p.kind === 'reservation');
  return former?.text?.said ?? '';
}

export function one(values: Values, name: string): string {
  return ([values[name] ?? ''].flat()[0] ?? '').trim();
}
