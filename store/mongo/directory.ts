import type { Collection } from 'mongodb';
import type { ChannelLink, Collaboration, DeclaredAbsence, Directory, Identity, Preference } from '../../bot/index.ts';
import type { Collections } from './collections.ts';
import { isTaken } from './insert.ts';
import { claimNumber } from './numbers.ts';
import { type Packed, pack, unpack } from './pack.ts';

const BY_ID = { _id: 1 } as const;
const HIDDEN = { projection: { emailKey: 0 } };

export function packIdentity(identity: Identity): Packed {
  return { ...pack(identity), emailKey: identity.email.toLowerCase() };
}

/** Collaborations, linked channels, known accounts, absences, preferences and question numbers on MongoDB. */
export function createDirectory(all: Collections): Directory {
  const { collaborations, links, identities, absences, preferences, numbers } = all;
  return {
    async collaborations() {
      return (await collaborations.find().sort(BY_ID).toArray()).map((d) => unpack<Collaboration>(d));
    },
    async collaboration(id) {
      const found = await collaborations.findOne({ _id: id });
      return found && unpack<Collaboration>(found);
    },
    async saveCollaboration(c) {
      await save(collaborations, pack(c));
    },
    async saveLink(link) {
      await save(links, pack(link));
    },
    async removeLink(id) {
      await links.deleteOne({ _id: id });
    },
    async linksTo(collaboration, ...targets) {
      const found = await links
        .find({ collaboration, target: { $in: targets } })
        .sort(BY_ID)
        .toArray();
      return found.map((d) => unpack<ChannelLink>(d));
    },
    async linksOf(platform, team, channel) {
      const found = await links.find({ platform, team, channel }).sort(BY_ID).toArray();
      return found.map((d) => unpack<ChannelLink>(d));
    },
    async saveIdentity(identity) {
      await save(identities, packIdentity(identity));
    },
    async identity(platform, team, user) {
      const found = await identities.findOne({ platform, team, user }, HIDDEN);
      return found && unpack<Identity>(found);
    },
    async identitiesOf(...emails) {
      const keys = emails.map((email) => email.toLowerCase());
      const found = await identities
        .find({ emailKey: { $in: keys } }, HIDDEN)
        .sort(BY_ID)
        .toArray();
      return found.map((d) => unpack<Identity>(d));
    },
    async saveAbsence(absence) {
      await save(absences, pack(absence));
    },
    async removeAbsence(id) {
      await absences.deleteOne({ _id: id });
    },
    async absences(collaboration, today) {
      const found = absences.find({ collaboration, to: { $gte: today } }).sort({ person: 1, from: 1, _id: 1 });
      return (await found.toArray()).map((d) => unpack<DeclaredAbsence>(d));
    },
    async savePreference(preference) {
      await save(preferences, pack(preference));
    },
    async preferences() {
      return (await preferences.find().sort(BY_ID).toArray()).map((d) => unpack<Preference>(d));
    },
    claimNumber(series, question) {
      return claimNumber(numbers, series, question);
    },
  };
}

/** Inserts or replaces. Two that insert at once: the second finds the first and replaces it. */
async function save(into: Collection<Packed>, document: Packed): Promise<void> {
  const { _id } = document;
  try {
    await into.replaceOne({ _id }, document, { upsert: true });
  } catch (error) {
    if (!isTaken(error)) throw error;
    await into.replaceOne({ _id }, document);
  }
}
