/** collaboration.yaml as it is written: people with their roles, so that a coordinator can keep it. */
import * as z from 'zod';
import { partialPolicySchema } from '../policy-schema.ts';
import { isForbiddenKey } from './problem.ts';
import { strict } from './strict.ts';

const text = z.string().trim().min(1).max(200);
const language = z.enum(['nb', 'nn', 'en']);
const localText = strict({ nb: text, nn: text.optional(), en: text.optional() });
const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'should be lower-case letters a-z, digits and hyphens, e.g. hjemmetjenester')
  .refine((word) => !isForbiddenKey(word), "can't be used as a name here");
const personId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'should be letters, digits, dots and hyphens');
const seat = z.string().regex(/^[a-z][a-z0-9-]*:[1-9]\d{0,3}$/, 'should be a block and a number, e.g. trondheim:1');
const seatCount = z.int().min(0).max(500);

const channel = strict({ platform: z.enum(['slack', 'teams']), team: text, channel: text });
/** How many seats each block has. */
const seats = z.record(id, seatCount);

const group = strict({
  id,
  code: z.string().regex(/^[A-ZÆØÅ][A-ZÆØÅ0-9]{0,7}$/, 'should be one to eight capital letters and digits, e.g. HT'),
  name: localText,
  language: language.optional(),
  seats,
  channels: z.array(channel).default([]),
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
  email: z.string().trim().toLowerCase().pipe(z.email('should be an e-mail address')),
  language: language.optional(),
  roles: z.array(role).default([]),
});

export const collaborationFileSchema = strict({
  id,
  name: localText,
  language,
  blocks: z.record(id, localText),
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
export type FileChannel = z.output<typeof channel>;
