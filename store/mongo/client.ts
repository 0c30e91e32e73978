import { MongoClient, type MongoClientOptions } from 'mongodb';

/** What the store sets; docs/mongodb.md says why. What the URI says itself goes before. */
const SETTINGS = {
  appName: 'samrad',
  readPreference: 'primary',
  retryWrites: true,
  retryReads: true,
  maxPoolSize: 50,
  minPoolSize: 1,
  // How soon a server that is back, or another primary, is known.
  heartbeatFrequencyMS: 5_000,
  maxIdleTimeMS: 300_000,
  // Short enough that a database that is away is noticed while a person waits.
  serverSelectionTimeoutMS: 2_000,
  connectTimeoutMS: 2_000,
  waitQueueTimeoutMS: 2_000,
  socketTimeoutMS: 5_000,
} satisfies MongoClientOptions;

/** Where nobody waits for an answer: an index of a large collection takes its time. */
const PATIENT = { socketTimeoutMS: 30 * 60_000, minPoolSize: 0 };

/** Never from the URI: reads of the truth from elsewhere than the primary would be of the past. */
const OURS = { readPreference: 'primary' } as const;

/** A client that is not connected yet. `patient`: for what is done before the bot starts, or without it. Throws when the URI is malformed. */
export function createClient(uri: string, patient: boolean, part: MongoClientOptions = {}): MongoClient {
  const said = saidIn(uri);
  const settings = Object.entries({ ...SETTINGS, ...(patient ? PATIENT : {}) });
  const unsaid = Object.fromEntries(settings.filter(([name]) => !said.has(name.toLowerCase())));
  return new MongoClient(uri, { ...unsaid, ...OURS, ...part });
}

/** Names of the URI's options, in lower case: MongoDB does not mind their case. */
function saidIn(uri: string): Set<string> {
  const query = uri.split('?')[1] ?? '';
  return new Set([...new URLSearchParams(query).keys()].map((name) => name.toLowerCase()));
}
