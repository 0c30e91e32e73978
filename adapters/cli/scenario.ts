/** A scenario file: one question played through the ground rules with a clock of its own. The format is told in docs/scenarios.md. */
import { z } from 'zod';
import { REFUSALS, SUBJECTS } from '../../bot/index.ts';
import { seatFaults } from './scenario-seats.ts';
import { actor, criticality, date, instant, Step, text } from './scenario-steps.ts';

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

export type ScenarioFile = z.infer<typeof File>;

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
