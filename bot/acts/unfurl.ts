/** An address of the register that somebody wrote: the question as it stands, where those who read there may see it. */
import type { Input, Reply } from '../face.ts';
import { groupOf } from '../people.ts';
import { numberInLink, sharedView } from '../views/index.ts';
import { numberIn } from './case.ts';
import type { ActDeps } from './deps.ts';

/** Only in a channel of the question's collaboration; elsewhere nothing is told, not even that it exists. In the channel's language. */
export async function unfurl(deps: ActDeps, { link, channel }: Extract<Input, { kind: 'unfurl' }>): Promise<Reply> {
  const { publicUrl, people, store, handle, clock } = deps;
  const number = numberIn((publicUrl && numberInLink(publicUrl, link)) || '');
  if (!number) return { kind: 'quiet' };
  for (const linked of await store.directory.linksOf(channel.platform, channel.team, channel.channel)) {
    const collaboration = await people.collaboration(linked.collaboration);
    const [entry] = collaboration ? await store.register.list({ collaboration: collaboration._id, number }) : [];
    const q = entry && (await handle.peek(entry._id));
    if (!q || !collaboration) continue;
    const language = groupOf(collaboration, linked.target)?.language ?? collaboration.language;
    const view = sharedView(q, { collaboration, language, now: clock() });
    return { kind: 'done', text: view.summary, view };
  }
  return { kind: 'quiet' };
}
