import type { RegisterEntry } from '../../bot/index.ts';
import { NOON } from '../contracts/store-fixtures.ts';

/** What a register entry of the program before did not have, as it stands until it is made anew. */
export const LATER_FIELDS: Partial<RegisterEntry> = {
  groups: ['legemidler'],
  asks: '',
  subject: null,
  topic: null,
  term: null,
  askedAt: NOON,
  vendorAnswer: null,
  supersededBy: null,
  deviations: [],
  followUps: [],
  ideas: [],
};
