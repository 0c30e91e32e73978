import type { Database } from 'libsql';
import type { Archive, Kept, Kind } from '../../bot/index.ts';
import { type CardRow, toKeptCard } from './cards.ts';
import { type CommitRow, toCommit } from './log.ts';
import { type NoticeRow, toNotice } from './notices.ts';
import { type Cells, many, type Param } from './rows.ts';
import { rowOf } from './rows-of.ts';
import type { Writer } from './writer.ts';

/** Documents that are read at once; between two pages others get their turn. */
const PAGE = 500;

/** How a kind's table is read in the order of its unique key, page by page. */
interface Shelf<Doc> {
  /** Columns of the key. */
  key: string[];
  /** Before the first. */
  first: Param[];
  keyOf(doc: Doc): Param[];
  select: string;
  toDoc(row: never): Doc;
}

const SHELVES: { [K in Kind]: Shelf<Kept[K]> } = {
  commits: {
    key: ['question', 'version'],
    first: ['', 0],
    keyOf: ({ question, version }) => [question, version],
    select: 'pending, doc',
    toDoc: (row: CommitRow) => toCommit(row),
  },
  numbers: {
    key: ['series', 'n'],
    first: ['', 0],
    keyOf: ({ series, n }) => [series, n],
    select: "series || ':' || n AS _id, series, n, question",
    toDoc: (row: Kept['numbers']) => ({ ...row }),
  },
  cards: { ...byId(), select: '*', toDoc: (row: CardRow) => toKeptCard(row) },
  notices: { ...byId(), select: '*', toDoc: (row: NoticeRow) => toNotice(row) },
  register: whole(),
  collaborations: whole(),
  links: whole(),
  identities: whole(),
  absences: whole(),
  preferences: whole(),
};

/** All documents of an SQLite store. A page is one consistent look at the file; the bot may write between two. */
export function createArchive(db: Database, writer: Writer): Archive {
  return {
    async *read(kind) {
      const { key, first, keyOf, select, toDoc } = SHELVES[kind];
      const marks = key.map(() => '?').join(', ');
      const sql = `SELECT ${select} FROM ${kind} WHERE (${key}) > (${marks}) ORDER BY ${key} LIMIT ${PAGE}`;
      const page = db.prepare(sql);
      for (let after = first; ; ) {
        const docs = many<never>(page, ...after).map(toDoc);
        yield* docs;
        const last = docs.at(-1);
        if (!last || docs.length < PAGE) return;
        after = keyOf(last);
        await new Promise((done) => setImmediate(done));
      }
    },
    async write(kind, documents) {
      const [sample, ...rows] = documents.map((doc) => rowOf[kind](doc)) as [Cells?, ...Cells[]];
      if (!sample) return 0;
      const columns = Object.keys(sample);
      const marks = columns.map(() => '?').join(', ');
      const add = db.prepare(`INSERT INTO ${kind} (${columns}) VALUES (${marks}) ON CONFLICT DO NOTHING`);
      return writer.write(() => {
        let added = 0;
        for (const row of [sample, ...rows]) added += add.run(...Object.values(row)).changes;
        return added;
      });
    },
    async count(kind) {
      return many<{ n: number }>(db.prepare(`SELECT count(*) AS n FROM ${kind}`))[0]?.n ?? 0;
    },
  };
}

function byId() {
  return { key: ['id'], first: [''], keyOf: (doc: { _id: string }) => [doc._id] };
}

/** A table that has the document as it is in `doc`. */
function whole<Doc extends { _id: string }>(): Shelf<Doc> {
  return { ...byId(), select: 'doc', toDoc: (row: { doc: string }) => JSON.parse(row.doc) as Doc };
}
