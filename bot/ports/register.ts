/** The read model: what lists, digests and the clock ask. */
import type {
  Criticality,
  IdeaKind,
  Instant,
  PersonId,
  QuestionRef,
  ReportCycle,
  Status,
  Subject,
} from '../domain/index.ts';

/** The read model of a question: what lists, search and digests need. */
export interface RegisterEntry {
  /** Question id. */
  _id: string;
  collaboration: string;
  number: string;
  group: string;
  /** All groups asked, `group` first. */
  groups: string[];
  alsoGroups: string[];
  /** The ladder body that has it; null at level 1. */
  body: string | null;
  practice: boolean;
  status: Status;
  criticality: Criticality;
  level: number;
  round: number;
  title: string;
  /** The vendor's question, verbatim. */
  asks: string;
  /** The decision's text or the standing proposal. */
  text: string;
  subject: Subject | null;
  topic: string | null;
  /** What a search finds it by, see search-words.ts; empty: it is not to be found (practice). */
  words: string[];
  /** The English term that a question about a term asks for. */
  term: string | null;
  askedAt: Instant;
  /** The answer to the vendor, in English. */
  vendorAnswer: string | null;
  supersededBy: QuestionRef | null;
  /** With their texts as plain strings. */
  deviations: RegisterDeviation[];
  followUps: RegisterFollowUp[];
  ideas: { kind: IdeaKind; person: PersonId; at: Instant; text: string }[];
  deadline: Instant | null;
  overdue: boolean;
  decidedAt: Instant | null;
  decision: Record<string, unknown> | null;
  tally: Record<string, unknown>;
  missing: unknown[];
  /** When the question next wants the clock's attention; null: never. */
  nextAt: Instant | null;
  updatedAt: Instant;
  version: number;
}

export interface RegisterDeviation {
  n: number;
  whom: string;
  why: string;
  criticality: Criticality;
  reviewOn: string;
  endedAt: Instant | null;
}

export interface RegisterFollowUp {
  n: number;
  area: string;
  responsible: string;
  due: string;
  measure: string;
  reports: ReportCycle | null;
  results: { at: Instant; text: string }[];
  doneAt: Instant | null;
}

export interface Register {
  /** Keeps the newer version: an older one changes nothing. */
  put(entry: RegisterEntry): Promise<void>;
  get(question: string): Promise<RegisterEntry | null>;
  /** Ids of questions with nextAt <= now, earliest first. */
  due(now: Instant, limit: number): Promise<string[]>;
  /** Those in which each of the words begins one of theirs, the latest asked first, no more than the limit; without words none. */
  search(collaboration: string, words: string[], limit: number): Promise<RegisterEntry[]>;
  /** Filters are and-ed; `open` means status open. Sorted by number. */
  list(filter: {
    collaboration?: string;
    number?: string;
    group?: string;
    status?: string;
    level?: number;
    decidedSince?: Instant;
    limit?: number;
  }): Promise<RegisterEntry[]>;
}
