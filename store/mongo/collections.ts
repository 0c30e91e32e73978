import type { Collection, Db, IndexSpecification } from 'mongodb';
import type { Durability } from './durability.ts';
import type { Packed } from './pack.ts';

export interface Collections {
  commits: Collection<Packed>;
  register: Collection<Packed>;
  collaborations: Collection<Packed>;
  links: Collection<Packed>;
  identities: Collection<Packed>;
  absences: Collection<Packed>;
  preferences: Collection<Packed>;
  numbers: Collection<Packed>;
  cards: Collection<Packed>;
  notices: Collection<Packed>;
  leases: Collection<Packed>;
  drafts: Collection<Packed>;
  installations: Collection<Packed>;
  installing: Collection<Packed>;
}

/** Each begins with what its query asks equality of, then has the order that the query wants: docs/mongodb.md. */
export const INDEXES: [collection: keyof Collections, key: IndexSpecification, unique?: 'unique'][] = [
  ['commits', { commandId: 1 }, 'unique'],
  ['commits', { question: 1, version: 1 }],
  ['commits', { pending: 1, version: 1, at: 1 }],
  ['register', { nextAt: 1, _id: 1 }],
  ['register', { collaboration: 1, number: 1, _id: 1 }],
  ['register', { collaboration: 1, status: 1, number: 1, _id: 1 }],
  ['register', { collaboration: 1, decidedAt: 1 }],
  ['register', { collaboration: 1, words: 1 }],
  ['links', { collaboration: 1, target: 1 }],
  ['links', { platform: 1, team: 1, channel: 1 }],
  ['identities', { platform: 1, team: 1, user: 1 }],
  ['identities', { emailKey: 1 }],
  ['absences', { collaboration: 1, to: 1 }],
  ['numbers', { series: 1, question: 1 }, 'unique'],
  ['numbers', { series: 1, n: 1 }],
  ['cards', { behind: 1, turn: 1 }],
  ['cards', { lookAt: 1 }],
  ['cards', { question: 1 }],
  ['cards', { 'link.platform': 1, messageKey: 1 }],
  ['notices', { status: 1, priority: 1, readyAt: 1, createdAt: 1 }],
  ['notices', { status: 1, lane: 1, order: 1 }],
  ['notices', { question: 1 }],
  ['drafts', { until: 1 }],
  ['installing', { until: 1 }],
];

/** The collections, all written as durably as the server can; what decides something is read as `truth` says. */
export function collections(db: Db, { writeConcern, truth }: Pick<Durability, 'writeConcern' | 'truth'>): Collections {
  const options = { writeConcern };
  return {
    commits: db.collection('commits', { ...options, ...truth }),
    register: db.collection('register', options),
    collaborations: db.collection('collaborations', { ...options, ...truth }),
    links: db.collection('links', options),
    identities: db.collection('identities', options),
    absences: db.collection('absences', options),
    preferences: db.collection('preferences', options),
    numbers: db.collection('numbers', { ...options, ...truth }),
    cards: db.collection('cards', options),
    notices: db.collection('notices', options),
    leases: db.collection('leases', options),
    drafts: db.collection('drafts', options),
    installations: db.collection('installations', options),
    installing: db.collection('installing', options),
  };
}

/** Makes the indexes that are missing. One a call: FerretDB 1.24 drops the connection when two of a call are there already. */
export async function ensureIndexes(db: Db): Promise<void> {
  for (const [collection, key, unique] of INDEXES) {
    await db.collection(collection).createIndex(key, unique ? { unique: true } : {});
  }
}
