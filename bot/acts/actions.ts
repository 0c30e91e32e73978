/** `tiltak`: the open follow-up actions of the groups a person is in, and those they are responsible for. */
import type { Collaboration } from '../collaboration.ts';
import type { Question } from '../domain/index.ts';
import type { Account, Reply } from '../face.ts';
import { languageOf } from '../people.ts';
import { type ActionRow, actionsView } from '../views/index.ts';
import type { ActDeps } from './deps.ts';
import { refusal } from './reader.ts';

export async function listActions(deps: ActDeps, account: Account): Promise<Reply> {
  const memberships = await deps.people.membershipsOf(account);
  const [first] = memberships;
  if (!first) return refusal('unknown-person', 'nb', '');
  const rows: ActionRow[] = [];
  for (const { collaboration, person } of memberships) {
    const ctx = { collaboration, language: languageOf(collaboration, person), now: deps.clock() };
    const groups = groupsOf(collaboration, person.id);
    for (const q of await withOpenActions(deps, collaboration._id)) {
      const mine = q.groups.some((group) => groups.includes(group));
      const open = q.followUps.filter((one) => one.doneAt === null && (mine || one.responsiblePerson === person.id));
      rows.push(...open.map((action) => ({ q, action, ctx, me: { person: person.id } })));
    }
  }
  const view = actionsView(rows, languageOf(first.collaboration, first.person));
  return { kind: 'done', text: view.summary, view };
}

async function withOpenActions({ store, handle }: ActDeps, collaboration: string): Promise<Question[]> {
  const entries = (await store.register.list({ collaboration })).filter(({ followUps }) =>
    followUps.some(({ doneAt }) => doneAt === null),
  );
  const found = await Promise.all(entries.map(({ _id }) => handle.load(_id)));
  return found.filter((q) => q !== null);
}

function groupsOf({ groups }: Collaboration, person: string): string[] {
  const here = groups.filter(
    ({ seats, experts, coordinators }) =>
      seats.some(({ holder, substitute }) => holder === person || substitute === person) ||
      [...experts, ...coordinators].includes(person),
  );
  return here.map(({ id }) => id);
}
