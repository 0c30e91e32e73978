/** What happened becomes one-off messages, each under a key of its own, so that doing it again adds nothing. */
import { answerersOf, dateOf, nextSendTime, type Question, type QuestionEvent } from '../domain/index.ts';
import type { Commit, Directory, Notice, Notices } from '../ports.ts';
import { unseal } from '../seal.ts';
import type { Work } from './follow.ts';

export interface NoticeDeps {
  notices: Notices;
  directory: Directory;
  load(question: string): Promise<Question | null>;
}

/** Events that are told in the thread under the cards. */
const TOLD_IN_THREAD = new Set<QuestionEvent['type']>([
  'turned-yellow',
  'round-opened',
  'extended',
  'escalated',
  'sent-back',
  'decided',
  'withdrawn',
]);

export function createNoticeWork({ notices, directory, load }: NoticeDeps): Work {
  return async (question, commits) => {
    const q = await load(question);
    if (!q) return;
    for (const commit of commits) {
      for (const event of unseal(commit)) {
        for (const draft of await draftsFor(q, commit, event, directory)) await notices.put(complete(q, commit, draft));
      }
    }
  };
}

type Draft = Pick<Notice, '_id' | 'kind' | 'to'> & { data?: Record<string, unknown> };

function complete(q: Question, commit: Commit, draft: Draft): Notice {
  return {
    collaboration: q.collaboration,
    question: q.id,
    data: {},
    notBefore: nextSendTime(commit.at, q.policy),
    createdAt: commit.at,
    attempts: 0,
    status: 'waiting',
    lockedUntil: null,
    ...draft,
  };
}

async function draftsFor(q: Question, commit: Commit, event: QuestionEvent, directory: Directory): Promise<Draft[]> {
  const drafts: Draft[] = [];
  const key = `${q.id}:${commit.version}`;
  if (TOLD_IN_THREAD.has(event.type)) {
    for (const link of await directory.linksTo(q.collaboration, q.group)) {
      const data = { event: event.type, version: commit.version };
      drafts.push({ _id: `thread:${key}:${event.type}:${link._id}`, kind: 'thread', to: { thread: link }, data });
    }
  }
  if (event.type === 'reminded') drafts.push(...reminders(q, event.kind, event.seats, commit.at));
  if (event.type === 'extended') drafts.push(...calledIn(q, event.called));
  if (event.type === 'mandate-flagged' && q.level === 1) {
    const experts = q.roster.experts.filter((expert) => expert !== event.person);
    drafts.push(...experts.map((p) => ({ _id: `mandate:${key}:${p}`, kind: 'mandate', to: { person: p } })));
  }
  if (event.type === 'decided' || event.type === 'vendor-answered') {
    drafts.push(
      ...q.roster.experts.map((p) => ({ _id: `follow-up:${key}:${p}`, kind: 'follow-up', to: { person: p } })),
    );
  }
  if (event.type === 'escalated') drafts.push(...(await packets(q, event.to, commit.version, directory)));
  return drafts;
}

function reminders(q: Question, kind: string, seats: string[], at: string): Draft[] {
  const today = dateOf(at, q.policy.timeZone);
  // The group's seats and the bodies': whoever was reminded, wherever the question has gone since.
  const people = [q.roster, ...q.roster.ladder]
    .flatMap((place) => place.seats)
    .filter((seat) => seats.includes(seat.id))
    .flatMap((seat) => answerersOf(q, seat, today));
  return [...new Set(people)].map((p) => ({
    _id: `reminder:${q.id}:${kind}:${p}`,
    kind: 'reminder',
    to: { person: p },
    data: { which: kind },
  }));
}

function calledIn(q: Question, seats: string[]): Draft[] {
  const called = q.roster.seats.filter((seat) => seats.includes(seat.id)).map((seat) => seat.substitute);
  return [...new Set(called)].flatMap((p) =>
    p === null ? [] : [{ _id: `called:${q.id}:${p}`, kind: 'called-in', to: { person: p } }],
  );
}

/** The packet goes to the body's channels, to its chair and to the group's coordinators. */
async function packets(q: Question, level: number, version: number, directory: Directory): Promise<Draft[]> {
  const body = q.roster.ladder.find((one) => one.level === level);
  if (!body) return [];
  const links = await directory.linksTo(q.collaboration, body.id);
  const people = new Set([...(body.chair ? [body.chair] : []), ...q.roster.coordinators]);
  const data = { level };
  return [
    ...links.map((link) => ({
      _id: `packet:${q.id}:${version}:${link._id}`,
      kind: 'packet',
      to: { channel: link },
      data,
    })),
    ...[...people].map((p) => ({ _id: `packet:${q.id}:${version}:${p}`, kind: 'packet', to: { person: p }, data })),
  ];
}
