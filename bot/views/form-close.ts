/** What closes a question or comes after: withdrawal, a chair's decision or guidance, the answer to the vendor, the check of what was built. */
import type { Question } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Act, Form } from '../view.ts';
import { decisionText } from './card-closed.ts';
import type { Reading } from './context.ts';
import { deviationFields } from './form-after.ts';
import { formAbout, longText, option } from './form-parts.ts';
import { proposalText } from './names.ts';
import { quote } from './nodes.ts';

/** Fields: reason. */
export function withdrawForm(act: Act, q: Question, ctx: Reading): Form {
  const { title, submit, text } = catalog(ctx.language).form.withdraw;
  return formAbout(act, q, ctx, { title, submit, fields: [longText('reason', text)] });
}

/** Fields: text (the proposal stands in it), outcome (common-solution or local-deviation), and for the latter whom, why, criticality, reviewOn. */
export function decideForm(act: Act, q: Question, ctx: Reading): Form {
  const m = catalog(ctx.language).form.decide;
  return formAbout(act, q, ctx, {
    title: m.title,
    submit: m.submit,
    fields: [
      longText('text', m.text, { hint: m.hint, initial: proposalText(q, ctx) }),
      {
        type: 'choice',
        name: 'outcome',
        label: m.outcome,
        required: true,
        options: [option('common-solution', m.common), option('local-deviation', m.deviation)],
        initial: ['common-solution'],
      },
      ...deviationFields(q, ctx, catalog(ctx.language).after.form.decide, false),
    ],
  });
}

/** Fields: guidance. */
export function sendBackForm(act: Act, q: Question, ctx: Reading): Form {
  const { title, submit, text, hint } = catalog(ctx.language).form.sendBack;
  return formAbout(act, q, ctx, { title, submit, fields: [longText('guidance', text, { hint })] });
}

/** Fields: text. */
export function answerVendorForm(act: Act, q: Question, ctx: Reading): Form {
  const m = catalog(ctx.language);
  const { title, submit, text } = m.form.answerVendor;
  const intro = [quote(decisionText(q, ctx), m.decided.text)];
  return formAbout(act, q, ctx, { title, submit, intro, fields: [longText('text', text)] });
}

/** Fields: result (built or mismatch), text?. */
export function verifyForm(act: Act, q: Question, ctx: Reading): Form {
  const m = catalog(ctx.language);
  const { title, result, built, mismatch, text } = m.form.verify;
  const options = [option('built', built), option('mismatch', mismatch)];
  return formAbout(act, q, ctx, {
    title,
    submit: m.form.save,
    intro: [quote(decisionText(q, ctx), m.decided.text)],
    fields: [
      { type: 'choice', name: 'result', label: result, required: true, options },
      longText('text', text, { required: false }),
    ],
  });
}
