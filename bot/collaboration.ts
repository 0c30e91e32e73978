/** Municipalities that decide together: their groups, seats, people, ladder and rules. Read from collaboration.yaml. */
import type { Policy } from './domain/index.ts';

export type Language = 'nb' | 'nn' | 'en';
export type LocalText = { nb: string; nn?: string | undefined; en?: string | undefined };

export interface Person {
  id: string;
  name: string;
  /** Lower case. Makes an account on Slack and one on Teams the same person. */
  email: string;
  language?: Language | undefined;
  /** Id of a municipality, and where they work there. */
  municipality?: string | undefined;
  unit?: string | undefined;
  /** When they want to be written to: their own choice, never in the file. Absent: whenever the rules allow. */
  hours?: Hours | undefined;
}

/** A part of the day, HH:MM in the policy's time zone. */
export interface Hours {
  from: string;
  to: string;
}

/** Each looks after its own members. */
export interface Municipality {
  id: string;
  name: LocalText;
  /** E.g. fosen; several municipalities share one. */
  region?: string | undefined;
}

/** Who leads a topic in a group: questions about it go to them first. */
export interface GroupTopic {
  id: string;
  name: LocalText;
  lead: string | null;
}

/** Dates YYYY-MM-DD, both inclusive; `to` null: for now without an end. */
export interface Period {
  from: string;
  to: string | null;
}

export interface GroupSeat {
  /** "<block>:<number>", unique within the group. */
  id: string;
  block: string;
  holder: string | null;
  substitute: string | null;
}

export interface Group {
  id: string;
  /** Short code in question numbers, e.g. HT. */
  code: string;
  name: LocalText;
  language?: Language | undefined;
  seats: GroupSeat[];
  /** Person ids. */
  experts: string[];
  coordinators: string[];
  topics?: GroupTopic[] | undefined;
  /** When the group works; messages to people wait outside of it. Absent or empty: always. */
  periods?: Period[] | undefined;
}

/** A body above the groups. */
export interface Body {
  id: string;
  level: number;
  name: LocalText;
  chair: string | null;
  seats: GroupSeat[];
}

export interface Collaboration {
  _id: string;
  name: LocalText;
  language: Language;
  /** Names of blocks, by id. */
  blocks: Record<string, LocalText>;
  policy: Policy;
  people: Person[];
  municipalities?: Municipality[] | undefined;
  /** Names of others that questions may concern, e.g. hospitals, by id. */
  parties?: Record<string, LocalText> | undefined;
  groups: Group[];
  /** Levels 2 and up, in order. */
  ladder: Body[];
  version: number;
  updatedAt: string;
}
