import type { Input, Reply } from '../face.ts';
import type { ActDeps } from './deps.ts';
import { isReply, readerOf, refusalAbout } from './reader.ts';

/** A reply under a card is kept with its question. Who is not on the list is not recorded, and not nagged. */
export async function comment(deps: ActDeps, input: Extract<Input, { kind: 'comment' }>): Promise<Reply> {
  const card = await deps.store.cards.findByMessage(input.account.platform, input.messageKey);
  const q = card && (await deps.handle.peek(card.question));
  if (!q) return { kind: 'quiet' };
  const reader = await readerOf(q, input.account, deps);
  if (isReply(reader)) return { kind: 'quiet' };
  const command = { question: q.id, commandId: input.requestId, at: reader.now, by: reader.person.id };
  const result = await deps.handle.handle({ ...command, type: 'comment', text: input.text });
  if (!('refused' in result)) return { kind: 'quiet' };
  return { kind: 'refused', text: refusalAbout(result.refused, q, reader).text };
}
