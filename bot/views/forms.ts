/** The form an act opens. Field names are what comes back in `Values`; see each form for its own. */
import type { Hours } from '../collaboration.ts';
import type { Absence, Question } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Act, Field, Form } from '../view.ts';
import { aboutNodes } from './besides.ts';
import type { Me, Reading } from './context.ts';
import { detailsForm } from './details.ts';
import { absenceForm } from './form-absence.ts';
import { addActionForm, deviateForm, passGateForm, reportForm, reviewForm } from './form-after.ts';
import { type AskStart, askForm } from './form-ask.ts';
import { answerVendorForm, decideForm, sendBackForm, verifyForm, withdrawForm } from './form-close.ts';
import { amendForm, maintainForm, mandateForm } from './form-expert.ts';
import { objectionForm, recuseForm, reservationForm } from './form-position.ts';
import { preferForm } from './form-prefer.ts';
import { PROPOSE_TERM, type TermStart, termForm } from './glossary.ts';
import { hoursForm, SET_HOURS } from './own.ts';

export interface FormExtras {
  /** Who opens it: their earlier words stand in the fields. */
  me?: Me | undefined;
  /** What they have declared already of absences that are not over. */
  absences?: Absence[] | undefined;
  /** When they are written to by their own choice; null: they have made none. */
  hours?: Hours | null | undefined;
  /** What is known of a new question. */
  ask?: AskStart | undefined;
  /** What is known of a term, and which groups may be asked. */
  term?: TermStart | undefined;
}

/** null: the act has no form, or what it points at is not there (any more). */
export function formFor(act: Act, q: Question | null, ctx: Reading, extras: FormExtras = {}): Form | null {
  const form = bareForm(act, q, ctx, extras);
  if (!form) return null;
  const { emptyField, chooseOne } = catalog(ctx.language).reply;
  const { 'not-a-date': notADate } = catalog(ctx.language).asking.absence.fault;
  const fields = form.fields.map((field): Field => {
    if (!field.required) return field;
    if (field.type === 'date') return { ...field, whenEmpty: notADate };
    return { ...field, whenEmpty: 'options' in field ? chooseOne : emptyField };
  });
  return { ...form, fields };
}

function bareForm(act: Act, q: Question | null, ctx: Reading, extras: FormExtras): Form | null {
  if (act.do === 'ask') return askForm(act, ctx, extras.ask, extras.me);
  if (act.do === 'absent') return extras.me ? absenceForm(act, ctx, extras.me, extras.absences ?? []) : null;
  if (act.do === SET_HOURS) return extras.hours === undefined ? null : hoursForm(act, ctx, extras.hours ?? undefined);
  if (act.do === PROPOSE_TERM) return extras.term ? termForm(act, ctx, extras.term) : null;
  if (!q) return null;
  switch (act.do) {
    case 'reservation':
      return reservationForm(act, q, ctx, extras.me);
    case 'objection':
      return objectionForm(act, q, ctx, extras.me);
    case 'recuse':
      return recuseForm(act, q, ctx);
    case 'flag-mandate':
      return mandateForm(act, q, ctx, extras.me);
    case 'amend':
      return amendForm(act, q, ctx);
    case 'maintain':
      return maintainForm(act, q, ctx);
    case 'withdraw':
      return withdrawForm(act, q, ctx);
    case 'decide':
      return decideForm(act, q, ctx);
    case 'send-back':
      return sendBackForm(act, q, ctx);
    case 'answer-vendor':
      return answerVendorForm(act, q, ctx);
    case 'verify':
      return verifyForm(act, q, ctx);
    case 'prefer':
      return preferForm(act, q, ctx, extras.me);
    case 'deviate':
      return deviateForm(act, q, ctx);
    case 'review-deviation':
      return reviewForm(act, q, ctx);
    case 'add-action':
      return addActionForm(act, q, ctx);
    case 'report-action':
      return reportForm(act, q, ctx, extras.me);
    case 'pass-gate':
      return passGateForm(act, q, ctx);
    case 'details':
      return withAbout(detailsForm(act, q, ctx, extras.me), q, ctx);
    default:
      return null;
  }
}

/** Under the question's own line: who answers, whom it concerns, what people prefer. */
function withAbout(form: Form, q: Question, ctx: Reading): Form {
  const [title, ...rest] = form.intro;
  return title ? { ...form, intro: [title, ...aboutNodes(q, ctx), ...rest] } : form;
}
