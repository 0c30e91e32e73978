/** collaboration.yaml as it is written: people with their roles, so that a coordinator can keep it. */
import * as z from 'zod';
import { partialPolicySchema } from '../policy-schema.ts';
import { email, id, isoDate, language, localText, personId, text } from './fields.ts';
import { strict } from './strict.ts';

const seat = z.string().regex(/^[a-z][a-z0-9-]*:[1-9]\d{0,3}$/, 'should be a block and a number, e.g. trondheim:1');
const seatCount = z.int().min(0).max(500);

const channel = strict({ platform: z.enum(['slack', 'teams']), team: text, channel: text });
/** How many seats each block has. */
const seats = z.record(id, seatCount);

const municipality = strict({ id, name: localText, region: text.optional() });
/** `lead`: the e-mail or the id of an expert of the group. */
const topic = strict({ id, name: localText, lead: z.string().trim().min(1).max(254).optional() });
/** `to` left out: for now without an end. */
const period = strict({ from: isoDate, to: isoDate.nullish() });

const group = strict({
  id,
  code: z.string().regex(/^[A-ZÆØÅ][A-ZÆØÅ0-9]{0,7}$/, 'should be one to eight capital letters and digits, e.g. HT'),
  name: localText,
  language: language.optional(),
  seats,
  channels: z.array(channel).default([]),
  topics: z.array(topic).default([]),
  periods: z.array(period).default([]),
});

const body = strict({
  id,
  level: z.int().min(2).max(20),
  name: localText,
  seats: seats.default({}),
  channels: z.array(channel).default([]),
});

/** `seat` is the one they hold, or for a substitute the one they stand in for. */
const role = strict({
  group: id.optional(),
  body: id.optional(),
  seat: seat.optional(),
  role: z.enum(['member', 'expert', 'coordinator', 'substitute', 'chair']).default('member'),
});

const person = strict({
  id: personId.optional(),
  name: text,
  email,
  language: language.optional(),
  municipality: id.optional(),
  unit: text.optional(),
  roles: z.array(role).default([]),
});

export const collaborationFileSchema = strict({
  id,
  name: localText,
  language,
  blocks: z.record(id, localText),
  municipalities: z.array(municipality).default([]),
  parties: z.record(id, localText).default({}),
  rules: partialPolicySchema.default({}),
  groups: z.array(group).min(1),
  ladder: z.array(body).default([]),
  people: z.array(person),
});

/** As written, defaults left out. */
export type CollaborationFileInput = z.input<typeof collaborationFileSchema>;
/** As read, defaults filled in. */
export type CollaborationFile = z.output<typeof collaborationFileSchema>;
export type FilePerson = CollaborationFile['people'][number];
export type FileRole = FilePerson['roles'][number];
export type FileGroup = CollaborationFile['groups'][number];
export type FileChannel = z.output<typeof channel>;
