/** The day's bundle for one person as things stand, in all collaborations they are in. */
import { BUNDLE } from '../bundle-key.ts';
import type { Collaboration } from '../collaboration.ts';
import { dateOf, type Question } from '../domain/index.ts';
import { languageOf } from '../people.ts';
import type { Clock, Notice } from '../ports.ts';
import type { View } from '../view.ts';
import { type BundleEntry, bundleView, hasAnswered, pastBundleView } from '../views/index.ts';
import { openFor, type WaitingDeps } from '../waiting.ts';

interface Deps extends WaitingDeps {
  collaborations(): Promise<Collaboration[]>;
  load(question: string): Promise<Question | null>;
  clock: Clock;
}

/**
 * What waits now, and of what was in it in the morning also what is answered or closed since. null: nothing waits any more, or its day is
 * gone, before it was sent. One that was sent and is of an earlier day only says so.
 */
export async function dayBundle(notice: Notice, collaboration: Collaboration, deps: Deps): Promise<View | null> {
  const now = deps.clock();
  const { to, data, message } = notice;
  const reader = 'person' in to ? collaboration.people.find(({ id }) => id === to.person) : undefined;
  if (!reader) return null;
  const language = languageOf(collaboration, reader);
  if (data.date !== dateOf(now, collaboration.policy.timeZone)) return message && pastBundleView(language);
  const entries: BundleEntry[] = [];
  for (const one of await deps.collaborations()) {
    const person = one.people.find(({ email }) => email === reader.email);
    if (person) entries.push(...(await openFor(deps, { collaboration: one, person, language, now })));
  }
  const planned = questionsOf(notice);
  const shown = entries.filter(({ q, ctx, me }) => planned.includes(q.id) || !hasAnswered(q, ctx, me));
  if (!message && shown.every(({ q, ctx, me }) => hasAnswered(q, ctx, me))) return null;
  const others = planned.filter((id) => !entries.some(({ q }) => q.id === id));
  const closed: Question[] = [];
  for (const id of others) {
    const q = await deps.load(id);
    if (q) closed.push(q);
  }
  return bundleView(shown, language, { closed });
}

/** Ids of the questions that a bundle had when it was planned; of another notice none. */
export function questionsOf({ kind, data }: Notice): string[] {
  return kind === BUNDLE && Array.isArray(data.questions) ? data.questions.map(String) : [];
}
