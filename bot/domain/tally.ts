/** What is counted, and what is still missing. */

export interface Counts {
  electorate: number;
  answered: number;
  support: number;
  reservation: number;
  objection: number;
  abstain: number;
}

export interface GroupTally extends Counts {
  blocks: Record<string, Counts>;
}

export interface Tally extends GroupTally {
  /** Each group's own, when several were asked. */
  groups?: Record<string, GroupTally> | undefined;
}

/** One thing that still stands between a question and a decision, in data; the catalogs put it in words. `group`: which of several. */
export type Need =
  /** Nothing is proposed yet. */
  | { need: 'proposal' }
  | { need: 'answers'; count: number; block: string | null; group?: string | undefined }
  | { need: 'support'; count: number; group?: string | undefined }
  /** So many more that accept, for the accept share. */
  | { need: 'acceptance'; count: number; block: string | null; group?: string | undefined }
  | { need: 'open-objection'; objection: number }
  /** A maintained objection that the criticality does not allow at this level. */
  | { need: 'maintained-objection'; objection: number }
  /** The body at this level decides. */
  | { need: 'body'; level: number };
