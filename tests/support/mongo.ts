import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { MongoClient } from 'mongodb';

export type TestMongo = { uri: string; close(): Promise<void> } | { skipped: string };

const ROOT = join(import.meta.dirname, '..', '..');

/** Databases of tests are named with this, so that they can be dropped from a server that stays. */
export const TEST_DATABASE = `samrad_${process.pid}_`;

/**
 * A server that speaks MongoDB's protocol: MONGODB_TEST_URI, else `mongod` on PATH, else FerretDB as .ci/ferretdb.sh
 * builds it (FERRETDB_BIN or .cache/ferretdb; FerretDB as released does not update atomically). Started ones listen on 127.0.0.1 and keep their state in a folder that `close` removes.
 */
export async function startMongo(): Promise<TestMongo> {
  const uri = process.env.MONGODB_TEST_URI;
  if (uri) return { uri, close: () => dropOurs(uri) };
  const mongod = onPath('mongod');
  if (mongod) return run(mongod, (folder, port) => mongodArgs(folder, port));
  const ferretdb = [process.env.FERRETDB_BIN, join(ROOT, '.cache', 'ferretdb')].find(isThere);
  if (ferretdb) return run(ferretdb, (folder, port) => ferretdbArgs(folder, port));
  return { skipped: 'no MongoDB server: set MONGODB_TEST_URI, put mongod on PATH, or run .ci/ferretdb.sh (needs go)' };
}

function mongodArgs(folder: string, port: number): string[] {
  return ['--dbpath', folder, '--port', `${port}`, '--bind_ip', '127.0.0.1', '--nounixsocket'];
}

function ferretdbArgs(folder: string, port: number): string[] {
  const listen = [`--listen-addr=127.0.0.1:${port}`, '--debug-addr=-', '--telemetry=disable', '--log-level=error'];
  return ['--handler=sqlite', `--sqlite-url=file:${folder}/`, `--state-dir=${folder}`, ...listen];
}

async function run(binary: string, args: (folder: string, port: number) => string[]): Promise<TestMongo> {
  const folder = mkdtempSync(join(tmpdir(), 'samrad-mongo-'));
  const port = await freePort();
  const child = spawn(binary, args(folder, port), { stdio: 'ignore', cwd: folder });
  const uri = `mongodb://127.0.0.1:${port}`;
  async function close(): Promise<void> {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    await answers(uri, child);
    return { uri, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function answers(uri: string, child: ChildProcess): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 20_000 });
  const gone = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The MongoDB server ended with ${code}.`)));
  });
  gone.catch(() => {});
  try {
    await Promise.race([client.db('admin').command({ ping: 1 }), gone]);
  } finally {
    await client.close();
  }
}

async function dropOurs(uri: string): Promise<void> {
  const client = new MongoClient(uri);
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  for (const { name } of databases) if (name.startsWith(TEST_DATABASE)) await client.db(name).dropDatabase();
  await client.close();
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(forced);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isThere);
}

function isThere(file: string | undefined): file is string {
  return file !== undefined && existsSync(file);
}
