/** The week's time thieves and proposals for improvement: planned once a week for each of a group's channels, written when sent. */
import type { Collaboration, Group } from '../collaboration.ts';
import { dateOf, type Instant, maySend } from '../domain/index.ts';
import { UNTRIED } from '../followers/notices/draft.ts';
import { groupOf } from '../people.ts';
import { inPeriod } from '../period.ts';
import type { ChannelLink, Clock, Directory, Notice, Notices, Register } from '../ports.ts';
import type { View } from '../view.ts';
import { type GatheredIdea, weeklyIdeasView } from '../views/index.ts';
import { weeklyDue } from './weekly.ts';

export const WEEKLY_IDEAS = 'weekly-ideas';

export interface WeeklyIdeasDeps {
  notices: Pick<Notices, 'put'>;
  directory: Pick<Directory, 'linksTo'>;
  collaborations(): Promise<Collaboration[]>;
  clock: Clock;
}

/** From the week's time on, in working hours of the group's periods: one notice a channel and week, however many clocks plan it. */
export async function planWeeklyIdeas(deps: WeeklyIdeasDeps): Promise<void> {
  const now = deps.clock();
  for (const collaboration of await deps.collaborations()) {
    if (!maySend(now, collaboration.policy)) continue;
    for (const group of collaboration.groups) await planFor(group, collaboration, now, deps);
  }
}

async function planFor(
  group: Group,
  { _id: collaboration, policy }: Collaboration,
  now: Instant,
  { notices, directory }: WeeklyIdeasDeps,
): Promise<void> {
  if (!inPeriod(group, dateOf(now, policy.timeZone))) return;
  const due = weeklyDue(now, policy, group.periods);
  if (!due) return;
  const links = await directory.linksTo(collaboration, group.id);
  // A channel that was linked since begins with next week's.
  for (const link of links.filter(({ linkedAt }) => linkedAt <= due.at)) {
    await notices.put(noticeFor(link, due, now));
  }
}

function noticeFor(link: ChannelLink, due: NonNullable<ReturnType<typeof weeklyDue>>, now: Instant): Notice {
  return {
    _id: `${WEEKLY_IDEAS}:${link._id}:${due.week}`,
    kind: WEEKLY_IDEAS,
    collaboration: link.collaboration,
    question: null,
    to: { channel: link },
    data: { since: due.since, until: due.at },
    notBefore: due.at,
    createdAt: now,
    priority: 2,
    share: link.target,
    lane: null,
    order: 0,
    ...UNTRIED,
  };
}

/** What was caught between this week's message and the one before, in questions asked of the channel's group; null: nothing. */
export async function weeklyIdeas(
  { to, data }: Notice,
  collaboration: Collaboration,
  { register }: { register: Pick<Register, 'list'> },
): Promise<View | null> {
  if (!('channel' in to)) return null;
  const group = groupOf(collaboration, to.channel.target);
  if (!group) return null;
  const [since, until] = [String(data.since ?? ''), String(data.until)];
  const entries = await register.list({ collaboration: collaboration._id });
  const ideas = entries
    .filter((entry) => entry.groups.includes(group.id) && !entry.practice)
    .flatMap(({ number, title, ideas }): GatheredIdea[] => ideas.map((idea) => ({ ...idea, number, title })))
    .filter(({ at }) => at >= since && at < until);
  return weeklyIdeasView(ideas, group.language ?? collaboration.language);
}
