/** `koble <gruppe>`: from now on the group's (or body's) cards stand in this channel. */
import type { Body, Collaboration, Group, LocalText } from '../collaboration.ts';
import type { Account, Reply } from '../face.ts';
import { catalog } from '../messages/index.ts';
import type { ChannelLink, ChannelRef } from '../ports.ts';
import { linkedText } from '../views/index.ts';
import type { ActDeps } from './deps.ts';
import { isReply, membersOf, refusal } from './reader.ts';

type Target = { collaboration: Collaboration; id: string; name: LocalText; stewards: string[] };

export async function link(deps: ActDeps, name: string, channel: ChannelRef | null, account: Account): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const [{ language }] = members;
  if (!channel) return { kind: 'refused', text: catalog(language).reply.linkInChannel };
  for (const { collaboration, person } of members) {
    const target = targetNamed(collaboration, name);
    if (!target) continue;
    if (!target.stewards.includes(person.id)) return { kind: 'refused', text: catalog(language).reply.notSteward };
    await save(deps, target, channel);
    return { kind: 'done', text: linkedText(target.id, { collaboration, language, now: deps.clock() }) };
  }
  return refusal('unknown-group', language, '');
}

/** By name in any language, id or code. Who looks after it may link it: experts and coordinators; a body's chair, and any coordinator. */
function targetNamed(collaboration: Collaboration, wanted: string): Target | null {
  const key = wanted.trim().toLowerCase();
  const hasName = ({ id, name }: Group | Body) =>
    [id, ...Object.values(name)].some((known) => known?.toLowerCase() === key);
  const group = collaboration.groups.find((g) => hasName(g) || g.code.toLowerCase() === key);
  if (group) return { collaboration, ...group, stewards: [...group.experts, ...group.coordinators] };
  const body = collaboration.ladder.find(hasName);
  const coordinators = collaboration.groups.flatMap((g) => g.coordinators);
  return body ? { collaboration, ...body, stewards: [...(body.chair ? [body.chair] : []), ...coordinators] } : null;
}

async function save(deps: ActDeps, { collaboration, id }: Target, channel: ChannelRef): Promise<void> {
  const key = [channel.platform, channel.team, channel.channel, id].join(':');
  const linked: ChannelLink = {
    ...channel,
    _id: key,
    collaboration: collaboration._id,
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
