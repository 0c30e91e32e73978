/** Appends to the SQLite file given as argument until it is killed; prints each commit's id once it is acknowledged. */
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { commit } from '../contracts/store-fixtures.ts';

const [file = '', run = ''] = process.argv.slice(2);
const WRITERS = 8;

const store = await openSqliteStore({ file });
await Promise.all(Array.from({ length: WRITERS }, (_, i) => appendForever(`run${run}-q${i}`)));

async function appendForever(question: string): Promise<void> {
  for (let version = 1; ; version += 1) {
    const answer = await store.log.append(commit(question, version));
    if (answer !== 'appended') throw new Error(`${question}:${version} ${answer}`);
    writeSync(1, `${question}:${version}\n`);
  }
}
