/** A time thief or a proposal for improvement, caught in the thread under a card: with one tap on a message, or in words. */
import { type IdeaKind, MAX_TEXT } from '../domain/index.ts';
import type { Account, Input, Reply, SaidIn } from '../face.ts';
import { shorten } from '../messages/index.ts';
import { caughtText, notCaughtText } from '../views/index.ts';
import type { ActDeps } from './deps.ts';
import { isReply, membersOf, readerOf, refusalAbout } from './reader.ts';

/** A message that somebody picked; the whole of a long one stands in the thread. The same message is one idea of a kind, whoever picks it and however often. */
export async function catchMessage(deps: ActDeps, input: Extract<Input, { kind: 'catch' }>): Promise<Reply> {
  return await catchIdea(deps, input.idea, { ...input, text: shorten(input.text.trim(), MAX_TEXT) }, 'noText');
}

/** "tidstyv …" said in a thread, or where no thread can be told (a slash command, a chat with the bot alone). */
export async function catchWords(
  deps: ActDeps,
  idea: IdeaKind,
  text: string,
  input: Extract<Input, { kind: 'command' }>,
): Promise<Reply> {
  return await catchIdea(deps, idea, { ...input, text }, 'noWords');
}

interface Caught {
  account: Account;
  said?: SaidIn | undefined;
  text: string;
}

async function catchIdea(deps: ActDeps, kind: IdeaKind, caught: Caught, empty: 'noText' | 'noWords'): Promise<Reply> {
  const { account, said, text } = caught;
  const card = said && (await deps.cardOver(account.platform, said));
  const q = card && (await deps.handle.peek(card.question));
  if (!said || !q) return await notCaught(deps, kind, account, 'whichCase');
  const reader = await readerOf(q, account, deps);
  if (isReply(reader)) return reader;
  // The card itself is no one's idea.
  if (text.trim() === '' || said.message === said.messageKey)
    return { kind: 'refused', text: notCaughtText(kind, empty, reader.language) };
  const commandId = ['caught', account.platform, account.team, said.message, kind].join(':');
  const command = { question: q.id, commandId, at: reader.now, by: reader.person.id };
  const result = await deps.handle.handle({ ...command, type: 'catch-idea', kind, text });
  if ('refused' in result) return refusalAbout(result.refused, q, reader);
  const already = result.repeated || result.events.length === 0;
  const { number, practice } = q;
  return { kind: 'done', text: caughtText(kind, { number, practice, already }, reader.language) };
}

async function notCaught(deps: ActDeps, kind: IdeaKind, account: Account, why: 'whichCase'): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  return { kind: 'refused', text: notCaughtText(kind, why, members[0].language) };
}
