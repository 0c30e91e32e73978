/** The words after /samrad, or said to the bot. */
import { dateOf, seatFor } from '../domain/index.ts';
import type { Account, Input, Reply } from '../face.ts';
import { type CommandName, commandOf } from '../messages/index.ts';
import { languageOf } from '../people.ts';
import type { ChannelRef } from '../ports.ts';
import { bundleView, contextOf, helpView, statusView, unknownCommandText } from '../views/index.ts';
import { listActions } from './actions.ts';
import { askAct, openAsk, startIn } from './ask.ts';
import { numberIn, showCase } from './case.ts';
import type { ActDeps } from './deps.ts';
import { lookUpTerm } from './glossary.ts';
import { catchWords } from './idea.ts';
import { link } from './link.ts';
import { refusal } from './reader.ts';

/** What the help lists: what can be done here. */
const KNOWN: CommandName[] = [
  'ask',
  'mine',
  'case',
  'status',
  'actions',
  'time-thief',
  'improvement',
  'term',
  'link',
  'help',
];

export async function command(deps: ActDeps, input: Extract<Input, { kind: 'command' }>): Promise<Reply> {
  const { words, channel, account } = input;
  const found = commandOf(words);
  if (found?.command === 'ask') {
    const { collaboration, ...start } = await startIn(deps, channel);
    const title = found.rest || undefined;
    return await openAsk(deps, askAct(collaboration, false), account, { ...start, title });
  }
  if (found?.command === 'link') return await link(deps, found.rest, channel, account);
  if (found?.command === 'time-thief' || found?.command === 'improvement')
    return await catchWords(deps, found.command, found.rest, input);
  if (found?.command === 'case') return await showCase(deps, found.rest, account);
  if (found?.command === 'actions') return await listActions(deps, account);
  if (!found && numberIn(words)) return await showCase(deps, words, account);
  if (found?.command === 'term') return await lookUpTerm(deps, found.rest, channel, account);
  const [first] = await deps.people.membershipsOf(account);
  if (!first) return refusal('unknown-person', 'nb', '');
  const language = languageOf(first.collaboration, first.person);
  if (found?.command === 'status') return await status(deps, channel, account);
  if (found?.command === 'mine') return await mine(deps, account);
  if (!found) return { kind: 'refused', text: unknownCommandText(words.split(/\s/)[0] ?? '', language) };
  const view = helpView(language, KNOWN);
  return { kind: 'done', text: view.summary, view };
}

/** The open questions of this channel's group; in a chat with the bot alone, of all groups the person is in. */
async function status(deps: ActDeps, channel: ChannelRef | null, account: Account): Promise<Reply> {
  const memberships = await deps.people.membershipsOf(account);
  const [first] = memberships;
  if (!first) return refusal('unknown-person', 'nb', '');
  const links = channel ? await deps.store.directory.linksOf(channel.platform, channel.team, channel.channel) : [];
  const targets = new Set(links.map(({ target }) => target));
  const entries = [];
  for (const { collaboration, person } of memberships) {
    const language = languageOf(collaboration, person);
    for (const entry of await deps.store.register.list({ collaboration: collaboration._id, status: 'open' })) {
      if (!isHere(entry, targets, collaboration.groups, person.id)) continue;
      const q = await deps.handle.load(entry._id);
      if (q) entries.push({ q, ctx: contextOf(q, { collaboration, language, now: deps.clock() }) });
    }
  }
  const view = statusView(entries, languageOf(first.collaboration, first.person));
  return { kind: 'done', text: view.summary, view };
}

/** What waits for the person's answer, with its buttons; what they have answered, folded. */
async function mine(deps: ActDeps, account: Account): Promise<Reply> {
  const memberships = await deps.people.membershipsOf(account);
  const [first] = memberships;
  if (!first) return refusal('unknown-person', 'nb', '');
  const now = deps.clock();
  const entries = [];
  for (const { collaboration, person } of memberships) {
    const language = languageOf(collaboration, person);
    for (const entry of await deps.store.register.list({ collaboration: collaboration._id, status: 'open' })) {
      const q = await deps.handle.peek(entry._id);
      const seat = q && seatFor(q, person.id, dateOf(now, q.policy.timeZone));
      if (q && seat) entries.push({ q, ctx: contextOf(q, { collaboration, language, now }) });
    }
  }
  const view = bundleView(entries, languageOf(first.collaboration, first.person), { person: first.person.id });
  return { kind: 'done', text: view.summary, view };
}

type Groups = { id: string; seats: { holder: string | null }[]; experts: string[]; coordinators: string[] }[];

function isHere(entry: { group: string; body: string | null }, targets: Set<string>, groups: Groups, person: string) {
  if (targets.size > 0) return targets.has(entry.group) || (entry.body !== null && targets.has(entry.body));
  const group = groups.find(({ id }) => id === entry.group);
  const people = [
    ...(group?.seats.map(({ holder }) => holder) ?? []),
    ...(group?.experts ?? []),
    ...(group?.coordinators ?? []),
  ];
  return people.includes(person);
}
