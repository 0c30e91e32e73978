import Database from 'libsql';
import { expect, test } from 'vitest';
import type { Kind } from '../../bot/index.ts';
import { createArchive } from '../../store/sqlite/archive.ts';
import { createBacklog } from '../../store/sqlite/backlog.ts';
import { createCards } from '../../store/sqlite/cards.ts';
import { createDirectory } from '../../store/sqlite/directory.ts';
import { createDrafts } from '../../store/sqlite/drafts.ts';
import { createInstallations } from '../../store/sqlite/installations.ts';
import { createLeases } from '../../store/sqlite/leases.ts';
import { createLog } from '../../store/sqlite/log.ts';
import { createNotices } from '../../store/sqlite/notices.ts';
import { createRegister } from '../../store/sqlite/register.ts';
import { migrate } from '../../store/sqlite/schema.ts';
import { createWriter } from '../../store/sqlite/writer.ts';
import { all, NOON, upTo } from '../contracts/store-fixtures.ts';

/** Every statement that the store prepares, with SQLite's plan for it. */
async function plans(): Promise<Map<string, string>> {
  const db = new Database(':memory:');
  migrate(db);
  const prepare = db.prepare.bind(db);
  const statements = new Set<string>();
  db.prepare = (sql: string) => {
    statements.add(sql);
    return prepare(sql);
  };
  const writer = createWriter(db);
  createLog(db, writer);
  const register = createRegister(db, writer);
  for (const filter of [{}, { group: 'g' }, { status: 'open' }, { level: 1 }, { decidedSince: NOON }]) {
    await register.list({ collaboration: 'helse', ...filter });
  }
  await register.search('helse', ['multi', 'alt'], 10);
  createDirectory(db, writer);
  createCards(db, writer);
  createNotices(db, writer);
  createBacklog(db, createCards(db, writer));
  createLeases(db, writer);
  createDrafts(db, writer);
  createInstallations(db, writer);
  const archive = createArchive(db, writer);
  const kinds: Kind[] = ['commits', 'register', 'numbers', 'cards', 'notices', 'links'];
  for (const kind of kinds) await all<Kind>(archive, kind);
  return new Map([...statements].map((sql) => [sql.replace(/\s+/g, ' ').trim(), planOf(sql)]));

  function planOf(sql: string): string {
    const marks = sql.includes('?1') ? Math.max(...[...sql.matchAll(/\?(\d)/g)].map(([, n]) => Number(n))) : null;
    const params = upTo(marks ?? sql.split('?').length - 1).map((i) => `p${i}`);
    const rows = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...params) as { detail: string }[];
    return rows.map(({ detail }) => detail).join(' | ');
  }
}

/** Those that look at a whole table, and may: few rows, or a command of an operator. */
const WHOLE = ['SELECT * FROM notices WHERE (? IS NULL OR status = ?)'];
/** Scanned from end to end, since they have only rows that are asked for. */
const PARTIAL =
  /SCAN \w+ USING (?:COVERING )?INDEX (commits_owed_\w+|commits_aside|cards_behind|notices_failed|sqlite_autoindex_(?:collaborations|preferences)_1)/;

test('no statement of the store looks at a whole table', async () => {
  const found = await plans();
  expect(found.size).toBeGreaterThan(40);
  const scans = [...found].filter(([, plan]) => /SCAN (?!json_each)/.test(plan) && !PARTIAL.test(plan));
  expect(scans.map(([sql]) => sql).filter((sql) => !WHOLE.some((start) => sql.startsWith(start)))).toEqual([]);
});

test.each([
  ['log.read', 'FROM commits WHERE question = ?', 'sqlite_autoindex_commits_3 (question=? AND version>?)'],
  ['log.findCommand', 'FROM commits WHERE command_id = ?', 'sqlite_autoindex_commits_2'],
  ['log.pending of the register', '\'"register"\'', 'INDEX commits_owed_register'],
  ['log.pending of the cards', '\'"cards"\'', 'INDEX commits_owed_cards'],
  ['log.pending of the notices', '\'"notices"\'', 'INDEX commits_owed_notices'],
  ['log.pending of the chain', '\'"chain"\'', 'INDEX commits_owed_chain'],
  ['register.due', 'WHERE next_at <= ?', 'COVERING INDEX register_due'],
  ['register.list', 'WHERE 1 AND collaboration = ? ORDER', 'register_number'],
  ['register.list by group', 'collaboration = ? AND instr', 'register_number'],
  ['register.list by status', 'collaboration = ? AND status = ?', 'register_status'],
  ['register.list by level', 'collaboration = ? AND level = ?', 'register_number'],
  ['register.list by when decided', 'collaboration = ? AND decided_at >= ?', 'register_decided'],
  ['cards.claim', 'locked_by IS NOT NULL) AND ready_at', 'cards_behind'],
  ['cards.findByMessage', 'platform = ? AND message_key = ?', 'cards_message'],
  ['notices.claim', "status = 'waiting' AND priority = ? AND ready_at", 'notices_ready'],
  ['first of a lane', 'AS earlier', 'notices_lane'],
])('%s is found by its index, in the order it is wanted', async (name, part, index) => {
  const [plan] = [...(await plans())].filter(([sql]) => sql.startsWith('SELECT') && sql.includes(part));
  expect(plan?.[1]).toContain(index);
  // A month's decisions are few: they are sorted by number after.
  if (name !== 'register.list by when decided') expect(plan?.[1]).not.toContain('TEMP B-TREE');
});
