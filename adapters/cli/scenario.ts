/** A scenario file: one question played through the ground rules with a clock of its own. */
import { z } from 'zod';
import { CRITERIA, REFUSALS } from '../../bot/index.ts';

const text = z.string().min(1);
const instant = z.iso.datetime({ offset: true });
const date = z.iso.date();
const objectionRef = z.string().regex(/^#\d+$/, 'an objection is named "#1", "#2" …');
const RANGE = /^(.+):(\d{1,6})\.\.(\d{1,6})$/;
const MAX_RANGE = 1000;
const actor = z
  .string()
  .regex(/^[a-z-]+:\d{1,6}(\.\.\d{1,6})?$/, 'an actor is named "block:1", a range "block:2..9"')
  .refine((name) => {
    const [, , from, to] = RANGE.exec(name) ?? [];
    return Number(to ?? 0) >= Number(from ?? 0) && Number(to ?? 0) - Number(from ?? 0) < MAX_RANGE;
  }, `a range goes upwards, over at most ${MAX_RANGE} people`);

const when = { at: instant, by: z.union([actor, z.array(actor).min(1)]), refused: z.enum(REFUSALS).optional() };

function step<T extends string, S extends z.ZodRawShape>(name: T, shape: S) {
  return z.strictObject({ ...when, do: z.literal(name), ...shape });
}

/** Texts that the rules require are optional here: leaving them out must be refused by the core, not by the file's check. */
export const Step = z.discriminatedUnion('do', [
  step('support', {}),
  step('reservation', { text: z.string().optional() }),
  step('objection', {
    criterion: z.enum(CRITERIA).optional(),
    text: z.string().optional(),
    change: z.string().optional(),
  }),
  step('abstain', {}),
  step('recuse', {}),
  step('prefer', { option: text }),
  step('comment', { text: z.string().optional() }),
  step('flag-mandate', { text: z.string().optional() }),
  step('confirm-mandate', {}),
  step('amend', {
    proposal: z.string().optional(),
    text: z.string().optional(),
    incorporates: z.array(objectionRef).default([]),
  }),
  step('withdraw-objection', { objection: objectionRef.optional() }),
  step('maintain', { objection: objectionRef, text: z.string().optional() }),
  step('absent', { from: date, to: date }),
  step('withdraw', { reason: z.string().optional() }),
  step('decide', {
    text: z.string().optional(),
    outcome: z.enum(['common-solution', 'local-deviation']).default('common-solution'),
  }),
  step('send-back', { guidance: z.string().optional() }),
  step('answer-vendor', { text: z.string().optional() }),
  step('verify', { ok: z.boolean(), text: z.string().optional() }),
]);
export type Step = z.infer<typeof Step>;

const File = z.strictObject({
  name: text,
  rules: z.record(z.string(), z.unknown()).default({}),
  group: text,
  vacant: z.array(text).default([]),
  substitutes: z.record(z.string(), z.string()).default({}),
  question: z.strictObject({
    title: text,
    body: text,
    context: z.string().nullable().default(null),
    criticality: z.enum(['green', 'yellow', 'red']),
    options: z.array(z.strictObject({ id: text, text })).min(1),
    proposal: text,
    alsoGroups: z.array(text).default([]),
    vendorDate: date.nullable().default(null),
    practice: z.boolean().default(false),
  }),
  openedAt: instant,
  steps: z.array(Step),
  until: instant,
  expect: z.record(z.string(), z.unknown()).optional(),
});

export const Scenario = File.check(({ value: { openedAt, until, question, steps }, issues }) => {
  const fault = (path: (string | number)[], message: string) =>
    issues.push({ code: 'custom', path, message, input: undefined });
  const [from, to] = [Date.parse(openedAt), Date.parse(until)];
  if (to < from) fault(['until'], 'is before openedAt');
  for (const [i, { at }] of steps.entries()) {
    if (Date.parse(at) < from) fault(['steps', i, 'at'], 'is before openedAt');
    else if (to >= from && Date.parse(at) > to) fault(['steps', i, 'at'], 'is after until');
  }
  const ids = question.options.map(({ id }) => id);
  if (new Set(ids).size < ids.length) fault(['question', 'options'], 'two options have the same id');
  if (!ids.includes(question.proposal)) fault(['question', 'proposal'], 'is none of the options');
});
export type Scenario = z.infer<typeof Scenario>;

/** One actor, a range or a list, spelled out. */
export function actorsOf(by: Step['by']): string[] {
  return [by].flat().flatMap((name) => {
    const range = RANGE.exec(name);
    if (!range) return [name];
    const [, block, from, to] = range;
    const length = Number(to) - Number(from) + 1;
    return Array.from({ length }, (_, i) => `${block}:${Number(from) + i}`);
  });
}
