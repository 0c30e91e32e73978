/** Kinds of fields that several parts of the file share. */
import * as z from 'zod';
import { isForbiddenKey } from './problem.ts';
import { strict } from './strict.ts';

export const text = z.string().trim().min(1).max(200);
/** A day of the calendar: 29 February only in leap years. */
export const isoDate = z.string().pipe(z.iso.date('should be a date, YYYY-MM-DD'));
export const language = z.enum(['nb', 'nn', 'en']);
export const localText = strict({ nb: text, nn: text.optional(), en: text.optional() });
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'should be lower-case letters a-z, digits and hyphens, e.g. hjemmetjenester')
  .refine((word) => !isForbiddenKey(word), "can't be used as a name here");
export const personId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'should be letters, digits, dots and hyphens');
export const email = z.string().trim().toLowerCase().pipe(z.email('should be an e-mail address'));
