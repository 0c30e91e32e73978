/** `referat Hjemmetjenester 1.3.`: what became of a group's questions, to be printed. For whoever may see them: everybody on the list. */
import { addDays, dateOf, type Instant, instantOf, isDate, type Question } from '../domain/index.ts';
import type { Account, Reply } from '../face.ts';
import { catalog, local } from '../messages/index.ts';
import { isInGroup } from '../people.ts';
import type { ChannelRef } from '../ports.ts';
import { contextOf, type Minutes, minutesPaper, minutesView, noMinutesText } from '../views/index.ts';
import type { ActDeps } from './deps.ts';
import { isReply, membersOf, type Reader } from './reader.ts';
import { noTarget, targetNamed } from './target.ts';

/** A week: as often as coordinators hear how it goes. */
const USUAL_DAYS = 7;
const LONGEST_DAYS = 366;
/** What can be read on paper, and made while somebody waits. */
const MOST = 100;

/** Whose questions. `body`: those that were lifted to it. */
type Of = { reader: Reader; id: string; body: boolean };

export async function minutes(
  deps: ActDeps,
  rest: string,
  channel: ChannelRef | null,
  account: Account,
): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const [{ language, now, collaboration }] = members;
  const { name, day } = wordsIn(rest);
  const today = dateOf(now, collaboration.policy.timeZone);
  const from = day ? dateBefore(day, today) : addDays(today, -USUAL_DAYS);
  const m = catalog(language);
  const { word } = m.command.minutes;
  if (!from) return { kind: 'refused', text: m.minutes.badDate(word, addDays(today, -USUAL_DAYS)) };
  const found = name === '' ? await nearby(deps, members, channel) : named(members, name);
  const [of, ...others] = found;
  if (!of) return noTarget(word, members);
  if (others.length > 0) return { kind: 'refused', text: m.minutes.whichGroup(word, namesOf(found)) };
  return await write(deps, of, instantOf(from, '00:00', collaboration.policy.timeZone));
}

async function write(deps: ActDeps, { reader, ...of }: Of, since: Instant): Promise<Reply> {
  const all = await questionsOf(deps, { reader, ...of }, since);
  const questions = all.slice(-MOST).map((q) => ({ q, ctx: contextOf(q, reader) }));
  const about: Minutes = { target: of.id, since, questions, isCut: all.length > MOST };
  if (all.length === 0) return { kind: 'done', text: noMinutesText(about, reader) };
  const view = minutesView(about, reader);
  return { kind: 'done', text: view.summary, view, paper: minutesPaper(about, reader) };
}

/** Asked, decided, lifted or withdrawn since then, or open still; the latest asked last. */
async function questionsOf({ store, handle }: ActDeps, of: Of, since: Instant): Promise<Question[]> {
  const { collaboration } = of.reader;
  const level = of.body ? collaboration.ladder.find(({ id }) => id === of.id)?.level : undefined;
  const entries = await store.register.list({
    collaboration: collaboration._id,
    ...(of.body ? {} : { group: of.id }),
  });
  const lately = entries.filter(
    ({ practice, status, updatedAt }) => !practice && (status === 'open' || updatedAt >= since),
  );
  const found: Question[] = [];
  for (const { _id, version } of lately) {
    const q = await handle.atLeast(_id, version);
    const isTheirs = q && (level === undefined || q.escalations.some(({ to }) => to === level));
    if (isTheirs && (q.status === 'open' || happened(q).some((at) => at >= since))) found.push(q);
  }
  return found.sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
}

function happened({ askedAt, decision, withdrawal, escalations }: Question): Instant[] {
  return [
    askedAt,
    ...[decision, withdrawal].flatMap((one) => (one ? [one.at] : [])),
    ...escalations.map(({ at }) => at),
  ];
}

/** Those whose channel it is; elsewhere those that the person is in. */
async function nearby({ store }: ActDeps, members: Reader[], channel: ChannelRef | null): Promise<Of[]> {
  const links = channel ? await store.directory.linksOf(channel.platform, channel.team, channel.channel) : [];
  return members.flatMap((reader) => {
    const { collaboration, person } = reader;
    const linked = links.filter((link) => link.collaboration === collaboration._id).map(({ target }) => target);
    const own = collaboration.groups.filter((group) => isInGroup(group, person.id)).map(({ id }) => id);
    return (links.length > 0 ? linked : own).map((id) => ofTarget(reader, id));
  });
}

function named(members: Reader[], name: string): Of[] {
  return members.flatMap((reader) => {
    const target = targetNamed(reader.collaboration, name);
    return target ? [ofTarget(reader, target.id)] : [];
  });
}

function ofTarget(reader: Reader, id: string): Of {
  return { reader, id, body: reader.collaboration.ladder.some((body) => body.id === id) };
}

function namesOf(found: Of[]): string {
  const names = found.flatMap(({ reader, id }) => {
    const { groups, ladder } = reader.collaboration;
    return [...groups, ...ladder].filter((one) => one.id === id).map(({ name }) => local(name, reader.language));
  });
  return names.join(', ');
}

const DAY = /(?:^|\s+)(?:(?:fra|frå|siden|sidan|from|since)\s+)?(\d+[./-]\d[\d./-]*)$/i;

/** "Hjemmetjenester fra 1.3." is a name and a day, either of which may be missing. */
function wordsIn(rest: string): { name: string; day: string } {
  const said = rest.trim();
  return { name: said.replace(DAY, ''), day: DAY.exec(said)?.[1] ?? '' };
}

/** 1.3., 1.3.2027 or 2027-03-01, within the past year; without a year the latest there was. null: it can't be used. */
function dateBefore(day: string, today: string): string | null {
  const [, d = '', month = '', year] = /^(\d{1,2})[./](\d{1,2})[./]?(\d{4})?$/.exec(day) ?? [];
  const written = (y: string) => `${y}-${month.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const thisYear = today.slice(0, 4);
  const tried = d === '' ? [day] : year ? [written(year)] : [thisYear, String(Number(thisYear) - 1)].map(written);
  return tried.find((one) => isDate(one) && one <= today && one >= addDays(today, -LONGEST_DAYS)) ?? null;
}
