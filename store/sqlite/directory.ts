import type { Database } from 'libsql';
import type { ChannelLink, Collaboration, DeclaredAbsence, Directory, Identity, Preference } from '../../bot/index.ts';
import { doc, docs, many } from './rows.ts';
import type { Writer } from './writer.ts';

/** Collaborations, linked channels, known accounts, absences, preferences and question numbers on SQLite. */
export function createDirectory(db: Database, writer: Writer): Directory {
  const all = db.prepare('SELECT doc FROM collaborations ORDER BY id');
  const one = db.prepare('SELECT doc FROM collaborations WHERE id = ?');
  const save = db.prepare('INSERT OR REPLACE INTO collaborations (id, doc) VALUES (?, ?)');
  const link = db.prepare('INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?, ?, ?, ?)');
  const unlink = db.prepare('DELETE FROM links WHERE id = ?');
  const linksTo = db.prepare(
    'SELECT doc FROM links WHERE collaboration = ? AND target IN (SELECT value FROM json_each(?)) ORDER BY id',
  );
  const linksOf = db.prepare('SELECT doc FROM links WHERE platform = ? AND team = ? AND channel = ? ORDER BY id');
  const know = db.prepare('INSERT OR REPLACE INTO identities VALUES (?, ?, ?, ?, ?, ?)');
  const account = db.prepare('SELECT doc FROM identities WHERE platform = ? AND team = ? AND user = ?');
  const byEmail = db.prepare('SELECT doc FROM identities WHERE email IN (SELECT value FROM json_each(?)) ORDER BY id');
  const declare = db.prepare('INSERT OR REPLACE INTO absences VALUES (?, ?, ?, ?, ?, ?)');
  const undeclare = db.prepare('DELETE FROM absences WHERE id = ?');
  const absences = db.prepare(
    'SELECT doc FROM absences WHERE collaboration = ? AND last_day >= ? ORDER BY person, first_day, id',
  );
  const prefer = db.prepare('INSERT OR REPLACE INTO preferences (id, doc) VALUES (?, ?)');
  const preferences = db.prepare('SELECT doc FROM preferences ORDER BY id');
  const number = db.prepare('SELECT n FROM numbers WHERE series = ? AND question = ?');
  const claim = db.prepare(
    'INSERT INTO numbers (series, n, question) SELECT ?1, coalesce(max(n), 0) + 1, ?2 FROM numbers WHERE series = ?1',
  );

  return {
    async collaborations() {
      return docs<Collaboration>(all);
    },
    async collaboration(id) {
      return doc<Collaboration>(one, id);
    },
    saveCollaboration(c) {
      const json = JSON.stringify(c);
      return writer.write(() => {
        save.run(c._id, json);
      });
    },
    saveLink(l) {
      const json = JSON.stringify(l);
      return writer.write(() => {
        link.run(l._id, l.collaboration, l.target, l.platform, l.team, l.channel, json);
      });
    },
    removeLink(id) {
      return writer.write(() => {
        unlink.run(id);
      });
    },
    async linksTo(collaboration, ...targets) {
      return docs<ChannelLink>(linksTo, collaboration, JSON.stringify(targets));
    },
    async linksOf(platform, team, channel) {
      return docs<ChannelLink>(linksOf, platform, team, channel);
    },
    saveIdentity(i) {
      const json = JSON.stringify(i);
      return writer.write(() => {
        know.run(i._id, i.platform, i.team, i.user, i.email.toLowerCase(), json);
      });
    },
    async identity(platform, team, user) {
      return doc<Identity>(account, platform, team, user);
    },
    async identitiesOf(...emails) {
      return docs<Identity>(byEmail, JSON.stringify(emails.map((email) => email.toLowerCase())));
    },
    saveAbsence(a) {
      const json = JSON.stringify(a);
      return writer.write(() => {
        declare.run(a._id, a.collaboration, a.person, a.from, a.to, json);
      });
    },
    removeAbsence(id) {
      return writer.write(() => {
        undeclare.run(id);
      });
    },
    async absences(collaboration, today) {
      return docs<DeclaredAbsence>(absences, collaboration, today);
    },
    savePreference(p) {
      const json = JSON.stringify(p);
      return writer.write(() => {
        prefer.run(p._id, json);
      });
    },
    async preferences() {
      return docs<Preference>(preferences);
    },
    claimNumber(series, question) {
      return writer.write(() => {
        const [had] = many<{ n: number }>(number, series, question);
        if (had) return had.n;
        claim.run(series, question);
        const [claimed] = many<{ n: number }>(number, series, question);
        if (!claimed) throw new Error(`No number was claimed in ${series}.`);
        return claimed.n;
      });
    },
  };
}
