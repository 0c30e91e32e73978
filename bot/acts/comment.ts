/** What is said under a card. */
import type { Input, Reply } from '../face.ts';
import { commandOf } from '../messages/index.ts';
import type { CardRecord } from '../ports.ts';
import type { ActDeps } from './deps.ts';
import { isReply, readerOf, refusalAbout } from './reader.ts';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

const QUIET: Reply = { kind: 'quiet' };

/** A reply under a card is kept with its question, and again when it is edited. Who is not on the list is not recorded, and not nagged. */
export async function comment(deps: ActDeps, input: Of<'comment'>): Promise<Reply> {
  if (input.toBot && commandOf(input.text)) return QUIET;
  const found = await find(deps, input);
  const reader = found && (await readerOf(found.q, input.account, deps));
  if (!reader || isReply(reader)) return QUIET;
  const { q, source } = found;
  const command = { question: q.id, commandId: input.requestId, at: reader.now, by: reader.person.id };
  const type = input.edited ? 'edit-comment' : 'comment';
  const result = await deps.handle.handle({ ...command, type, text: input.text, source });
  // Whoever else changed it, it was not its writer's doing, and there is nothing to tell them.
  if (!('refused' in result) || result.refused === 'not-yours') return QUIET;
  return { kind: 'refused', text: refusalAbout(result.refused, q, reader).text };
}

/**
 * Words to the bot under a card that are no command: where it hears only what calls it, that is how people take part. Null: it is not
 * under a card, or one word alone, a command misspelt rather.
 */
export async function remark(deps: ActDeps, input: Of<'command'>): Promise<Reply | null> {
  const { said, words, account } = input;
  if (!said || !/\s/.test(words) || !(await find(deps, { account, said }))) return null;
  return await comment(deps, { ...input, kind: 'comment', said, text: words });
}

/** One that is gone is gone also where who took it away is not on the list. */
export async function commentGone(deps: ActDeps, input: Of<'comment-gone'>): Promise<Reply> {
  const found = await find(deps, input);
  if (!found) return QUIET;
  const { q, source } = found;
  const reader = await readerOf(q, input.account, deps);
  const by = isReply(reader) ? null : reader.person.id;
  const command = { question: q.id, commandId: input.requestId, at: deps.clock(), by };
  await deps.handle.handle({ ...command, type: 'withdraw-comment', source });
  return QUIET;
}

async function find(deps: ActDeps, { account, said }: Pick<Of<'comment'>, 'account' | 'said'>) {
  const card = await deps.cardOver(account.platform, said);
  const q = card && (await deps.handle.peek(card.question));
  return q && { q, source: sourceOf(card, said.message) };
}

function sourceOf({ link }: CardRecord, message: string) {
  return { platform: link.platform, link: link._id, message };
}
