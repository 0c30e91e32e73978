/** What is said under a card in one channel is shown under it in the others. */
import type { CommentSource, Question, QuestionEvent } from '../../domain/index.ts';
import { isSameChannel } from '../../places.ts';
import type { ChannelLink, Directory } from '../../ports.ts';
import { type Draft, type Happening, keyOf } from './draft.ts';

/** A comment elsewhere, and that it reads otherwise now or is gone: a change of the same message. */
export const SAID = 'said';
export const SAID_ANEW = 'said-anew';

export async function saidElsewhere(happening: Happening, directory: Pick<Directory, 'linksTo'>): Promise<Draft[]> {
  const { q, event } = happening;
  const source = sourceOf(event);
  if (!source) return [];
  const { message } = source;
  return (await otherPlaces(q, source, directory)).map((link) => {
    const first = `${SAID}:${q.id}:${message}:${link._id}`;
    const to = { thread: link };
    if (event.type === 'commented') return { _id: first, kind: SAID, to, data: { message } };
    return {
      _id: `${SAID_ANEW}:${keyOf(happening)}:${link._id}`,
      kind: SAID_ANEW,
      to,
      data: { message },
      changes: first,
    };
  });
}

function sourceOf(event: QuestionEvent): CommentSource | undefined {
  const isSaid = event.type === 'commented' || event.type === 'comment-edited' || event.type === 'comment-withdrawn';
  return isSaid ? event.source : undefined;
}

/**
 * The groups that are asked or told hear one another; what a body says in its own channels stays in those, as it gets what the
 * group says in its packet. Not the channel it was said in, whichever group it is linked to there, nor
 * one that the bot is not in.
 */
async function otherPlaces(
  q: Question,
  { link }: CommentSource,
  directory: Pick<Directory, 'linksTo'>,
): Promise<ChannelLink[]> {
  const groups = [...q.groups, ...q.alsoGroups];
  const bodies = q.roster.ladder.map(({ id }) => id);
  const all = await directory.linksTo(q.collaboration, ...groups, ...bodies);
  const here = all.find(({ _id }) => _id === link);
  if (!here) return [];
  const places = groups.includes(here.target) ? groups : [here.target];
  return all.filter((one) => places.includes(one.target) && !one.lostAt && !isSameChannel(one, here));
}
