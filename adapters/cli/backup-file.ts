/**
 * A backup: one gzip'd file of JSON lines. The first says what it is, then a line per document as `{ kind, doc }`, the
 * last has the counts and the sha256 of all bytes before it.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline as joined, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { type Counts, type Item, KINDS, noCounts } from './kept.ts';

/** To be raised when a document of bot/ports.ts changes its shape; the reader then learns to bring the older up to it. */
const FORMAT = 1;
const CHUNK = 64 * 1024;

const Header = z.object({
  samrad: z.literal('backup'),
  format: z.number().int(),
  /** When it was begun. */
  at: z.string(),
  from: z.enum(['sqlite', 'mongodb']),
});
export type Header = z.infer<typeof Header>;

const Line = z.object({ kind: z.enum(KINDS), doc: z.looseObject({ _id: z.string() }) });
const Trailer = z.object({ end: z.literal(true), counts: z.record(z.string(), z.number()), sha256: z.string() });

/** The file is no whole backup. The message says where it is wrong. */
export class BackupFault extends Error {
  /** All documents were read; it is the last line that is wrong, or does not match them. */
  readonly atEnd: boolean;
  constructor(message: string, atEnd = false) {
    super(message);
    this.atEnd = atEnd;
  }
}

export interface Written {
  counts: Counts;
  sha256: string;
}

/** Writes beside the file and puts it in its place when it is whole and synced. Readable by its owner only: it has names and texts. */
export async function writeBackup(
  file: string,
  head: Omit<Header, 'samrad' | 'format'>,
  items: AsyncIterable<Item>,
): Promise<Written> {
  const [counts, hash, partial] = [noCounts(), createHash('sha256'), `${file}.partial`];
  let sha256 = '';

  async function* chunks(): AsyncGenerator<string> {
    let chunk = `${JSON.stringify({ samrad: 'backup', format: FORMAT, ...head } satisfies Header)}\n`;
    for await (const { kind, doc } of items) {
      counts[kind] += 1;
      chunk += `${JSON.stringify({ kind, doc })}\n`;
      if (chunk.length < CHUNK) continue;
      hash.update(chunk);
      yield chunk;
      chunk = '';
    }
    sha256 = hash.update(chunk).digest('hex');
    yield `${chunk}${JSON.stringify({ end: true, counts, sha256 })}\n`;
  }

  try {
    await pipeline(Readable.from(chunks()), createGzip(), createWriteStream(partial, { mode: 0o600, flush: true }));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return { counts, sha256 };
}

/** The documents of a backup; throws BackupFault where the file is wrong, at the end too. `onHeader` hears the first line. */
export async function* readBackup(file: string, onHeader: (header: Header) => void = () => {}): AsyncGenerator<Item> {
  const [counts, hash] = [noCounts(), createHash('sha256')];
  let [n, ended] = [0, false];
  for await (const line of linesOf(file)) {
    n += 1;
    if (ended) throw new BackupFault(`line ${n}: there is something after the end`);
    const value = parsed(line, n);
    if (n === 1) onHeader(headerOf(value));
    else if (value !== null && typeof value === 'object' && 'end' in value) {
      checkTrailer(value, counts, hash.copy().digest('hex'));
      ended = true;
    } else yield counted(value, n, counts);
    hash.update(`${line}\n`);
  }
  if (!ended) throw new BackupFault(`the file is cut short, after line ${n}`);
}

function parsed(line: string, n: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BackupFault(`line ${n}: it is not JSON`);
  }
}

function headerOf(value: unknown): Header {
  const header = Header.safeParse(value);
  if (!header.success) throw new BackupFault('it is no backup of Samråd');
  if (header.data.format === FORMAT) return header.data;
  throw new BackupFault(`it has format ${header.data.format}; this program knows ${FORMAT}. Use a newer program.`);
}

function counted(value: unknown, n: number, counts: Counts): Item {
  const line = Line.safeParse(value);
  if (!line.success) throw new BackupFault(`line ${n}: it is no document that this program knows`);
  counts[line.data.kind] += 1;
  return line.data as unknown as Item;
}

function checkTrailer(value: object, counts: Counts, sha256: string): void {
  const trailer = Trailer.safeParse(value);
  if (!trailer.success) throw new BackupFault('the last line is not as it should be', true);
  const other = KINDS.filter((kind) => (trailer.data.counts[kind] ?? 0) !== counts[kind]);
  const wrong = other.map((kind) => `${counts[kind]} ${kind} where it says ${trailer.data.counts[kind] ?? 0}`);
  if (wrong.length > 0) throw new BackupFault(`the counts do not match: ${wrong.join(', ')}`, true);
  if (trailer.data.sha256 !== sha256)
    throw new BackupFault('the content does not match its sha256: it was changed', true);
}

/** Split at \n alone: Node's readline takes other characters, which texts may have, for the end of a line. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = createGunzip();
  joined(source, text, () => {}); // A fault of either is thrown where the text is read.
  let rest = '';
  try {
    for await (const chunk of text.setEncoding('utf8')) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') throw new BackupFault('the file is cut short');
    if (code.startsWith('Z_')) throw new BackupFault('it is no gzip file, or it was damaged');
    throw error;
  }
  if (rest) yield rest;
}
