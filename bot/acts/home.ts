/** A person's own room with the bot: what waits for them, how it goes in their groups, and how they want it. */
import { dateOf, instantOf, mondayOf } from '../domain/index.ts';
import type { Account, Reply } from '../face.ts';
import { isInGroup } from '../people.ts';
import { policyFor } from '../period.ts';
import type { RegisterEntry } from '../ports.ts';
import { type HomeGroup, homeView } from '../views/index.ts';
import { openFor } from '../waiting.ts';
import type { ActDeps } from './deps.ts';
import { waitingIn } from './lists.ts';
import { isReply, membersOf, type Reader } from './reader.ts';

export async function home(deps: ActDeps, account: Account): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const [{ collaboration, person, language }] = members;
  const waiting = [];
  const groups: HomeGroup[] = [];
  const decided: RegisterEntry[] = [];
  for (const reader of members) {
    waiting.push(...(await openFor(waitingIn(deps), reader)));
    groups.push(...(await groupsOf(deps, reader)));
    decided.push(...(await decidedFor(deps, reader)));
  }
  const policy = policyFor(collaboration.policy, person.hours);
  const view = homeView({ waiting, groups, decided, policy }, language);
  return { kind: 'done', text: view.summary, view };
}

/** The groups the person is in, with how many questions are open in each. */
async function groupsOf({ store }: ActDeps, { collaboration, person, language }: Reader): Promise<HomeGroup[]> {
  const theirs = collaboration.groups.filter((group) => isInGroup(group, person.id));
  return await Promise.all(
    theirs.map(async ({ id, name }) => {
      const open = await store.register.list({ collaboration: collaboration._id, status: 'open', group: id });
      return { name: name[language] ?? name.nb, open: open.filter(({ practice }) => !practice).length };
    }),
  );
}

/** What was decided since Monday in the person's groups, the latest first. */
async function decidedFor({ store }: ActDeps, { collaboration, person, now }: Reader): Promise<RegisterEntry[]> {
  const { timeZone } = collaboration.policy;
  const monday = instantOf(mondayOf(dateOf(now, timeZone)), '00:00', timeZone);
  const theirs = new Set(collaboration.groups.filter((group) => isInGroup(group, person.id)).map(({ id }) => id));
  const all = await store.register.list({ collaboration: collaboration._id, decidedSince: monday });
  const shown = all.filter(({ groups, practice }) => !practice && groups.some((group) => theirs.has(group)));
  return shown.sort((a, b) => ((a.decidedAt ?? '') > (b.decidedAt ?? '') ? -1 : 1));
}
