/** What is done in a scenario, by whom and when. */
import { z } from 'zod';
import { CRITERIA, GATES, IDEA_KINDS, REFUSALS } from '../../bot/index.ts';

export const text = z.string().min(1);
export const instant = z.iso.datetime({ offset: true });
export const date = z.iso.date();
const objectionRef = z.string().regex(/^#\d+$/, 'an objection is named "#1", "#2" …');
const RANGE = /^(.+):(\d{1,6})\.\.(\d{1,6})$/;
const MAX_RANGE = 1000;
export const actor = z
  .string()
  .regex(
    /^([a-z-]+\/|body:\d\/)?[a-z-]+:\d{1,6}(\.\.\d{1,6})?$/,
    'an actor is named "block:1", a range "block:2..9", of several groups "group/block:1", of a body "body:2/block:1"',
  )
  .refine((name) => {
    const [, , from, to] = RANGE.exec(name) ?? [];
    return Number(to ?? 0) >= Number(from ?? 0) && Number(to ?? 0) - Number(from ?? 0) < MAX_RANGE;
  }, `a range goes upwards, over at most ${MAX_RANGE} people`);

const when = { at: instant, by: z.union([actor, z.array(actor).min(1)]), refused: z.enum(REFUSALS).optional() };

export const criticality = z.enum(['green', 'yellow', 'red']);
const deviation = { whom: z.string(), why: z.string(), criticality, reviewOn: date.nullable().default(null) };
const reports = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('tertial') }),
  z.strictObject({ every: z.literal('year'), on: text }),
]);

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
  step('back', {}),
  step('remind', {}),
  step('call-substitutes', {}),
  step('notify-expert', {}),
  step('withdraw', { reason: z.string().optional() }),
  step('decide', {
    text: z.string().optional(),
    outcome: z.enum(['common-solution', 'local-deviation']).default('common-solution'),
    deviation: z.strictObject(deviation).optional(),
  }),
  step('send-back', { guidance: z.string().optional() }),
  step('answer-vendor', { text: z.string().optional() }),
  step('verify', { ok: z.boolean(), text: z.string().optional() }),
  step('deviate', deviation),
  step('review-deviation', {
    deviation: z.int().default(1),
    keep: z.boolean(),
    text: z.string().optional(),
    reviewOn: date.nullable().default(null),
  }),
  step('add-action', {
    ...{ area: z.string(), responsible: z.string(), measure: z.string() },
    responsiblePerson: actor.nullable().default(null),
    due: date,
    reports: reports.nullable().default(null),
  }),
  step('report-action', { action: z.int().default(1), text: z.string().optional(), done: z.boolean().default(false) }),
  step('pass-gate', { gate: z.enum(GATES), text: z.string().optional() }),
  step('catch-idea', { kind: z.enum(IDEA_KINDS), text: z.string().optional() }),
]);
export type Step = z.infer<typeof Step>;

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
