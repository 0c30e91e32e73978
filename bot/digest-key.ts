/** The coordinators' digest: one a person, collaboration and day. */
import type { Notice } from './ports.ts';

export const DIGEST = 'digest';

/** `date`: YYYY-MM-DD. */
export function digestKey(collaboration: string, person: string, date: string): Notice['_id'] {
  return `${DIGEST}:${collaboration}:${person}:${date}`;
}
