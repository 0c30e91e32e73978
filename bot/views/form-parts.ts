/** What forms share. */
import { MAX_TEXT, type Question } from '../domain/index.ts';
import { catalog, shorten } from '../messages/index.ts';
import type { Act, Field, Form, Node } from '../view.ts';
import type { Reading } from './context.ts';
import { words } from './names.ts';
import { line, text } from './nodes.ts';

/** Slack's longest label of an option. */
export const MAX_OPTION = 75;

/** A form about a question: which one, then what the writer should know, then that patient data stay out. */
export function formAbout(
  act: Act,
  q: Question,
  ctx: Reading,
  words: { title: string; submit?: string | undefined; intro?: Node[] | undefined; fields: Field[] },
): Form {
  const m = catalog(ctx.language).form;
  return {
    act,
    title: words.title,
    submit: words.submit ?? m.send,
    cancel: m.cancel,
    intro: [
      aboutNode(q, ctx),
      ...(words.intro ?? []),
      ...(words.fields.length > 0 ? [text(m.noPatientData, 'strong')] : []),
    ],
    fields: words.fields,
  };
}

function aboutNode(q: Question, ctx: Reading): Node {
  const practice = q.practice && catalog(ctx.language).practice;
  return text(line(practice, q.number, shorten(words(q.title, ctx), 150)), 'subtle');
}

export function longText(
  name: string,
  label: string,
  more: { hint?: string | undefined; required?: boolean | undefined; initial?: string | undefined } = {},
): Field {
  const { hint, required = true, initial } = more;
  return {
    type: 'long-text',
    name,
    label,
    required,
    maxLength: MAX_TEXT,
    ...(hint ? { hint } : {}),
    ...(initial ? { initial: shorten(initial, MAX_TEXT) } : {}),
  };
}

export function option(value: string, label: string): { value: string; label: string } {
  return { value, label: shorten(label, MAX_OPTION) };
}
