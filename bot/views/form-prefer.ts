/** Which option the reader would rather have. */
import { hasProposal, type Question } from '../domain/index.ts';
import { catalog } from '../messages/index.ts';
import type { Act, Form } from '../view.ts';
import type { Me, Reading } from './context.ts';
import { formAbout, MAX_OPTION, option } from './form-parts.ts';
import { ownPreference } from './mine.ts';
import { quote, text } from './nodes.ts';
import { numbered } from './preferences.ts';

/** What Slack takes in one list. */
const MAX_OPTIONS = 100;
/** All options together, above the list where their labels are cut. */
const MAX_TEXTS = 2500;

/** Fields: option (its id). The one the reader has chosen before stands in it. */
export function preferForm(act: Act, q: Question, ctx: Reading, me?: Me): Form {
  const m = catalog(ctx.language).asking.prefer;
  const options = q.options.slice(0, MAX_OPTIONS).map(({ id }, at) => option(id, numbered(q, at, ctx, MAX_OPTION)));
  const own = me && ownPreference(q, ctx, me);
  const room = Math.floor(MAX_TEXTS / q.options.length);
  const lines = q.options.map((_, at) => numbered(q, at, ctx, room));
  const isCut = lines.some((line) => line.length > MAX_OPTION);
  const form = formAbout(act, q, ctx, {
    title: m.title,
    intro: [
      ...(hasProposal(q) ? [text(m.beside)] : []),
      ...(isCut ? [quote(lines.join('\n'), catalog(ctx.language).card.options)] : []),
    ],
    fields: [],
  });
  const choice = { type: 'choice' as const, name: 'option', label: m.option, required: true, options };
  return { ...form, fields: [own ? { ...choice, initial: [own] } : choice] };
}
