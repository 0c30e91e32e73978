import type {
  Archive,
  CardRecord,
  ChannelLink,
  Collaboration,
  Commit,
  DeclaredAbsence,
  Identity,
  Kept,
  Kind,
  Notice,
  Preference,
  RegisterEntry,
  Store,
} from '../../bot/index.ts';
import { DEFAULT_POLICY } from '../../bot/index.ts';

/** Opens a store on the database of this name: empty the first time, another replica on the same data after that. */
export type OpenStore = (database: string) => Promise<Store>;

/** What each part of the contract works with: `store` is open on a database of the test's own. */
export interface Bench {
  store: Store;
  /** Another replica on the same data. */
  replica(): Promise<Store>;
  /** A store of the same kind on an empty database. */
  another(): Promise<Store>;
}

export const NOON = '2027-03-01T12:00:00.000Z';

/** An instant so many seconds after NOON. */
export function at(seconds: number): string {
  return new Date(Date.parse(NOON) + seconds * 1000).toISOString();
}

export function commit(question: string, version: number, part: Partial<Commit> = {}): Commit {
  return {
    _id: `${question}:${version}`,
    question,
    version,
    commandId: `${question}-${version}`,
    at: at(version),
    by: 'kari',
    events: [
      { type: 'position-taken', seat: 'trondheim:1', person: 'kari', kind: 'reservation', text: { said: 't1' } },
    ],
    texts: { t1: { salt: 'c2FsdA', text: 'Blåbærsyltetøy i 100 % 😀', digest: 'abc' } },
    prev: '0',
    hash: `hash-${question}-${version}`,
    pending: ['register', 'cards', 'notices', 'chain'],
    ...part,
  };
}

/** Asked of one group, unless `groups` says otherwise. */
export function entry(id: string, part: Partial<RegisterEntry> = {}): RegisterEntry {
  return {
    _id: id,
    collaboration: 'helse',
    number: 'HT-2027-001',
    group: 'legemidler',
    groups: [part.group ?? 'legemidler'],
    alsoGroups: ['fastlege'],
    body: null,
    practice: false,
    status: 'open',
    criticality: 'yellow',
    level: 1,
    round: 1,
    title: 'Multidose',
    asks: 'How are doses sorted?',
    text: 'Alternativ A',
    words: ['multidose', 'alternativ', 'a'],
    subject: 'clinical',
    topic: 'dosett',
    term: null,
    askedAt: NOON,
    vendorAnswer: null,
    supersededBy: null,
    deviations: [
      {
        n: 1,
        whom: 'Røros',
        why: 'Eget apotek',
        criticality: 'green',
        reviewOn: '2027-09-01',
        endedAt: null,
      },
    ],
    followUps: [
      {
        n: 1,
        area: 'Opplæring',
        responsible: 'Fagleder',
        due: '2027-06-05',
        measure: 'Andel opplærte',
        reports: { every: 'year', on: '05-01' },
        results: [{ at: NOON, text: 'Halvparten' }],
        doneAt: null,
      },
    ],
    ideas: [{ kind: 'time-thief', person: 'kari', at: NOON, text: 'Dobbel signering' }],
    deadline: at(3600),
    overdue: false,
    decidedAt: null,
    decision: null,
    tally: { electorate: 7, blocks: { trondheim: { electorate: 1, 'a.b': 2 } } },
    missing: [{ need: 'answers', count: 3, block: null }],
    nextAt: at(60),
    updatedAt: NOON,
    version: 1,
    ...part,
  };
}

export function link(part: Partial<ChannelLink> = {}): ChannelLink {
  const l = { platform: 'slack', team: 'T1', channel: 'C1', target: 'legemidler', origin: 'file', ...part } as const;
  return { _id: `${l.platform}:${l.team}:${l.channel}:${l.target}`, collaboration: 'helse', linkedAt: NOON, ...l };
}

export function identity(platform: Identity['platform'], user: string, email: string): Identity {
  return { _id: `${platform}:T1:${user}`, platform, team: 'T1', user, email };
}

export function collaboration(id: string, part: Partial<Collaboration> = {}): Collaboration {
  return {
    _id: id,
    name: { nb: 'Helseplattformen' },
    language: 'nb',
    blocks: { trondheim: { nb: 'Trondheim' } },
    policy: DEFAULT_POLICY,
    people: [{ id: 'kari', name: 'Kari', email: 'kari@example.no' }],
    groups: [
      {
        id: 'legemidler',
        code: 'HT',
        name: { nb: 'Legemidler' },
        seats: [{ id: 'trondheim:1', block: 'trondheim', holder: 'kari', substitute: null }],
        experts: [],
        coordinators: ['kari'],
      },
    ],
    ladder: [{ id: 'styret', level: 2, name: { nb: 'Styret' }, chair: null, seats: [] }],
    version: 1,
    updatedAt: NOON,
    ...part,
  };
}

export function absence(
  person: string,
  from: string,
  to: string,
  part: Partial<DeclaredAbsence> = {},
): DeclaredAbsence {
  const collaboration = part.collaboration ?? 'helse';
  return { _id: `${collaboration}:${person}:${from}`, collaboration, person, from, to, declaredAt: NOON, ...part };
}

export function preference(_id: string, part: Partial<Preference> = {}): Preference {
  return { _id, language: 'nn', hours: { from: '09:00', to: '14:30' }, changedAt: NOON, ...part };
}

export function notice(key: string, part: Partial<Notice> = {}): Notice {
  return {
    _id: key,
    kind: 'reminder',
    collaboration: 'helse',
    question: 'q1',
    to: { person: 'kari' },
    data: { half: true, 'a.b': { $set: [1, [2, null]] } },
    notBefore: NOON,
    createdAt: NOON,
    priority: 1,
    share: 'legemidler',
    lane: null,
    order: 0,
    attempts: 0,
    status: 'waiting',
    lockedBy: null,
    lockedUntil: null,
    unsure: false,
    message: null,
    again: false,
    ...part,
  };
}

export function card(question: string, part: Partial<CardRecord> = {}): CardRecord {
  return {
    _id: `${question}@${link()._id}`,
    question,
    link: link(),
    message: null,
    shown: 0,
    wanted: 1,
    redo: false,
    lookAt: null,
    notBefore: null,
    attempts: 0,
    lockedBy: null,
    lockedUntil: null,
    ...part,
  };
}

/** All documents of a kind. */
export async function all<K extends Kind>(archive: Archive, kind: K): Promise<Kept[K][]> {
  const documents: Kept[K][] = [];
  for await (const document of archive.read(kind)) documents.push(document);
  return documents;
}

/** How many of each. */
export function tally(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** 0, 1, … n - 1. */
export function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
