/** Forms for what comes after the decision: local deviations, follow-up actions, quality gates. */
import {
  addMonths,
  type Deviation,
  dateOf,
  type FollowUp,
  GATES,
  type Instant,
  MAX_SHORT,
  mayReport,
  type Policy,
  type Question,
} from '../domain/index.ts';
import { capital, catalog, date, shorten } from '../messages/index.ts';
import type { Act, Field, Form } from '../view.ts';
import type { Me, Reading } from './context.ts';
import { formAbout, longText, option } from './form-parts.ts';
import { words } from './names.ts';
import { line, quote, text } from './nodes.ts';

/** Fields: whom, why, criticality, reviewOn. */
export function deviateForm(act: Act, q: Question, ctx: Reading): Form {
  const m = catalog(ctx.language);
  return formAbout(act, q, ctx, {
    title: m.after.form.deviate.title,
    submit: m.form.save,
    fields: deviationFields(q, ctx, m.after.form.deviate, true),
  });
}

/** As fields of their labels form, or of a body's decision, where they may stand empty. */
export function deviationFields(
  q: Question,
  ctx: Reading,
  labels: Record<'whom' | 'why' | 'criticality' | 'reviewOn', string>,
  required: boolean,
): Field[] {
  const m = catalog(ctx.language);
  const colours = (['green', 'yellow', 'red'] as const).map((one) => option(one, capital(m.criticality[one])));
  return [
    {
      type: 'text',
      name: 'whom',
      label: labels.whom,
      hint: m.after.form.deviate.whomHint,
      required,
      maxLength: MAX_SHORT,
    },
    longText('why', labels.why, { required }),
    {
      type: 'choice',
      name: 'criticality',
      label: labels.criticality,
      required,
      options: colours,
      initial: [q.criticality],
    },
    { type: 'date', name: 'reviewOn', label: labels.reviewOn, required, initial: reviewDate(q.policy, ctx.now) },
  ];
}

function reviewDate(policy: Policy, now: Instant): string {
  return addMonths(dateOf(now, policy.timeZone), policy.localDeviation.reviewAfterMonths);
}

/** Fields: deviation where there is a choice, keep (keep or end), text, reviewOn?. `act.arg`: its number. null: none stands. */
export function reviewForm(act: Act, q: Question, ctx: Reading): Form | null {
  const m = catalog(ctx.language).after.form.review;
  const standing = q.deviations.filter(({ endedAt }) => endedAt === null);
  const known = act.arg === undefined ? standing : standing.filter(({ n }) => String(n) === act.arg);
  if (known.length === 0) return null;
  const label = (one: Deviation) => `${one.n}. ${words(one.whom, ctx)}`;
  const about = (one: Deviation) => catalog(ctx.language).after.details.deviation(shorten(words(one.whom, ctx), 150));
  const choice = act.arg === undefined ? [choiceOf('deviation', m.which, known, label)] : [];
  const intro = act.arg === undefined ? [] : known.map((one) => quote(shorten(words(one.why, ctx), 800), about(one)));
  return formAbout(act, q, ctx, {
    title: m.title,
    submit: catalog(ctx.language).form.save,
    intro,
    fields: [
      ...choice,
      {
        type: 'choice',
        name: 'keep',
        label: m.keep,
        required: true,
        options: [option('keep', m.kept), option('end', m.ended)],
      },
      longText('text', m.text),
      {
        type: 'date',
        name: 'reviewOn',
        label: m.reviewOn,
        hint: m.reviewOnHint,
        required: false,
        initial: reviewDate(q.policy, ctx.now),
      },
    ],
  });
}

/** Fields: area, measure, responsible, due, reports (none, tertial or year), reportOn?. */
export function addActionForm(act: Act, q: Question, ctx: Reading): Form {
  const m = catalog(ctx.language).after.form.addAction;
  const short = (name: string, label: string, hint: string): Field => {
    return { type: 'text', name, label, hint, required: true, maxLength: MAX_SHORT };
  };
  return formAbout(act, q, ctx, {
    title: m.title,
    submit: catalog(ctx.language).form.save,
    fields: [
      short('area', m.area, m.areaHint),
      longText('measure', m.measure),
      short('responsible', m.responsible, m.responsibleHint),
      { type: 'date', name: 'due', label: m.due, required: true },
      {
        type: 'choice',
        name: 'reports',
        label: m.reports,
        required: true,
        options: [option('none', m.none), option('tertial', m.tertial), option('year', m.year)],
        initial: ['none'],
      },
      { type: 'date', name: 'reportOn', label: m.reportOn, hint: m.reportOnHint, required: false },
    ],
  });
}

/** Fields: action where there is a choice, text, done (open or done). `act.arg`: its number. null: none that the reader may report on. */
export function reportForm(act: Act, q: Question, ctx: Reading, me?: Me): Form | null {
  const m = catalog(ctx.language).after;
  const open = me ? mayReport(q, me.person) : q.followUps.filter(({ doneAt }) => doneAt === null);
  const known = act.arg === undefined ? open : open.filter(({ n }) => String(n) === act.arg);
  if (known.length === 0) return null;
  const label = (one: FollowUp) => `${one.n}. ${words(one.measure, ctx)}`;
  const about = ({ area, measure, due }: FollowUp) =>
    quote(shorten(words(measure, ctx), 800), line(words(area, ctx), m.details.due(date(due, ctx.language))));
  const labels = m.form.report;
  return formAbout(act, q, ctx, {
    title: labels.title,
    submit: catalog(ctx.language).form.save,
    intro: act.arg === undefined ? [] : known.map(about),
    fields: [
      ...(act.arg === undefined ? [choiceOf('action', labels.which, known, label)] : []),
      longText('text', labels.text),
      {
        type: 'choice',
        name: 'done',
        label: labels.done,
        required: true,
        options: [option('open', labels.notDone), option('done', labels.finished)],
        initial: ['open'],
      },
    ],
  });
}

/** Fields: text?. `act.arg`: K1, K2 or K3. null: no such gate. */
export function passGateForm(act: Act, q: Question, ctx: Reading): Form | null {
  const m = catalog(ctx.language).after;
  const gate = GATES.find((known) => known === act.arg);
  if (!gate) return null;
  return formAbout(act, q, ctx, {
    title: m.form.gate.title(gate),
    submit: m.form.gate.submit,
    intro: [text(m.form.gate.intro(gate, m.gate[gate]))],
    fields: [longText('text', m.form.gate.text, { hint: m.form.gate.hint, required: false })],
  });
}

function choiceOf<T extends { n: number }>(name: string, label: string, items: T[], words: (item: T) => string): Field {
  const options = items.slice(0, 100).map((item) => option(String(item.n), words(item)));
  return { type: 'choice', name, label, required: true, options };
}
