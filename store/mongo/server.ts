import { randomUUID } from 'node:crypto';
import { type Collection, type Db, MongoServerError, type WriteConcernSettings } from 'mongodb';
import { type Durability, metaOf } from './durability.ts';
import { insert } from './insert.ts';
import type { Packed } from './pack.ts';

/** The server can't keep the log. The message is a sentence for the operator. */
export class MongoStoreRefused extends Error {
  override readonly name = 'MongoStoreRefused';
}

export interface Server {
  /** "7.0.14", or with the name of what stands in for MongoDB. */
  version: string;
  major: number;
  /** Several servers keep the data, here or behind a router. */
  replicated: boolean;
  /** A write that lost its connection is sent again by the driver, and takes effect once. */
  retries: boolean;
}

/** The oldest that its makers still mend. */
const MAINTAINED = 7;

export async function serverOf(db: Db, retryWrites: boolean): Promise<Server> {
  const hello = await db.command({ hello: 1 });
  const { version, versionArray, ferretdbVersion } = await db.command({ buildInfo: 1 });
  const replicated = typeof hello.setName === 'string' || hello.msg === 'isdbgrid';
  const sessions = typeof hello.logicalSessionTimeoutMinutes === 'number';
  return {
    version: ferretdbVersion ? `${version} (FerretDB ${ferretdbVersion})` : String(version),
    major: Number(versionArray?.[0] ?? Number.parseInt(version, 10)),
    replicated,
    retries: retryWrites && replicated && sessions,
  };
}

/** A sentence for each thing that the server lacks and the bot can do without. */
export function lacksOf(server: Server, { writeConcern, truth }: Durability, unvalidated: string[]): string[] {
  const lacks: string[] = [];
  if (!server.replicated) {
    lacks.push('The server stands alone, it is no replica set: what was acknowledged is lost with its disk.');
  }
  if (!server.retries) {
    lacks.push('Writes are not retried when a connection breaks: people are asked to press again more often.');
  }
  if (writeConcern.w !== 'majority') {
    lacks.push(
      'The server does not know write concern majority with journal: its crash may lose what was acknowledged.',
    );
  }
  if (!truth.readConcern) {
    lacks.push('The server does not know read concern majority: what is read may be taken back by an election.');
  }
  if (unvalidated.length > 0) {
    lacks.push(`The server does not check what is written to ${unvalidated.join(', ')}: it has no validator there.`);
  }
  if (server.major < MAINTAINED) {
    lacks.push(`MongoDB ${server.version} is no longer mended by its makers: use ${MAINTAINED}.0 or newer.`);
  }
  return lacks;
}

const AT_ONCE = 8;

/**
 * Tries what the log stands on, once for each version of the server: of several inserts at once with one `_id`, or one
 * value under a unique index, exactly one may go in. Throws MongoStoreRefused where that does not hold.
 */
export async function refuseUnlessUnique(db: Db, version: string, writeConcern: WriteConcernSettings): Promise<void> {
  if ((await metaOf(db).findOne({ _id: 'store' }))?.refuses === version) return;
  const probe = db.collection<Packed>('probe', { writeConcern });
  try {
    await probe.createIndex({ key: 1 }, { unique: true });
  } catch (error) {
    if (!(error instanceof MongoServerError)) throw error;
    throw new MongoStoreRefused(`The server makes no unique index (${error.codeName ?? error.code}). ${WITHOUT}`);
  }
  if (!(await acceptsOnce(probe))) throw new MongoStoreRefused(`The server takes the same key twice. ${WITHOUT}`);
  await metaOf(db).updateOne({ _id: 'store' }, { $set: { refuses: version } }, { writeConcern });
}

const WITHOUT =
  'Two answers could take the same place in the log, so the bot does not start on it. Use MongoDB 7 or newer.';

/** Whether of several inserts at once exactly one goes in: by `_id`, and by the unique field `key`. */
export async function acceptsOnce(probe: Collection<Packed>): Promise<boolean> {
  const [run, ...others] = Array.from({ length: AT_ONCE }, () => randomUUID()) as [string, ...string[]];
  try {
    const byId = await Promise.all(others.map((key) => insert(probe, { _id: run, key })));
    const byKey = await Promise.all(others.map((_id) => insert(probe, { _id, key: run })));
    return [byId, byKey].every((tries) => tries.filter(Boolean).length === 1);
  } finally {
    await probe.deleteMany({ _id: { $in: [run, ...others] } });
  }
}
