/** What a coordinator does from the digest. It is answered beside it, and the digest follows by itself. */

import type { Instant, QuestionEvent, RefusalCode } from '../domain/index.ts';
import type { Reply } from '../face.ts';
import { type Coordinating, capital, catalog, soon } from '../messages/index.ts';
import { goesOutAt } from '../period.ts';
import type { Act } from '../view.ts';
import { refusalSentence } from '../views/index.ts';
import type { ActDeps, Request } from './deps.ts';
import { commandBase, find } from './on-question.ts';
import { isReply, type Reader } from './reader.ts';

export async function coordinate(type: Coordinating, deps: ActDeps, act: Act, request: Request): Promise<Reply> {
  const found = await find(deps, act, request.account);
  if (isReply(found)) return found;
  const { q, reader } = found;
  const at = goesOutAt(q, reader.collaboration, reader.now);
  if (at === null) return refused('out-of-period', q, reader);
  const result = await deps.handle.handle({ ...commandBase(act, q, reader, request), type }, request.signal);
  if ('refused' in result) return refused(result.refused, result.state ?? q, reader);
  return { kind: 'done', text: receipt(type, result.events, at, reader) };
}

/** Without the question's card: that would come in the place of the digest. */
function refused(code: RefusalCode, q: Parameters<typeof refusalSentence>[1], reader: Reader): Reply {
  const { stale } = catalog(reader.language).coordinating;
  return { kind: 'refused', text: code === 'stale-button' ? stale : refusalSentence(code, q, reader) };
}

/** "Purret fem som ikke har svart."; in quiet hours also when it goes out. */
function receipt(type: Coordinating, events: QuestionEvent[], at: Instant, { language, now }: Reader): string {
  const m = catalog(language).coordinating;
  const did = capital(m.did[type](concerned(events)));
  return at > now ? `${did} ${m.goesOut(soon(at, now, language))}` : did;
}

function concerned(events: QuestionEvent[]): number {
  for (const event of events) {
    if (event.type === 'reminded' || event.type === 'substitutes-called') return event.seats.length;
    if (event.type === 'experts-notified') return event.objections.length;
  }
  return 0;
}
