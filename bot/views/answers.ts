/** What a person hears at once after a tap, a form or a command. */
import type { Language } from '../collaboration.ts';
import type { Instant, Question, RefusalCode } from '../domain/index.ts';
import {
  COMMANDS,
  type CommandName,
  capital,
  catalog,
  closestCommand,
  date,
  dayDateTime,
  type PlatformId,
  type ReceiptOf,
  refusalText,
  shorten,
} from '../messages/index.ts';
import type { View } from '../view.ts';
import { caseLine } from './card-parts.ts';
import type { Reading, ViewContext } from './context.ts';
import { bodyName, groupNames, placeName, words } from './names.ts';
import { heart } from './needs.ts';
import { line, text } from './nodes.ts';

const MAX_EARLIER = 300;

/** "Notert: du støtter." */
export function receiptText(done: ReceiptOf, language: Language): string {
  return catalog(language).receipt[done];
}

/** Why not, and what to do instead. `q`: the question as it stands, where there is one. */
export function refusalSentence(code: RefusalCode, q: Question | null, ctx: Reading): string {
  // Of a question that was lifted, what matters to the group is who has it now.
  const lifted = q !== null && q.level > 1 && (code === 'not-a-member' || code === 'wrong-round');
  const said = lifted ? 'lifted' : code;
  return refusalText(said, ctx.language, bodyName(Math.max(q?.level ?? 0, 2), q, ctx));
}

/** "HT-2027-014 er sendt til Hjemmetjenester. Frist …". */
export function askedText(q: Question, ctx: Reading): string {
  const m = catalog(ctx.language).reply;
  if (q.decision) return catalog(ctx.language).asking.answeredAlone(q.number);
  const sent = m.asked(q.number, groupNames(q.groups, ctx));
  return q.deadline ? `${sent} ${m.askedDeadline(dayDateTime(q.deadline, ctx.language))}` : sent;
}

/** The same thing was asked before: where, when, and what was decided, so that it can be used again. `decidedAt` null: it is open. */
export function earlierText(
  { number, text, decidedAt }: { number: string; text: string; decidedAt: Instant | null },
  { language }: Reading,
): string {
  const m = catalog(language).asking.form;
  if (decidedAt === null) return m.openAlready(number);
  return m.decidedAlready(number, date(decidedAt, language), shorten(text, MAX_EARLIER).replace(/\.$/, ''));
}

/** `target`: group id or body id. `isShared`: people of other organisations read along. `hasBot`: it can write there. */
export function linkedText(target: string, { isShared = false, hasBot = true }, ctx: Reading): string {
  const m = catalog(ctx.language);
  const absent = hasBot ? [] : [m.places.linkedAbsent];
  const shared = isShared ? [m.places.linkedShared] : [];
  return [m.reply.linked(placeName(target, ctx)), ...absent, ...shared].join(' ');
}

export function unknownCommandText(word: string, language: Language, platform: PlatformId): string {
  const m = catalog(language);
  const meant = closestCommand(word);
  const next = meant ? m.reply.didYouMean(m.command[meant].word) : m.reply.toHelp[platform];
  return `${m.reply.unknownCommand(shorten(word, 40))} ${next}`;
}

export function helpView(language: Language, platform: PlatformId, commands: readonly CommandName[] = COMMANDS): View {
  const m = catalog(language);
  const head = m.reply.helpHead[platform];
  const lines = commands.map((name) => `${m.command[name].word} – ${m.command[name].does}`);
  const nodes = [text(head, 'strong'), text(lines.join('\n')), text(m.reply.helpFoot, 'subtle')];
  return { summary: head, nodes };
}

const MAX_LISTED = 15;

/** The open questions of a channel: what each one misses. */
export function statusView(entries: { q: Question; ctx: ViewContext }[], language: Language): View {
  const head = capital(catalog(language).reply.status(entries.length));
  const lines = entries.slice(0, MAX_LISTED).map(({ q, ctx }) => {
    const when = q.deadline ? dayDateTime(q.deadline, language) : '';
    return text(line(caseLine(q, ctx), shorten(words(q.title, ctx), 80), heart(q, ctx, when).line));
  });
  const more = entries.length - MAX_LISTED;
  const rest = more > 0 ? [text(capital(catalog(language).details.more(more)), 'subtle')] : [];
  return { summary: head, nodes: [text(head, 'strong'), ...lines, ...rest] };
}
