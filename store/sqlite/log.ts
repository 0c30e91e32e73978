import type { Database } from 'libsql';
import type { Commit, Follower, QuestionLog } from '../../bot/index.ts';
import { many } from './rows.ts';
import type { Writer } from './writer.ts';

export interface CommitRow {
  pending: string;
  doc: string;
}

/** The question log on SQLite. Appends of concurrent questions share a transaction and an fsync. */
export function createLog(db: Database, writer: Writer): QuestionLog {
  const insert = db.prepare(
    'INSERT INTO commits (id, question, version, command_id, pending, doc) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const byCommand = db.prepare('SELECT pending, doc FROM commits WHERE command_id = ?');
  const later = db.prepare('SELECT pending, doc FROM commits WHERE question = ? AND version > ? ORDER BY version');
  const questions = db.prepare('SELECT DISTINCT question FROM commits WHERE question > ? ORDER BY question LIMIT ?');
  const aside = db.prepare('UPDATE commits SET pending = replace(pending, ?, ?) WHERE id = ?');
  const takeUp = db.prepare(
    `UPDATE commits SET pending = replace(pending, '"aside:', '"') WHERE instr(pending, '"aside:') > 0`,
  );
  const strike = db.prepare(
    'UPDATE commits SET pending = (SELECT json_group_array(value) FROM json_each(pending) WHERE value <> ?) WHERE id = ?',
  );
  const owed = {
    register: db.prepare(owedBy('register')),
    cards: db.prepare(owedBy('cards')),
    notices: db.prepare(owedBy('notices')),
    chain: db.prepare(owedBy('chain')),
  } satisfies Record<Follower, unknown>;

  return {
    append(commit) {
      const { pending, ...rest } = commit;
      const doc = JSON.stringify(rest);
      const owes = JSON.stringify(pending);
      return writer.write(() => {
        const { _id, question, version, commandId } = commit;
        if (insert.run(_id, question, version, commandId, owes, doc).changes > 0) return 'appended';
        return many(byCommand, commandId).length > 0 ? 'duplicate' : 'conflict';
      });
    },
    async read(question, from = 0) {
      return many<CommitRow>(later, question, from).map(toCommit);
    },
    async findCommand(commandId) {
      return many<CommitRow>(byCommand, commandId).map(toCommit)[0] ?? null;
    },
    async pending(follower, limit) {
      return many<CommitRow>(owed[follower], limit).map(toCommit);
    },
    strike(follower, ids) {
      return writer.write(() => {
        for (const id of ids) strike.run(follower, id);
      });
    },
    setAside(follower, ids) {
      return writer.write(() => {
        for (const id of ids) aside.run(`"${follower}"`, `"aside:${follower}"`, id);
      });
    },
    takeUp() {
      return writer.write(() => takeUp.run().changes);
    },
    async questions(after, limit) {
      return many<{ question: string }>(questions, after ?? '', limit).map((row) => row.question);
    },
  };
}

/** SQL for what a follower is owed. The WHERE is word for word that of the follower's partial index, or SQLite does not use it. */
export function owedBy(follower: Follower): string {
  return `SELECT pending, doc FROM commits WHERE instr(pending, '"${follower}"') > 0 ORDER BY seq LIMIT ?`;
}

export function toCommit(row: CommitRow): Commit {
  return { ...JSON.parse(row.doc), pending: JSON.parse(row.pending) };
}
