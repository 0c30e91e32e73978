/** What a card or a notice says, written when it goes out. */
import { BUNDLE, bundleAt } from './bundle-key.ts';
import type { Collaboration, Language, Person } from './collaboration.ts';
import { DIGEST } from './digest-key.ts';
import { allSeats, commentIn, dateOf, type Question } from './domain/index.ts';
import { reminderKey, reminderName } from './followers/notices/answering.ts';
import { SAID, SAID_ANEW } from './followers/notices/discussion.ts';
import { groupOf, languageOf, type People, peopleIn } from './people.ts';
import { ACCOUNT_CLOSED, CHANNEL_LOST, CHANNEL_SHARED } from './places.ts';
import {
  type ChannelLink,
  type Clock,
  type Directory,
  NotDelivered,
  type Notice,
  type Notices,
  type Platform,
  type QuestionLog,
  type Register,
} from './ports.ts';
import { dayBundle, questionsOf } from './schedule/bundle-content.ts';
import { coordinatorDigest } from './schedule/digest-content.ts';
import { WEEKLY_IDEAS, weeklyIdeas } from './schedule/weekly-ideas.ts';
import { unseal } from './seal.ts';
import type { View } from './view.ts';
import {
  type Audience,
  accountClosedView,
  cardView,
  channelLostView,
  channelSharedView,
  contextOf,
  noteView,
  packetView,
  type Reading,
  saidElsewhereView,
} from './views/index.ts';
import { writePersonal } from './writing-personal.ts';

/** A reminder asks so often whether the day's bundle is out. */
const BUNDLE_WAIT_MS = 60_000;

interface RenderDeps {
  people: People;
  clock: Clock;
}

/** The card as a channel sees it: in its group's language, with what that channel may do. */
export function createCardRenderer({ people, clock }: RenderDeps) {
  return async (q: Question, link: ChannelLink): Promise<View> => {
    const collaboration = await lists(people, q.collaboration);
    const language = channelLanguage(collaboration, link.target);
    const ctx = contextOf(q, { collaboration, language, now: clock() });
    const view = cardView(q, ctx, null, audienceOf(q, link));
    // Only Teams shows a message to each in their own way.
    if (link.platform !== 'teams' || q.status !== 'open') return view;
    const viewers = new Set([...answeredBy(q), ...peopleIn(collaboration, link)]);
    return { ...view, viewers: await people.refsOf(collaboration, [...viewers], link) };
  };
}

/** Whose own card says most, and who come first where there is no room for all: who has given a position, now or before the amendment, and whose seat has said something. */
function answeredBy(q: Question): string[] {
  const gave = [...Object.values(q.positions), ...Object.values(q.formerPositions)].map(({ person }) => person);
  const spoken = allSeats(q).filter(({ id }) => q.positions[id] !== undefined || q.preferences[id] !== undefined);
  return [...new Set([...gave, ...spoken.flatMap(({ holder }) => holder ?? [])])];
}

export interface WriterDeps extends RenderDeps {
  load(question: string): Promise<Question | null>;
  log: Pick<QuestionLog, 'read'>;
  register: Register;
  notices: Pick<Notices, 'get'>;
  atLeast(question: string, version: number): Promise<Question | null>;
  directory: Pick<Directory, 'linksTo'>;
}

/** null: nothing left to say (answered or closed meanwhile, a digest of a day gone by). Throws NotDelivered for what is to be said later. */
export function createNoticeWriter(deps: WriterDeps) {
  return async (notice: Notice): Promise<View | null> => {
    const collaboration = await lists(deps.people, notice.collaboration);
    const view = await written(notice, collaboration, deps);
    if (!view || 'person' in notice.to) return view;
    const link = 'channel' in notice.to ? notice.to.channel : notice.to.thread;
    if (link.platform !== 'teams') return view;
    // Teams tells us when one of them looks at it.
    return { ...view, viewers: await deps.people.refsOf(collaboration, peopleIn(collaboration, link), link) };
  };
}

const ABOUT_PLACES = new Set([CHANNEL_LOST, CHANNEL_SHARED, ACCOUNT_CLOSED]);

async function written(notice: Notice, collaboration: Collaboration, deps: WriterDeps): Promise<View | null> {
  if (notice.kind === DIGEST) return await coordinatorDigest(notice, collaboration, deps);
  if (notice.kind === BUNDLE)
    return await dayBundle(notice, collaboration, { ...deps, collaborations: deps.people.collaborations });
  if (ABOUT_PLACES.has(notice.kind)) return await aboutPlace(notice, collaboration, deps);
  if (notice.kind === WEEKLY_IDEAS) return await weeklyIdeas(notice, collaboration, deps);
  const q = notice.question ? await deps.load(notice.question) : null;
  return q && (await aboutQuestion(notice, q, collaboration, deps));
}

async function aboutQuestion(
  notice: Notice,
  q: Question,
  collaboration: Collaboration,
  deps: WriterDeps,
): Promise<View | null> {
  const { to } = notice;
  const now = deps.clock();
  if ('person' in to) {
    const person = collaboration.people.find((one) => one.id === to.person) ?? null;
    if (notice.kind === 'reminder' && person && (await isTold(notice, q, person, deps))) return null;
    const language = languageOf(collaboration, person, groupOf(collaboration, q.group));
    return await writePersonal(notice, q, to.person, { collaboration, language, now }, deps);
  }
  const target = 'channel' in to ? to.channel.target : to.thread.target;
  const reading = { collaboration, language: channelLanguage(collaboration, target), now };
  // The card beside it has the chair's buttons, and loses them when it is decided.
  if (notice.kind === 'packet') return packetView(q, contextOf(q, reading), false);
  if (notice.kind === SAID || notice.kind === SAID_ANEW) return saidView(notice, q, reading);
  const version = Number(notice.data.version);
  const [commit] = await deps.log.read(q.id, version - 1);
  const event = commit && unseal(commit).find(({ type }) => type === notice.data.event);
  return event ? noteView(event, q, reading) : null;
}

/** A reminder of what the person has been told today. One that a coordinator asked for goes out beside the day's bundle. */
async function isTold(notice: Notice, q: Question, person: Person, deps: WriterDeps): Promise<boolean> {
  if (await wasReminded(notice, q, person, deps)) return true;
  return notice.data.askedFor !== true && (await isInBundle(q, person, deps));
}

/** Half-way in a night, it goes out the morning after, which may be the day of the last reminder. */
async function wasReminded({ data }: Notice, { id, policy, reminders }: Question, person: Person, deps: WriterDeps) {
  const { timeZone } = policy;
  const names = reminders.map(reminderName).filter((name) => name !== data.which);
  const keys = names.map((name) => reminderKey(id, name, person.id));
  const others = await Promise.all(keys.map((key) => deps.notices.get(key)));
  const today = dateOf(deps.clock(), timeZone);
  return others.some((one) => one?.status === 'sent' && dateOf(one.notBefore, timeZone) === today);
}

/** What the day's bundle has is not said a second time. Throws NotDelivered while it is on its way: it may come to nothing. */
async function isInBundle({ id, policy }: Question, { email }: Person, deps: WriterDeps): Promise<boolean> {
  const key = bundleAt(email, deps.clock(), policy);
  const bundle = key === null ? null : await deps.notices.get(key);
  if (!bundle || !questionsOf(bundle).includes(id)) return false;
  if (bundle.status === 'waiting' && !bundle.message)
    throw new NotDelivered(
      { kind: 'later', retryAfterMs: BUNDLE_WAIT_MS },
      "the day's bundle has it and is not out yet",
    );
  return bundle.status === 'waiting' || bundle.status === 'sent';
}

/** To one person; nothing, when it is mended already. */
async function aboutPlace(
  { kind, to, data }: Notice,
  collaboration: Collaboration,
  { directory, clock }: WriterDeps,
): Promise<View | null> {
  const reader = 'person' in to ? collaboration.people.find(({ id }) => id === to.person) : undefined;
  const reading = { collaboration, language: languageOf(collaboration, reader ?? null), now: clock() };
  if (kind === CHANNEL_LOST || kind === CHANNEL_SHARED) {
    const target = String(data.target);
    const link = (await directory.linksTo(collaboration._id, target)).find(({ _id }) => _id === data.link);
    if (kind === CHANNEL_LOST) return link?.lostAt ? channelLostView(target, link.platform, reading) : null;
    return link ? channelSharedView(target, link.platform, data.isShared === true, reading) : null;
  }
  const [person, group] = [String(data.person), String(data.group)];
  const seated = groupOf(collaboration, group)?.seats.some(({ holder }) => holder === person);
  return seated ? accountClosedView(person, group, data.platform as Platform, reading) : null;
}

/** As it reads now. Taken away before it was shown, it never is. */
function saidView({ kind, data }: Notice, { comments }: Question, reading: Reading): View | null {
  const comment = commentIn(comments, { message: String(data.message) });
  return !comment || (kind === SAID && comment.withdrawnAt) ? null : saidElsewhereView(comment, reading);
}

async function lists(people: People, id: string): Promise<Collaboration> {
  const found = await people.collaboration(id);
  if (!found) throw new Error(`no collaboration ${id}`);
  return found;
}

function channelLanguage(collaboration: Collaboration, target: string): Language {
  return groupOf(collaboration, target)?.language ?? collaboration.language;
}

/** A body that the question has left for a higher one only follows it, as the group does. */
function audienceOf(q: Question, { target }: ChannelLink): Audience {
  if (q.groups.includes(target)) return 'group';
  if (q.alsoGroups.includes(target)) return 'also-group';
  const last = q.roster.ladder.find((body) => body.level === q.escalations.at(-1)?.to);
  return last?.id === target ? 'body' : 'group';
}
