/** A scenario file: one question played through the ground rules with a clock of its own. The format is told in docs/scenarios.md. */
import { z } from 'zod';
import { CRITERIA, DEFAULT_POLICY, GATES, IDEA_KINDS, layeredPolicy, REFUSALS, SUBJECTS } from '../../bot/index.ts';
import data from './data/groups.json' with { type: 'json' };
import { Groups } from './groups.ts';

const text = z.string().min(1);
const instant = z.iso.datetime({ offset: true });
const date = z.iso.date();
const objectionRef = z.string().regex(/^#\d+$/, 'an objection is named "#1", "#2" …');
const RANGE = /^(.+):(\d{1,6})\.\.(\d{1,6})$/;
const MAX_RANGE = 1000;
const actor = z
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

const criticality = z.enum(['green', 'yellow', 'red']);
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

/** Seats by their names within the group or body. */
const seating = { vacant: z.array(text).default([]), substitutes: z.record(z.string(), z.string()).default({}) };

/** One more group that is asked: its id, or its id with what is different about its seats. */
const AlsoAsked = z.union([
  text.transform((id) => ({ id, vacant: [], substitutes: {}, holders: {} })),
  z.strictObject({ id: text, ...seating, holders: z.record(z.string(), actor).default({}) }),
]);

/** A body above the group. Without seats its chair decides; `chair` absent: chair:2 and so on, null: none. */
const Body = z.strictObject({
  seats: z.record(z.string(), z.int().min(1).max(99)).default({}),
  ...seating,
  chair: actor.nullable().optional(),
});

const File = z.strictObject({
  name: text,
  rules: z.record(z.string(), z.unknown()).default({}),
  group: text,
  groups: z.array(AlsoAsked).default([]),
  ...seating,
  ladder: z.record(z.string(), Body).default({}),
  absences: z.array(z.strictObject({ person: actor, from: date, to: date })).default([]),
  question: z.strictObject({
    title: text,
    body: text,
    context: z.string().nullable().default(null),
    criticality,
    options: z.array(z.strictObject({ id: text, text })).min(1),
    proposal: text.nullable(),
    alsoGroups: z.array(text).default([]),
    vendorDate: date.nullable().default(null),
    practice: z.boolean().default(false),
    subject: z.enum(SUBJECTS).optional(),
    gates: z.boolean().default(false),
    expertAnswer: z.boolean().default(false),
    precedents: z.array(z.strictObject({ number: text, decidedAt: instant.nullable() })).default([]),
    newInformation: z.string().optional(),
    refused: z.enum(REFUSALS).optional(),
  }),
  openedAt: instant,
  steps: z.array(Step),
  until: instant,
  expect: z.record(z.string(), z.unknown()).optional(),
});

export const Scenario = File.check(({ value, issues }) => {
  const { openedAt, until, question, steps } = value;
  const fault = (path: (string | number)[], message: string) =>
    issues.push({ code: 'custom', path, message, input: undefined });
  for (const { path, message } of seatFaults(value)) fault(path, message);
  const [from, to] = [Date.parse(openedAt), Date.parse(until)];
  if (to < from) fault(['until'], 'is before openedAt');
  for (const [i, { at }] of steps.entries()) {
    if (Date.parse(at) < from) fault(['steps', i, 'at'], 'is before openedAt');
    else if (to >= from && Date.parse(at) > to) fault(['steps', i, 'at'], 'is after until');
  }
  const ids = question.options.map(({ id }) => id);
  if (new Set(ids).size < ids.length) fault(['question', 'options'], 'two options have the same id');
  if (question.proposal !== null && !ids.includes(question.proposal))
    fault(['question', 'proposal'], 'is none of the options');
});
export type Scenario = z.infer<typeof Scenario>;

type Fault = { path: (string | number)[]; message: string };

/** Groups, levels and seats that are named and there are none of. Those of the first group `samrad replay` looks up itself. */
function seatFaults({ group, groups, ladder, rules }: z.infer<typeof File>): Fault[] {
  const known = Groups.parse(data).groups;
  const levels = levelsOf(rules);
  const ofGroups = groups.flatMap(({ id, holders, ...asked }, i): Fault[] => {
    const path = ['groups', i];
    const found = known.find((one) => one.id === id);
    if (!found) return [{ path, message: `there is no group ${id}` }];
    const twice = id === group || groups.findIndex((one) => one.id === id) < i;
    const named = seatsNamed(id, { ...asked, holders }, seatsIn(found.seats), path);
    return twice ? [{ path, message: `${id} is asked twice` }, ...named] : named;
  });
  const ofBodies = Object.entries(ladder).flatMap(([level, body]): Fault[] => {
    const path = ['ladder', level];
    if (levels && !levels.includes(level)) return [{ path, message: 'the rules have no such level above the group' }];
    return seatsNamed(`the body at level ${level}`, { ...body, holders: {} }, seatsIn(body.seats), path);
  });
  return [...ofGroups, ...ofBodies];
}

/** Levels above the group; null: the rules themselves are at fault, which is told elsewhere. */
function levelsOf(rules: Record<string, unknown>): string[] | null {
  try {
    const { ladder } = layeredPolicy(DEFAULT_POLICY, rules);
    return ladder.filter(({ level }) => level > 1).map(({ level }) => String(level));
  } catch {
    return null;
  }
}

type Seating = { vacant: string[]; substitutes: Record<string, string>; holders: Record<string, string> };

function seatsNamed(
  of: string,
  { vacant, substitutes, holders }: Seating,
  seats: string[],
  path: Fault['path'],
): Fault[] {
  const named: [path: Fault['path'], seat: string][] = [
    ...vacant.map((seat, i): [Fault['path'], string] => [[...path, 'vacant', i], seat]),
    ...Object.keys(substitutes).map((seat): [Fault['path'], string] => [[...path, 'substitutes', seat], seat]),
    ...Object.keys(holders).map((seat): [Fault['path'], string] => [[...path, 'holders', seat], seat]),
  ];
  return named
    .filter(([, seat]) => !seats.includes(seat))
    .map(([at, seat]) => ({ path: at, message: `${of} has no seat ${seat}` }));
}

/** { trondheim: 2 } -> trondheim:1, trondheim:2 */
export function seatsIn(blocks: Record<string, number>): string[] {
  return Object.entries(blocks).flatMap(([block, count]) =>
    Array.from({ length: count }, (_, i) => `${block}:${i + 1}`),
  );
}

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
