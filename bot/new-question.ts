/** What a new question takes from its collaboration, besides its lists. */
import type { Collaboration } from './collaboration.ts';
import { type Absence, dateOf, type Instant, type Roster } from './domain/index.ts';
import type { Directory } from './ports.ts';

export interface Numbering {
  /** The group's code. */
  code: string;
  practice: boolean;
  now: Instant;
}

/**
 * HT-2027-014. A practice question takes no number from the register's series. Claimed under `key`, which is this question's alone
 * and the same when it is asked again after a crash: so no number is lost.
 */
export async function claimNumber(
  directory: Pick<Directory, 'claimNumber'>,
  { _id, policy }: Collaboration,
  { code, practice, now }: Numbering,
  key: string,
): Promise<string> {
  const year = dateOf(now, policy.timeZone).slice(0, 4);
  const series = practice ? `${code}-${year}-P` : `${code}-${year}`;
  const n = await directory.claimNumber(`${_id}/${series}`, key);
  return `${series}-${String(n).padStart(3, '0')}`;
}

/** Absences declared before, of those who hold a seat in the groups or in the bodies above. */
export async function absencesOf(
  directory: Pick<Directory, 'absences'>,
  { _id, policy }: Collaboration,
  { seats, ladder }: Roster,
  now: Instant,
): Promise<Absence[]> {
  const holders = new Set([...seats, ...ladder.flatMap((body) => body.seats)].map(({ holder }) => holder));
  const declared = await directory.absences(_id, dateOf(now, policy.timeZone));
  return declared.filter(({ person }) => holders.has(person)).map(({ person, from, to }) => ({ person, from, to }));
}
