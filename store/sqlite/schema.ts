import type { Database } from 'libsql';

/**
 * Each entry brings the file from the version before it to its own (its place in the list, from 1). An entry that has
 * been released is never edited: add one after it.
 */
const MIGRATIONS = [
  `
  CREATE TABLE commits (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    question TEXT NOT NULL,
    version INTEGER NOT NULL,
    command_id TEXT NOT NULL UNIQUE,
    pending TEXT NOT NULL,
    doc TEXT NOT NULL,
    UNIQUE (question, version)
  );
  CREATE INDEX commits_owed_register ON commits (seq) WHERE instr(pending, '"register"') > 0;
  CREATE INDEX commits_owed_cards ON commits (seq) WHERE instr(pending, '"cards"') > 0;
  CREATE INDEX commits_owed_notices ON commits (seq) WHERE instr(pending, '"notices"') > 0;

  CREATE TABLE register (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    collaboration TEXT NOT NULL,
    number TEXT NOT NULL,
    group_id TEXT NOT NULL,
    status TEXT NOT NULL,
    level INTEGER NOT NULL,
    decided_at TEXT,
    next_at TEXT,
    doc TEXT NOT NULL
  );
  CREATE INDEX register_due ON register (next_at, id) WHERE next_at IS NOT NULL;
  CREATE INDEX register_number ON register (collaboration, number, id);
  CREATE INDEX register_status ON register (collaboration, status, number, id);

  CREATE TABLE collaborations (id TEXT PRIMARY KEY, doc TEXT NOT NULL);
  CREATE TABLE links (
    id TEXT PRIMARY KEY,
    collaboration TEXT NOT NULL,
    target TEXT NOT NULL,
    platform TEXT NOT NULL,
    team TEXT NOT NULL,
    channel TEXT NOT NULL,
    doc TEXT NOT NULL
  );
  CREATE INDEX links_target ON links (collaboration, target);
  CREATE INDEX links_channel ON links (platform, team, channel);
  CREATE TABLE identities (
    id TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    team TEXT NOT NULL,
    user TEXT NOT NULL,
    email TEXT NOT NULL,
    doc TEXT NOT NULL
  );
  CREATE INDEX identities_account ON identities (platform, team, user);
  CREATE INDEX identities_email ON identities (email);
  CREATE TABLE numbers (
    series TEXT NOT NULL,
    n INTEGER NOT NULL,
    question TEXT NOT NULL,
    PRIMARY KEY (series, n),
    UNIQUE (series, question)
  );

  CREATE TABLE cards (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    question TEXT NOT NULL,
    platform TEXT NOT NULL,
    link TEXT NOT NULL,
    message TEXT,
    message_key TEXT,
    shown INTEGER NOT NULL DEFAULT 0,
    wanted INTEGER NOT NULL,
    not_before TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    locked_by TEXT,
    locked_until TEXT,
    ready_at TEXT NOT NULL DEFAULT '',
    turn TEXT NOT NULL DEFAULT ''
  );
  CREATE INDEX cards_behind ON cards (turn, seq) WHERE shown < wanted;
  CREATE INDEX cards_question ON cards (question);
  CREATE INDEX cards_message ON cards (platform, message_key) WHERE message_key IS NOT NULL;

  CREATE TABLE notices (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    question TEXT,
    status TEXT NOT NULL,
    not_before TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    locked_until TEXT,
    ready_at TEXT NOT NULL,
    doc TEXT NOT NULL
  );
  CREATE INDEX notices_ready ON notices (ready_at, seq) WHERE status = 'waiting';
  CREATE INDEX notices_question ON notices (question);

  CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until TEXT NOT NULL);
  `,
  // A register entry has more fields now: they stand empty until the follower that keeps it has read the log again.
  `
  CREATE INDEX commits_owed_chain ON commits (seq) WHERE instr(pending, '"chain"') > 0;

  CREATE TABLE absences (
    id TEXT PRIMARY KEY,
    collaboration TEXT NOT NULL,
    person TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    doc TEXT NOT NULL
  );
  CREATE INDEX absences_end ON absences (collaboration, last_day);

  UPDATE register SET doc = json_insert(doc, '$.groups', json_array(group_id), '$.asks', '', '$.subject', NULL,
    '$.topic', NULL, '$.term', NULL, '$.askedAt', json_extract(doc, '$.updatedAt'), '$.vendorAnswer', NULL,
    '$.supersededBy', NULL, '$.deviations', json('[]'), '$.followUps', json('[]'), '$.ideas', json('[]'));
  UPDATE commits SET pending = json_insert(pending, '$[#]', 'register')
  WHERE instr(pending, '"register"') = 0
    AND version = (SELECT max(version) FROM commits AS last WHERE last.question = commits.question);
  `,
  // What was decided lately, for digests.
  `
  CREATE INDEX IF NOT EXISTS register_decided ON register (collaboration, decided_at) WHERE decided_at IS NOT NULL;
  `,
  // What was given up, cards that are looked at again, and messages that take turns and keep their order.
  `
  CREATE INDEX commits_aside ON commits (seq) WHERE instr(pending, '"aside:') > 0;

  ALTER TABLE cards ADD COLUMN redo INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE cards ADD COLUMN look_at TEXT;
  UPDATE cards SET look_at = '' WHERE question IN (SELECT id FROM register WHERE status = 'open');
  DROP INDEX cards_behind;
  CREATE INDEX cards_behind ON cards (turn, seq) WHERE shown < wanted OR redo = 1 OR locked_by IS NOT NULL;
  CREATE INDEX cards_look ON cards (look_at) WHERE look_at IS NOT NULL;

  ALTER TABLE notices ADD COLUMN priority INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE notices ADD COLUMN share TEXT NOT NULL DEFAULT '';
  ALTER TABLE notices ADD COLUMN lane TEXT;
  ALTER TABLE notices ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE notices ADD COLUMN locked_by TEXT;
  ALTER TABLE notices ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE notices ADD COLUMN message TEXT;
  DROP INDEX notices_ready;
  CREATE INDEX notices_ready ON notices (priority, ready_at, seq) WHERE status = 'waiting';
  CREATE INDEX notices_lane ON notices (lane, place, seq) WHERE status = 'waiting' AND lane IS NOT NULL;
  CREATE INDEX notices_failed ON notices (seq) WHERE status = 'failed';
  UPDATE notices SET doc = json_insert(doc, '$.priority', 1, '$.share', '', '$.lane', NULL, '$.order', 0);
  `,
  // What people have chosen for themselves, and messages that are shown anew.
  `
  CREATE TABLE preferences (id TEXT PRIMARY KEY, doc TEXT NOT NULL);
  ALTER TABLE notices ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
  `,
  // The words of a question, to be searched; they stand empty until the follower that keeps the register has read the log again.
  `
  CREATE TABLE register_words (
    collaboration TEXT NOT NULL,
    word TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (collaboration, word, id)
  ) WITHOUT ROWID;
  CREATE INDEX register_words_id ON register_words (id);
  CREATE TRIGGER register_words_new AFTER INSERT ON register BEGIN
    INSERT OR IGNORE INTO register_words
      SELECT NEW.collaboration, value, NEW.id FROM json_each(NEW.doc, '$.words');
  END;
  CREATE TRIGGER register_words_changed AFTER UPDATE ON register
  WHEN json_extract(OLD.doc, '$.words') IS NOT json_extract(NEW.doc, '$.words') BEGIN
    DELETE FROM register_words WHERE id = NEW.id;
    INSERT OR IGNORE INTO register_words
      SELECT NEW.collaboration, value, NEW.id FROM json_each(NEW.doc, '$.words');
  END;
  CREATE TRIGGER register_words_gone AFTER DELETE ON register BEGIN
    DELETE FROM register_words WHERE id = OLD.id;
  END;

  UPDATE register SET doc = json_insert(doc, '$.words', json('[]'));
  UPDATE commits SET pending = json_insert(pending, '$[#]', 'register')
  WHERE instr(pending, '"register"') = 0
    AND version = (SELECT max(version) FROM commits AS last WHERE last.question = commits.question);
  `,
  // What people wrote in forms and did not send.
  `
  CREATE TABLE drafts (id TEXT PRIMARY KEY, until TEXT NOT NULL, doc TEXT NOT NULL);
  CREATE INDEX drafts_until ON drafts (until);
  `,
  // Workspaces that have let the bot in, and who has begun to.
  `
  CREATE TABLE installations (id TEXT PRIMARY KEY, doc TEXT NOT NULL);
  CREATE TABLE installing (state TEXT PRIMARY KEY, until TEXT NOT NULL);
  CREATE INDEX installing_until ON installing (until);
  `,
];

/** Brings the file's schema up to date. Repeating it changes nothing; refuses a file that a newer program has written. */
export function migrate(db: Database): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const [row] = db.prepare('PRAGMA user_version').all() as { user_version: number }[];
    const from = row?.user_version ?? 0;
    if (from > MIGRATIONS.length) {
      throw new Error(`The database has schema ${from}; this program knows ${MIGRATIONS.length}. Use a newer program.`);
    }
    for (const sql of MIGRATIONS.slice(from)) db.exec(sql);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
