/** What experts write: an amendment, an answer to an objection; and the mandate question, which members raise too. */
import { hasProposal, type Objection, type Question } from '../domain/index.ts';
import { catalog, shorten } from '../messages/index.ts';
import type { Act, Form } from '../view.ts';
import { objectionNote } from './card-parts.ts';
import { type Me, partOf, type Reading, standing } from './context.ts';
import { formAbout, longText, MAX_OPTION, option } from './form-parts.ts';
import { personName, words } from './names.ts';
import { quote, text } from './nodes.ts';
import { numbered, preferenceCounts } from './preferences.ts';

/** The value of `proposal` when the expert writes a wording of their own. */
export const OWN_TEXT = 'own-text';

/** Fields: text; it may be empty for an expert or a coordinator. */
export function mandateForm(act: Act, q: Question, ctx: Reading, me?: Me): Form {
  const m = catalog(ctx.language).form.flagMandate;
  const part = me && partOf(q, me.person, ctx.now);
  const required = !(part?.expert || part?.coordinator);
  return formAbout(act, q, ctx, {
    title: m.title,
    intro: [text(m.intro)],
    fields: [longText('text', m.text, { hint: m.hint, required })],
  });
}

/**
 * Fields: proposal (an option's id, or OWN_TEXT), text?, incorporates? (objection numbers; no field when none stand). Where nothing
 * is proposed yet, it is the proposal.
 */
export function amendForm(act: Act, q: Question, ctx: Reading): Form {
  const {
    card,
    form: { amend: m },
  } = catalog(ctx.language);
  const first = catalog(ctx.language).asking.propose;
  const options = q.options.slice(0, 99).map((o, i) => option(o.id, counted(q, i, ctx)));
  const objections = hasProposal(q) ? standing(q).slice(0, 100) : [];
  const form = formAbout(act, q, ctx, {
    title: hasProposal(q) ? m.title : first.title,
    intro: [text(hasProposal(q) ? m.intro : first.intro)],
    fields: [
      {
        type: 'choice',
        name: 'proposal',
        label: hasProposal(q) ? m.proposal : card.proposal,
        required: true,
        options: [...options, option(OWN_TEXT, m.ownText)],
        initial: [hasProposal(q) ? OWN_TEXT : mostPreferred(q)],
      },
      longText('text', m.text, { hint: m.textHint, required: false }),
    ],
  });
  if (objections.length === 0) return form;
  form.fields.push({
    type: 'choices',
    name: 'incorporates',
    label: m.incorporates,
    hint: m.incorporatesHint,
    required: false,
    options: objections.map((o) => option(String(o.n), `${o.n}. ${words(o.text, ctx)}`)),
  });
  return form;
}

/** The option, with how many prefer it where anybody has said so. */
function counted(q: Question, at: number, ctx: Reading): string {
  const counts = preferenceCounts(q);
  const n = counts.get(q.options[at]?.id ?? '') ?? 0;
  const spoken = [...counts.values()].some((count) => count > 0);
  if (!spoken) return numbered(q, at, ctx, MAX_OPTION);
  return catalog(ctx.language).asking.prefer.counted(numbered(q, at, ctx, MAX_OPTION - 6), n);
}

function mostPreferred(q: Question): string {
  const [most] = [...preferenceCounts(q)].sort(([, a], [, b]) => b - a);
  return most && most[1] > 0 ? most[0] : OWN_TEXT;
}

/** Fields: text, and objection where there is a choice. `act.arg`: the objection's number; absent: any. null when it is not open. */
export function maintainForm(act: Act, q: Question, ctx: Reading): Form | null {
  const m = catalog(ctx.language);
  const open = standing(q).filter((o) => o.status === 'open');
  if (act.arg === undefined && open.length > 0) return maintainOneOf(act, q, ctx, open);
  const objection = open.find((o) => String(o.n) === act.arg);
  if (!objection) return null;
  const by = personName(objection.person, ctx);
  const intro = [
    quote(shorten(words(objection.text, ctx), 1500), objectionNote(objection, ctx.language), by),
    quote(shorten(words(objection.change, ctx), 1500), m.card.change),
  ];
  const { title, text: label, hint } = m.form.maintain;
  return formAbout(act, q, ctx, { title, intro, fields: [longText('text', label, { hint })] });
}

/** Which of them first: one form, however many there are. */
function maintainOneOf(act: Act, q: Question, ctx: Reading, open: Objection[]): Form {
  const { title, which, text: label, hint } = catalog(ctx.language).form.maintain;
  const options = open.slice(0, 100).map((o) => option(String(o.n), `${o.n}. ${words(o.text, ctx)}`));
  return formAbout(act, q, ctx, {
    title,
    fields: [
      { type: 'choice', name: 'objection', label: which, required: true, options },
      longText('text', label, { hint }),
    ],
  });
}
