/** Who is who and where: collaborations, channels, accounts, absences, numbers. */
import type { Collaboration, Hours, Language } from '../collaboration.ts';
import type { Absence, Instant } from '../domain/index.ts';

/** A channel or chat on a platform. `team`: Slack team id or Microsoft 365 tenant id. `ref` is the adapter's own (a conversation reference); opaque here. */
export interface ChannelRef {
  platform: Platform;
  team: string;
  channel: string;
  ref?: Record<string, unknown> | undefined;
}
export type Platform = 'slack' | 'teams';

/** A channel linked to a group or a ladder body of a collaboration. */
export interface ChannelLink extends ChannelRef {
  /** "<platform>:<team>:<channel>:<target>" */
  _id: string;
  collaboration: string;
  /** Group id or body id. */
  target: string;
  /** 'file': named in collaboration.yaml, and gone when it no longer is. 'chat': made and unmade in chat only. */
  origin: 'file' | 'chat';
  linkedAt: Instant;
  /** Since when the bot is known not to be in it; absent: as far as is known it is. */
  lostAt?: Instant | undefined;
}

/** A platform's account that we know to be a person. */
export interface Identity {
  /** "<platform>:<team>:<user>" */
  _id: string;
  platform: Platform;
  team: string;
  user: string;
  email: string;
  /** How to reach the person alone (DM channel, conversation reference), the adapter's own. */
  ref?: Record<string, unknown> | undefined;
}

export interface DeclaredAbsence extends Absence {
  /** "<collaboration>:<person>:<from>" */
  _id: string;
  collaboration: string;
  declaredAt: Instant;
}

/** What a person has chosen for themselves; it holds on every platform and in all their collaborations. */
export interface Preference {
  /** E-mail in lower case. */
  _id: string;
  /** null: as the lists say. */
  language: Language | null;
  /** null: whenever the rules allow. */
  hours: Hours | null;
  changedAt: Instant;
}

export interface Directory {
  collaborations(): Promise<Collaboration[]>;
  collaboration(id: string): Promise<Collaboration | null>;
  saveCollaboration(c: Collaboration): Promise<void>;
  saveLink(link: ChannelLink): Promise<void>;
  removeLink(id: string): Promise<void>;
  /** Of all these groups and bodies, by id. */
  linksTo(collaboration: string, ...targets: string[]): Promise<ChannelLink[]>;
  linksOf(platform: Platform, team: string, channel: string): Promise<ChannelLink[]>;
  saveIdentity(identity: Identity): Promise<void>;
  identity(platform: Platform, team: string, user: string): Promise<Identity | null>;
  /** All known accounts with any of these e-mails (compared in lower case), by id. */
  identitiesOf(...emails: string[]): Promise<Identity[]>;
  /** A person's absence in a collaboration, the same dates once. Kept for questions that open later. */
  saveAbsence(absence: DeclaredAbsence): Promise<void>;
  removeAbsence(id: string): Promise<void>;
  /** Those that end on `today` (YYYY-MM-DD) or later, by person and date. */
  absences(collaboration: string, today: string): Promise<DeclaredAbsence[]>;
  /** One a person; the later one replaces the earlier. */
  savePreference(preference: Preference): Promise<void>;
  /** Of all who have chosen something, by id. */
  preferences(): Promise<Preference[]>;
  /** Running number for a question, under any key that is the question's alone: asked again with it, the same number. 1, 2, 3 … per series. */
  claimNumber(series: string, question: string): Promise<number>;
}
