/** `tiltak`: the open follow-up actions of the groups a person is in, and those they are responsible for. */
import type { Question } from '../domain/index.ts';
import type { Account, Reply } from '../face.ts';
import { isInGroup } from '../people.ts';
import { type ActionRow, actionsView } from '../views/index.ts';
import type { ActDeps } from './deps.ts';
import { isReply, membersOf } from './reader.ts';

export async function listActions(deps: ActDeps, account: Account): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const rows: ActionRow[] = [];
  for (const ctx of members) {
    const { collaboration, person } = ctx;
    const groups = collaboration.groups.filter((group) => isInGroup(group, person.id)).map(({ id }) => id);
    for (const q of await withOpenActions(deps, collaboration._id)) {
      const mine = q.groups.some((group) => groups.includes(group));
      const open = q.followUps.filter((one) => one.doneAt === null && (mine || one.responsiblePerson === person.id));
      rows.push(...open.map((action) => ({ q, action, ctx, me: { person: person.id } })));
    }
  }
  const view = actionsView(rows, members[0].language);
  return { kind: 'done', text: view.summary, view };
}

async function withOpenActions({ store, handle }: ActDeps, collaboration: string): Promise<Question[]> {
  const found: Question[] = [];
  for (const { _id, version, followUps } of await store.register.list({ collaboration })) {
    const q = followUps.some(({ doneAt }) => doneAt === null) ? await handle.atLeast(_id, version) : null;
    if (q) found.push(q);
  }
  return found;
}
