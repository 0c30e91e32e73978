import type { RegisterEntry } from '../../bot/index.ts';
import { NOON } from '../contracts/store-fixtures.ts';

/** What a register entry of the program before did not have, as it stands until it is made anew. */
export const LATER_FIELDS: Partial<RegisterEntry> = {
  groups: ['legemidler'],
  asks: '',
  subject: null,
  topic: null,
  term: null,
  askedAt: NOON,
  vendorAnswer: null,
  supersededBy: null,
  deviations: [],
  followUps: [],
  ideas: [],
  words: [],
};

/** Takes a file of this program back to its first schema. */
export const TO_VERSION_1 = `
  DROP TABLE drafts; DROP TABLE installations; DROP TABLE installing;
  DROP TRIGGER register_words_new; DROP TRIGGER register_words_changed; DROP TRIGGER register_words_gone;
  DROP TABLE register_words;
  DROP INDEX commits_aside; DROP INDEX cards_behind; DROP INDEX cards_look;
  DROP INDEX notices_ready; DROP INDEX notices_lane; DROP INDEX notices_failed;
  ${without('cards', ['redo', 'look_at'])}
  ${without('notices', ['priority', 'share', 'lane', 'place', 'locked_by', 'unsure', 'message', 'again'])}
  UPDATE notices SET doc = json_remove(doc, '$.priority', '$.share', '$.lane', '$.order');
  CREATE INDEX cards_behind ON cards (turn, seq) WHERE shown < wanted;
  CREATE INDEX notices_ready ON notices (ready_at, seq) WHERE status = 'waiting';

  DROP INDEX register_decided; DROP INDEX commits_owed_chain; DROP TABLE absences; DROP TABLE preferences;
  UPDATE register SET doc = json_remove(doc, ${Object.keys(LATER_FIELDS).map((name) => `'$.${name}'`)});
  PRAGMA user_version = 1;`;

function without(table: string, columns: string[]): string {
  return columns.map((column) => `ALTER TABLE ${table} DROP COLUMN ${column};`).join(' ');
}
