/** What `begrep` answers, and the form that asks a group for a Norwegian word. */
import { type Instant, MAX_TERM } from '../domain/index.ts';
import { catalog, date, local, shorten } from '../messages/index.ts';
import type { Act, Field, Form, Node, View } from '../view.ts';
import type { Reading } from './context.ts';
import { longText, option } from './form-parts.ts';
import { actions, line, text } from './nodes.ts';

export type TermHit =
  | { kind: 'built-in'; en: string; nb: string; nn: string }
  /** `text`: what is proposed, in the language of the group that votes. */
  | { kind: 'open'; question: string; number: string; group: string; term: string; text: string }
  | {
      kind: 'decided';
      question: string;
      number: string;
      group: string;
      term: string;
      text: string;
      decidedAt: Instant;
    };

/** Opens the form. `arg` is "collaboration/group/term", the last two may be empty. */
export const PROPOSE_TERM = 'propose-term';
const MAX_TRANSLATION = 150;
const MAX_HITS = 8;
const MAX_HIT = 300;

/** `propose`: the reader may ask a group for a word; null: may not. */
export function glossaryView(words: string, hits: TermHit[], propose: Act | null, ctx: Reading): View {
  const m = catalog(ctx.language).gather.term;
  const said = shorten(words, MAX_TERM);
  const summary = hits.length === 0 ? m.notFound(said) : m.found(said);
  const shown = hits.slice(0, MAX_HITS);
  const nodes: Node[] = [text(summary, 'strong'), ...shown.flatMap((hit) => hitNodes(hit, ctx))];
  // They stand last.
  if (shown.at(-1)?.kind === 'built-in') nodes.push(text(m.builtIn, 'subtle'));
  if (hits.length > MAX_HITS) nodes.push(text(m.more(hits.length - MAX_HITS), 'subtle'));
  if (hits.length === 0 && !propose) nodes.push(text(m.askExpert));
  return { summary, nodes: [...nodes, ...offer(propose, ctx)] };
}

/** `begrep` alone: how to use it. */
export function glossaryHelpView(propose: Act | null, ctx: Reading): View {
  const m = catalog(ctx.language);
  const summary = m.gather.term.noWord(m.command.term.word);
  return { summary, nodes: [text(summary), ...offer(propose, ctx)] };
}

function offer(act: Act | null, { language }: Reading): Node[] {
  if (!act) return [];
  return actions([{ type: 'button', label: catalog(language).gather.term.propose, act, opensForm: true }]);
}

function hitNodes(hit: TermHit, ctx: Reading): Node[] {
  const m = catalog(ctx.language).gather.term;
  const inLanguages = (english: string, ...norwegian: string[]) =>
    text([`${m.english}: ${english}`, line(...norwegian)].join('\n'));
  if (hit.kind === 'built-in') {
    const { en, nb, nn } = hit;
    const both = nb === nn ? [`${m.both}: ${nb}`] : [`${m.language.nb}: ${nb}`, `${m.language.nn}: ${nn}`];
    return [inLanguages(en, ...both)];
  }
  const group = ctx.collaboration.groups.find(({ id }) => id === hit.group);
  const language = group?.language ?? ctx.collaboration.language;
  const where = hit.kind === 'decided' ? m.decided(hit.number, date(hit.decidedAt, ctx.language)) : m.open(hit.number);
  return [
    inLanguages(hit.term, `${m.language[language]}: ${shorten(hit.text, MAX_HIT)}`),
    text(line(where, group && local(group.name, ctx.language)), 'subtle'),
  ];
}

export interface TermStart {
  term?: string | undefined;
  group?: string | undefined;
  /** Groups that the person may ask, by id. */
  groups: string[];
}

/** Fields: term, translation, options? (other ones than the proposal, one a line), why?, group. */
export function termForm(act: Act, ctx: Reading, start: TermStart): Form {
  const m = catalog(ctx.language);
  const { form } = m.gather.term;
  const groups = ctx.collaboration.groups
    .filter(({ id }) => start.groups.includes(id))
    .map(({ id, name }) => option(id, local(name, ctx.language)));
  const chosen = groups.length === 1 ? groups[0]?.value : groups.find(({ value }) => value === start.group)?.value;
  const word = { type: 'text' as const, required: true };
  const initial = start.term ? { initial: shorten(start.term, MAX_TERM) } : {};
  const fields: Field[] = [
    { ...word, name: 'term', label: form.term, hint: form.termHint, maxLength: MAX_TERM, ...initial },
    { ...word, name: 'translation', label: form.translation, maxLength: MAX_TRANSLATION },
    longText('options', form.options, { hint: form.optionsHint, required: false }),
    longText('why', form.why, { hint: form.whyHint, required: false }),
    {
      type: 'choice',
      name: 'group',
      label: form.group,
      required: true,
      options: groups,
      ...(chosen ? { initial: [chosen] } : {}),
    },
  ];
  const intro = [text(form.intro), text(m.form.noPatientData, 'strong')];
  return { act, title: form.title, submit: m.form.ask.submit, cancel: m.form.cancel, intro, fields };
}

/** «Hva skal “in basket” hete på norsk?» */
export function termTitle(term: string, language: Reading['language']): string {
  return catalog(language).gather.term.question(term);
}

/** Why the word can't simply be asked for: it is being voted on, or was decided and nothing new is said. */
export function termTakenText(
  hit: { kind: 'open' | 'decided'; number: string },
  language: Reading['language'],
): string {
  const m = catalog(language).gather.term;
  return hit.kind === 'open' ? m.alreadyOpen(hit.number) : m.alreadyDecided(hit.number);
}
