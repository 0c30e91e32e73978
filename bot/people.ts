/** Who an account is: one person in a collaboration, by e-mail, on whichever platform they use. */
import { isDeepStrictEqual } from 'node:util';
import type { Body, Collaboration, Group, Language, Person } from './collaboration.ts';
import type { Account } from './face.ts';
import type { ChannelLink, Directory, Identity, Preference } from './ports.ts';

/** How long a collaboration's lists are used before they are read anew: an import elsewhere shows within that time. */
const FRESH_MS = 5_000;

export type People = ReturnType<typeof createPeople>;

export function createPeople(directory: Directory, monotonic: () => number = () => performance.now()) {
  const identities = new Map<string, Identity>();
  let lists: { at: number; all: Promise<Collaboration[]> } | null = null;

  function collaborations(): Promise<Collaboration[]> {
    if (!lists || monotonic() - lists.at > FRESH_MS) {
      const all = readLists(directory);
      lists = { at: monotonic(), all };
      all.catch(() => {
        lists = null;
      });
    }
    return lists.all;
  }

  async function identify(account: Account): Promise<Identity | null> {
    const { platform, team, user, ref } = account;
    const id = `${platform}:${team}:${user}`;
    const known = identities.get(id) ?? (await directory.identity(platform, team, user));
    // What is told anew is newer, and where somebody writes from does not tell all that is known.
    const renewed = ref && { ...known?.ref, ...ref };
    if (known && (!renewed || isDeepStrictEqual(renewed, known.ref))) {
      identities.set(id, known);
      return known;
    }
    const email = known?.email ?? (await account.profile())?.email.toLowerCase();
    if (!email) return null;
    const identity: Identity = { _id: id, platform, team, user, email, ...(renewed ? { ref: renewed } : {}) };
    await directory.saveIdentity(identity);
    identities.set(id, identity);
    return identity;
  }

  return {
    identify,
    collaborations,
    async collaboration(id: string): Promise<Collaboration | null> {
      return (await collaborations()).find((c) => c._id === id) ?? null;
    },
    /** Keeps how to reach an account's person, if they are on a list: an app may be installed for a whole municipality. */
    async meet(account: Account): Promise<void> {
      const email = (await account.profile())?.email.toLowerCase();
      const isListed = (await collaborations()).some(({ people }) => people.some((person) => person.email === email));
      if (isListed) await identify(account);
    },
    /** The person behind an account in a collaboration; null: not on its list. */
    async personIn(collaboration: Collaboration, account: Account): Promise<Person | null> {
      const identity = await identify(account);
      return (identity && collaboration.people.find((person) => person.email === identity.email)) ?? null;
    },
    /** The collaborations an account's person is on the list of. */
    async membershipsOf(account: Account): Promise<{ collaboration: Collaboration; person: Person }[]> {
      const identity = await identify(account);
      const all = await collaborations();
      return all.flatMap((collaboration) => {
        const person = collaboration.people.find((one) => one.email === identity?.email);
        return person ? [{ collaboration, person }] : [];
      });
    },
    /** How these people are reached on a platform, those who have been seen there, in their order. */
    async refsOf(
      { people }: Collaboration,
      persons: string[],
      { platform, team }: Pick<Identity, 'platform' | 'team'>,
    ): Promise<Record<string, unknown>[]> {
      const emails = persons.flatMap((person) => people.find(({ id }) => id === person)?.email ?? []);
      const found = await directory.identitiesOf(...emails);
      const there = found.filter((one) => one.platform === platform && one.team === team);
      const inOrder = emails.flatMap((email) => there.filter((one) => one.email === email));
      return inOrder.flatMap(({ ref }) => (ref ? [ref] : []));
    },
    /** Reads the lists anew at the next question about them. */
    forget(): void {
      lists = null;
    },
  };
}

/** The collaborations' lists, with what people have chosen for themselves. */
async function readLists(directory: Directory): Promise<Collaboration[]> {
  const [all, preferences] = await Promise.all([directory.collaborations(), directory.preferences()]);
  if (preferences.length === 0) return all;
  const chosen = new Map(preferences.map((preference) => [preference._id, preference]));
  return all.map((one) => ({ ...one, people: one.people.map((person) => asChosen(person, chosen.get(person.email))) }));
}

function asChosen(person: Person, preference: Preference | undefined): Person {
  if (!preference) return person;
  const { language, hours } = preference;
  return { ...person, ...(language ? { language } : {}), ...(hours ? { hours } : {}) };
}

export function languageOf(collaboration: Collaboration, person: Person | null, group?: Group | null): Language {
  return person?.language ?? group?.language ?? collaboration.language;
}

export function groupOf(collaboration: Collaboration, id: string): Group | null {
  return collaboration.groups.find((group) => group.id === id) ?? null;
}

/** Holds a seat, stands in for one, or looks after the group as expert or coordinator. */
export function isInGroup({ seats, experts, coordinators }: Group, person: string): boolean {
  return isSeated({ seats }, person) || experts.includes(person) || coordinators.includes(person);
}

/** Holds a seat in the group or body, or stands in for one. */
export function isSeated({ seats }: Pick<Group | Body, 'seats'>, person: string): boolean {
  return seats.some(({ holder, substitute }) => holder === person || substitute === person);
}

/** The groups that were asked and that the person is in. */
export function askedGroupsOf(person: string, asked: string[], groups: Group[]): Group[] {
  return groups.filter((group) => asked.includes(group.id) && isInGroup(group, person));
}

/** Those whom a channel is for. */
export function peopleIn({ groups, ladder, people }: Collaboration, { target }: Pick<ChannelLink, 'target'>): string[] {
  const group = groups.find(({ id }) => id === target);
  if (group) return people.filter(({ id }) => isInGroup(group, id)).map(({ id }) => id);
  const body = ladder.find(({ id }) => id === target);
  const seated = body?.seats.flatMap(({ holder, substitute }) => [holder ?? [], substitute ?? []].flat()) ?? [];
  return [...seated, ...(body?.chair ? [body.chair] : [])];
}
