/** A new question. */
import { type Criticality, MAX_TITLE } from '../domain/index.ts';
import { catalog, local, shorten } from '../messages/index.ts';
import type { Act, Field, Form } from '../view.ts';
import type { Me, Reading } from './context.ts';
import { askRest, type Options } from './form-ask-rest.ts';
import { longText, option } from './form-parts.ts';
import { text } from './nodes.ts';

/** What is known before the form opens, e.g. from the message it was made of or the channel it was asked in. */
export interface AskStart {
  group?: string | undefined;
  title?: string | undefined;
  question?: string | undefined;
  /** The address of that message. */
  source?: string | undefined;
}

/** How an act's `arg` ends for asking in practice. */
export const PRACTICE = 'practice';

/**
 * Fields: group, title, question, context?, proposal?, options? (other ones than the proposal, one a line), criticality,
 * vendorDate?, and the rarer ones of `askRest`. `me`: who asks; absent: anybody, and all that could be asked for.
 */
export function askForm(act: Act, ctx: Reading, start: AskStart = {}, me?: Me): Form {
  const m = catalog(ctx.language);
  const intro = [text(m.form.noPatientData, 'strong')];
  if (act.arg?.endsWith(PRACTICE)) intro.unshift(text(`${m.practice}: ${m.practiceNote}`));
  const { title, submit } = m.form.ask;
  const fields = [...askFields(ctx, start), ...askRest(ctx, me, start.source)];
  return { act, title, submit, cancel: m.form.cancel, intro, fields };
}

function askFields(ctx: Reading, start: AskStart): Field[] {
  const m = catalog(ctx.language).form.ask;
  const { proposalHint, optionsHint } = catalog(ctx.language).asking.form;
  const groups = groupOptions(ctx);
  const initialGroup = groups.some((group) => group.value === start.group) && start.group ? [start.group] : undefined;
  return [
    { type: 'choice', name: 'group', label: m.group, required: true, options: groups, initial: initialGroup },
    {
      type: 'text',
      name: 'title',
      label: m.name,
      hint: m.nameHint,
      required: true,
      maxLength: MAX_TITLE,
      initial: start.title && shorten(start.title, MAX_TITLE),
    },
    longText('question', m.question, { hint: m.questionHint, initial: start.question }),
    longText('context', m.context, { hint: m.contextHint, required: false }),
    longText('proposal', m.proposal, { hint: proposalHint, required: false }),
    longText('options', m.options, { hint: optionsHint, required: false }),
    {
      type: 'choice',
      name: 'criticality',
      label: m.criticality,
      hint: m.criticalityHint,
      required: true,
      options: (['green', 'yellow', 'red'] as const).map((colour) => option(colour, criticalityLabel(colour, ctx))),
    },
    { type: 'date', name: 'vendorDate', label: m.vendorDate, hint: m.vendorDateHint, required: false },
  ];
}

function groupOptions({ collaboration, language }: Reading): Options {
  return collaboration.groups.map((group) => option(group.id, local(group.name, language)));
}

function criticalityLabel(colour: Criticality, { collaboration, language }: Reading): string {
  const m = catalog(language).form.ask;
  const { deadlineWorkingDays: days, minActiveSupport } = collaboration.policy.criticality[colour];
  return colour === 'green' ? m.green(minActiveSupport ?? 0, days) : m[colour](days);
}
