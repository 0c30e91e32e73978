/** `koble <gruppe>`: from now on the group's (or body's) cards stand in this channel. */
import type { Body, Collaboration, Group } from '../collaboration.ts';
import type { Input, Reply } from '../face.ts';
import { catalog } from '../messages/index.ts';
import type { ChannelLink, ChannelRef } from '../ports.ts';
import { linkId } from '../roster.ts';
import { linkedText } from '../views/index.ts';
import type { ActDeps } from './deps.ts';
import { isReply, membersOf } from './reader.ts';
import { noTarget, targetNamed } from './target.ts';

export async function link(
  deps: ActDeps,
  name: string,
  { channel, account, channelNow }: Extract<Input, { kind: 'command' }>,
): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const [{ language }] = members;
  if (!channel) return { kind: 'refused', text: catalog(language).reply.linkInChannel };
  for (const { collaboration, person } of members) {
    const target = targetNamed(collaboration, name);
    if (!target) continue;
    if (!stewardsOf(target, collaboration).includes(person.id))
      return { kind: 'refused', text: catalog(language).reply.notSteward };
    await save(deps, collaboration._id, target.id, channel);
    const now = await channelNow?.();
    return { kind: 'done', text: linkedText(target.id, now ?? {}, { collaboration, language, now: deps.clock() }) };
  }
  return noTarget(catalog(language).command.link.word, members);
}

/** Who looks after it may link it: experts and coordinators; a body's chair, and any coordinator. */
function stewardsOf(target: Group | Body, { groups }: Collaboration): string[] {
  if ('coordinators' in target) return [...target.experts, ...target.coordinators];
  return [...(target.chair ? [target.chair] : []), ...groups.flatMap(({ coordinators }) => coordinators)];
}

async function save(deps: ActDeps, collaboration: string, id: string, channel: ChannelRef): Promise<void> {
  const linked: ChannelLink = {
    ...channel,
    _id: linkId(channel, id),
    collaboration,
    target: id,
    origin: 'chat',
    linkedAt: deps.clock(),
  };
  await deps.store.directory.saveLink(linked);
  await showOpenQuestions(deps, linked);
  await deps.store.cards.hasten(linked._id);
  deps.wake();
}

/** What is open there already gets its card in the new channel. */
async function showOpenQuestions({ store }: ActDeps, linked: ChannelLink): Promise<void> {
  const open = await store.register.list({ collaboration: linked.collaboration, status: 'open' });
  for (const entry of open) {
    const places = [...entry.groups, ...entry.alsoGroups, entry.body];
    if (places.includes(linked.target)) await store.cards.want(entry._id, linked, entry.version);
  }
}
