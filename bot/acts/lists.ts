/** `status` and `mine`: the questions of a place, and those that wait for a person. */
import type { Collaboration, Person } from '../collaboration.ts';
import type { Account, Reply } from '../face.ts';
import { catalog } from '../messages/index.ts';
import { isInGroup } from '../people.ts';
import type { ChannelLink, ChannelRef, RegisterEntry } from '../ports.ts';
import type { View } from '../view.ts';
import { bundleView, contextOf, statusView } from '../views/index.ts';
import { openFor, type WaitingDeps } from '../waiting.ts';
import type { ActDeps } from './deps.ts';
import { isReply, membersOf, type Reader } from './reader.ts';
import { noTarget, targetNamed } from './target.ts';

/** The open questions of the group named, else of this channel's; in a chat with the bot alone, of all groups the person is in. */
export async function status(
  deps: ActDeps,
  name: string,
  channel: ChannelRef | null,
  account: Account,
): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const places = name === '' ? await placesHere(deps, channel) : placesNamed(members, name);
  if (name !== '' && places.length === 0) return noTarget(catalog(members[0].language).command.status.word, members);
  const entries = [];
  for (const reading of members) {
    const { collaboration, person } = reading;
    const targets = new Set(
      places.filter((one) => one.collaboration === collaboration._id).map(({ target }) => target),
    );
    for (const entry of await deps.store.register.list({ collaboration: collaboration._id, status: 'open' })) {
      if (!(places.length > 0 ? stands(entry, targets) : concerns(entry, collaboration, person))) continue;
      const q = await deps.handle.load(entry._id);
      if (q) entries.push({ q, ctx: contextOf(q, reading) });
    }
  }
  const view = statusView(entries, members[0].language);
  return { kind: 'done', text: view.summary, view };
}

type Place = Pick<ChannelLink, 'collaboration' | 'target'>;

async function placesHere({ store }: ActDeps, channel: ChannelRef | null): Promise<Place[]> {
  return channel ? await store.directory.linksOf(channel.platform, channel.team, channel.channel) : [];
}

function placesNamed(members: Reader[], name: string): Place[] {
  return members.flatMap(({ collaboration }) => {
    const target = targetNamed(collaboration, name);
    return target ? [{ collaboration: collaboration._id, target: target.id }] : [];
  });
}

/** What waits for the person's answer, with its buttons; what they have answered, folded. */
export async function mine(deps: ActDeps, account: Account): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const view = await listOf(deps, members);
  return { kind: 'done', text: view.summary, view };
}

/** The list that a button stood in, as it is after what the button did. */
export async function lookAtMine(deps: ActDeps, account: Account): Promise<Reply> {
  const members = await membersOf(deps, account);
  return isReply(members) ? members : { kind: 'done', text: '', own: () => listOf(deps, members) };
}

/** To what was done in the list, or refused there, the list anew. */
export function withList(deps: ActDeps, account: Account, reply: Reply): Reply {
  if (reply.kind !== 'done' && reply.kind !== 'refused') return reply;
  const { kind, text } = reply;
  return {
    kind,
    text,
    own: async () => {
      const members = await membersOf(deps, account);
      return isReply(members) ? { summary: text, nodes: [] } : await listOf(deps, members);
    },
  };
}

async function listOf(deps: ActDeps, members: [Reader, ...Reader[]]): Promise<View> {
  const entries = [];
  for (const reader of members) entries.push(...(await openFor(waitingIn(deps), reader)));
  return bundleView(entries, members[0].language);
}

export function waitingIn({ store, handle }: ActDeps): WaitingDeps {
  return { register: store.register, atLeast: handle.atLeast };
}

/** Asked of one of these groups, or with one of these bodies. */
function stands({ groups, body }: RegisterEntry, targets: Set<string>): boolean {
  return groups.some((group) => targets.has(group)) || (body !== null && targets.has(body));
}

/** The person is in one of its groups, or sits in or leads the body that has it. */
function concerns({ groups, body }: RegisterEntry, collaboration: Collaboration, { id }: Person): boolean {
  const asked = collaboration.groups.filter((group) => groups.includes(group.id));
  const above = collaboration.ladder.filter((one) => one.id === body);
  const inBody = above.some(({ chair, seats }) => chair === id || seats.some(({ holder }) => holder === id));
  return inBody || asked.some((group) => isInGroup(group, id));
}
