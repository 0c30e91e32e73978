/** What somebody said under a card: among other comments, and in threads elsewhere. */
import type { Comment } from '../domain/index.ts';
import { catalog, dateTime, platformName, shorten } from '../messages/index.ts';
import type { Node, View } from '../view.ts';
import type { Reading } from './context.ts';
import { personName, words } from './names.ts';
import { line, quote, text } from './nodes.ts';

/** What a thread elsewhere takes of one comment; a phone shows it without scrolling for long. */
const MAX_ELSEWHERE = 600;
const MAX_SUMMARY = 150;

/** One among a question's comments, with at most `max` characters of it. */
export function commentNode(comment: Comment, max: number, ctx: Reading): Node {
  const m = catalog(ctx.language).discussion;
  const { at, person, editedAt, withdrawnAt } = comment;
  const when = dateTime(at, ctx.language);
  const who = personName(person, ctx);
  if (withdrawnAt) return text(line(when, who, m.deleted), 'subtle');
  return quote(shorten(words(comment.text, ctx), max), line(when, editedAt && m.edited), who);
}

/** A comment as the threads of other channels show it: who said it and on which platform, then the words, never read as markup. */
export function saidElsewhereView(comment: Comment, ctx: Reading): View {
  const m = catalog(ctx.language).discussion;
  const platform = platformName(comment.source?.platform ?? '');
  const from = m.from(personName(comment.person, ctx), platform);
  if (comment.withdrawnAt) return { summary: line(from, m.deleted), nodes: [text(line(from, m.deleted), 'subtle')] };
  const said = words(comment.text, ctx);
  const shown = shorten(said, MAX_ELSEWHERE);
  const rest = shown === said ? [] : [text(m.rest(platform), 'subtle')];
  return {
    summary: `${from}: ${shorten(said, MAX_SUMMARY)}`,
    nodes: [quote(shown, undefined, line(from, comment.editedAt && m.edited)), ...rest],
  };
}
