/** What a coordinator gets in the morning: what needs them first, with the act beside it; figures last. */
import type { Criticality, Instant, Need, Tally } from '../domain/index.ts';
import {
  type Coordinating,
  capital,
  catalog,
  clockTime,
  daysBetween,
  percent,
  shortDate,
  shorten,
  weekday,
} from '../messages/index.ts';
import type { Node, View } from '../view.ts';
import { button } from './acts.ts';
import type { Reading } from './context.ts';
import { bodyName, groupName } from './names.ts';
import { needsText, worthSaying } from './needs.ts';
import { actions, line, text } from './nodes.ts';

export interface DigestRow {
  /** Question id. */
  question: string;
  number: string;
  group: string;
  criticality: Criticality;
  title: string;
  missing: Need[];
  tally: Tally;
  deadline: Instant | null;
  workingDaysLeft: number | null;
  overdue: boolean;
  level: number;
  round: number;
  /** What the reader can do about it here and now. */
  acts: Coordinating[];
  /** What coordinators have done about it by now. */
  done: Coordinating[];
  /** For how many days the oldest open objection has waited for an expert; null: none does. */
  waited: number | null;
}

export interface Digest {
  period: 'day' | 'week';
  /** Group ids the reader coordinates. */
  groups: string[];
  /** All open questions of theirs, practice left out. */
  rows: DigestRow[];
  /** Decided since the last digest. */
  decided: number;
  /** Decided the last 30 days, and how many of them in the group. */
  lately: { decided: number; inGroup: number };
  /** Share to be decided in the group. */
  target: { part: number; of: number };
}

const MAX_ROWS = 8;
/** What needs the reader first, what goes by itself last. */
const KINDS = ['urgent', 'stuck', 'lifted', 'onTrack'] as const;
type Kind = (typeof KINDS)[number];

export function digestView(digest: Digest, ctx: Reading): View {
  const m = catalog(ctx.language).digest;
  const rows = byUrgency(digest.rows);
  const needYou = rows.filter(({ kind }) => needsReader(kind)).length;
  const head = (digest.period === 'day' ? m.daily : m.weekly)(
    groupsName(digest.groups, ctx),
    digest.rows.length,
    needYou,
  );
  const summary = capital(digest.rows.length === 0 ? `${groupsName(digest.groups, ctx)} · ${m.nothingOpen}` : head);
  const nodes: Node[] = [text(summary, 'strong')];
  for (const { kind, row } of rows.slice(0, MAX_ROWS)) nodes.push(...rowNodes(kind, row, ctx));
  const left = rows.slice(MAX_ROWS);
  const leftForYou = left.filter(({ kind }) => needsReader(kind)).length;
  if (leftForYou > 0) nodes.push(text(capital(m.more(leftForYou)), 'subtle'));
  if (left.length > leftForYou) nodes.push(text(capital(m.moreOpen(left.length - leftForYou)), 'subtle'));
  nodes.push(text(figures(digest, ctx), 'subtle'));
  return { summary, nodes };
}

function byUrgency(rows: DigestRow[]): { kind: Kind; row: DigestRow }[] {
  return KINDS.flatMap((kind) => rows.filter((row) => kindOf(row) === kind).map((row) => ({ kind, row })));
}

/** Of many, those that the digest shows. */
export function shownRows(rows: DigestRow[]): DigestRow[] {
  return byUrgency(rows)
    .slice(0, MAX_ROWS)
    .map(({ row }) => row);
}

function needsReader(kind: Kind): boolean {
  return kind === 'urgent' || kind === 'stuck';
}

/** Urgent: due today or tomorrow, or overdue. Stuck: an objection waits for an answer. Lifted: with a body. Else it goes by itself. */
function kindOf(row: DigestRow): Kind {
  if (row.level > 1 && !row.overdue) return 'lifted';
  if (row.overdue) return 'urgent';
  if (row.missing.length === 0) return 'onTrack';
  if (row.workingDaysLeft !== null && row.workingDaysLeft <= 1) return 'urgent';
  return row.missing.some((need) => need.need === 'open-objection') ? 'stuck' : 'onTrack';
}

function rowNodes(kind: Kind, row: DigestRow, ctx: Reading): Node[] {
  const words = rowWords(kind, row, ctx);
  const m = catalog(ctx.language);
  const { question, level, round } = row;
  // Of what goes by itself nobody need be called on: the clock reminds.
  const acts = needsReader(kind) ? row.acts : [];
  const items = acts.map((does) => button(m.button[actLabel(does)], { do: does, question, level, round }));
  return [text(words), ...actions(items)];
}

/** Shorter the less it needs the reader. */
function rowWords(kind: Kind, row: DigestRow, ctx: Reading): string {
  const m = catalog(ctx.language);
  const title = shorten(row.title, 60);
  const head = `${m.digest[kind]}: ${row.number}`;
  const headWithColour = `${head} (${m.criticality[row.criticality]})`;
  if (kind === 'lifted') return line(headWithColour, title, whereabouts(row, ctx));
  const needs = worthSaying(row.missing, row.tally);
  const missing = needs.length > 0 ? m.digest.missing(needsText(needs, ctx, row.tally)) : m.digest.nothingMissing;
  const stands = standing(row, ctx);
  if (kind !== 'onTrack') return line(headWithColour, title, missing, ...stands, due(row, ctx));
  const until = row.deadline === null ? m.digest.noDeadline : m.digest.deadline(shortDate(row.deadline, ctx.language));
  return line(head, title, missing, ...stands, until);
}

/** "ingen svar fra fagekspert på fire dager", "purret i dag". */
function standing({ waited, done }: DigestRow, ctx: Reading): string[] {
  const m = catalog(ctx.language).coordinating;
  return [...(waited ? [m.unanswered(waited)] : []), ...done.map((does) => m.done[does])];
}

function actLabel(does: Coordinating): 'remind' | 'callSubstitutes' | 'notifyExpert' {
  if (does === 'remind') return does;
  return does === 'call-substitutes' ? 'callSubstitutes' : 'notifyExpert';
}

/** "hos felles beslutningsgruppe til 18.2.". */
function whereabouts(row: DigestRow, ctx: Reading): string {
  const m = catalog(ctx.language).digest;
  const at = m.with(bodyName(row.level, null, ctx));
  return row.deadline === null ? at : `${at} ${m.until(shortDate(row.deadline, ctx.language))}`;
}

function due(row: DigestRow, ctx: Reading): string {
  const m = catalog(ctx.language).digest;
  if (row.overdue) return m.overdue;
  if (row.deadline === null) return m.noDeadline;
  const time = clockTime(row.deadline, ctx.language);
  const days = daysBetween(ctx.now, row.deadline);
  if (days === 0) return m.deadline(m.today(time));
  if (days === 1) return m.deadline(m.tomorrow(time));
  return m.deadline(`${weekday(row.deadline, ctx.language)} ${shortDate(row.deadline, ctx.language)} ${time}`);
}

/** "Hjemmetjenester og elleve grupper til". */
function groupsName(groups: string[], ctx: Reading): string {
  const [first, ...more] = groups.map((group) => groupName(group, ctx));
  if (first === undefined || more.length === 0) return first ?? '';
  return catalog(ctx.language).digest.andGroups(first, more.length);
}

function figures({ period, decided, lately, target }: Digest, ctx: Reading): string {
  const m = catalog(ctx.language).digest;
  const said = period === 'day' ? m.decidedSinceYesterday(decided) : m.decidedThisWeek(decided);
  const share = percent(lately.inGroup, lately.decided, ctx.language);
  return line(said, lately.decided > 0 && m.atGroup(share, percent(target.part, target.of, ctx.language)));
}
