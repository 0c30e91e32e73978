import type { QuestionEvent } from '../../domain/index.ts';
import type { Directory } from '../../ports.ts';
import { type Draft, type Happening, keyOf } from './draft.ts';

const TOLD = new Set<QuestionEvent['type']>([
  'turned-yellow',
  'round-opened',
  'extended',
  'escalated',
  'sent-back',
  'decided',
  'withdrawn',
  'vendor-answered',
  'deviation-recorded',
  'action-added',
  'gate-passed',
  'superseded',
  'reopened',
]);

/** What is told in the threads under the cards, in every channel of the groups that were asked. */
export async function threadNotes(happening: Happening, directory: Pick<Directory, 'linksTo'>): Promise<Draft[]> {
  const { q, commit, event } = happening;
  if (!TOLD.has(event.type)) return [];
  const links = await directory.linksTo(q.collaboration, ...q.groups);
  return links.map((link) => ({
    _id: `thread:${keyOf(happening)}:${event.type}:${link._id}`,
    kind: 'thread',
    to: { thread: link },
    data: { event: event.type, version: commit.version },
  }));
}
