/** What stands between a question and a decision, in whole words. */
import { type Counts, type Escalation, type Need, nextBody, type Question, type Tally } from '../domain/index.ts';
import { capital, catalog, list } from '../messages/index.ts';
import type { Reading, ViewContext } from './context.ts';
import { blockName, bodyName, shortGroupName } from './names.ts';

/** Numbers of objections are named up to this many; beyond, they are counted. Of groups that lack something, so many say what. */
const NAMED = 3;

/** "ett svar fra opsjonskommuner, svar på innvending nr. 1". `tally`: as it stands, for what no number of answers can mend. */
export function needsText(needs: Need[], ctx: Reading, tally?: Tally): string {
  const m = catalog(ctx.language).need;
  const groups = groupsIn(needs);
  const named = [undefined, ...groups.slice(0, NAMED)];
  const words = named.flatMap((group) => groupWords(needs, group, ctx, tally, groups.length > 1));
  const more = groups.length - NAMED;
  if (more > 0) words.push(catalog(ctx.language).asking.inMoreGroups(more));
  const open = numbers(needs, 'open-objection');
  if (open.length > NAMED) words.push(m.manyOpenObjections(open.length));
  else if (open.length > 0) words.push(m.openObjections(list(open.map(String), ctx.language)));
  const maintained = numbers(needs, 'maintained-objection');
  if (maintained.length > NAMED) words.push(m.manyMaintainedObjections(maintained.length));
  else if (maintained.length > 0) words.push(m.maintainedObjections(list(maintained.map(String), ctx.language)));
  return words.join(', ');
}

/** The groups that lack something, when several were asked. */
function groupsIn(needs: Need[]): string[] {
  return [...new Set(needs.flatMap((need) => ('group' in need && need.group !== undefined ? [need.group] : [])))];
}

function groupOf(need: Need): string | undefined {
  return 'group' in need ? need.group : undefined;
}

/**
 * What one of the groups lacks, each with its name: "to svar fra Trondheim i Hjemmetjenester". `group` undefined: all as one.
 * `briefly`: others lack something too; where from, of many answers, stands in the picture.
 */
function groupWords(
  needs: Need[],
  group: string | undefined,
  ctx: Reading,
  tally: Tally | undefined,
  briefly: boolean,
): string[] {
  const own = needs.filter((need) => groupOf(need) === group);
  const words = answersWords(own, group, ctx, briefly);
  for (const need of own) {
    if (need.need === 'answers' || need.need === 'open-objection' || need.need === 'maintained-objection') continue;
    const wonOver = tally && need.need === 'acceptance' && outOfReach(need, tally, ctx);
    words.push(wonOver || within(needWords(need, ctx), group, ctx));
  }
  return words;
}

function within(what: string, group: string | undefined, ctx: Reading): string {
  return group === undefined ? what : catalog(ctx.language).asking.inGroup(what, shortGroupName(group, ctx));
}

type Answers = Extract<Need, { need: 'answers' }>;

/** "15 svar, minst sju fra Trondheim og fire fra opsjonskommuner"; the total goes without saying where the blocks make it up. */
function answersWords(needs: Need[], group: string | undefined, ctx: Reading, briefly: boolean): string[] {
  const m = catalog(ctx.language).need;
  const all = needs.filter((need): need is Answers => need.need === 'answers');
  const total = all.find((need) => need.block === null);
  const blocks = all.flatMap(({ block, count }) => (block === null ? [] : [{ name: blockName(block, ctx), count }]));
  const sum = blocks.reduce((before, { count }) => before + count, 0);
  const from = blocks.map(({ name, count }) => m.answersFrom(count, name));
  if (!total || sum >= total.count) return from.map((what) => within(what, group, ctx));
  const answers = within(m.answers(total.count), group, ctx);
  if (blocks.length === 0 || briefly) return [answers];
  const least = list(
    blocks.map(({ name, count }) => m.ofThem(count, name)),
    ctx.language,
  );
  return [answers, m.atLeast(least)];
}

type Acceptance = Extract<Need, { need: 'acceptance' }>;

/** More must support than have not answered yet: somebody has to be won over. null: answers alone can do it. */
function outOfReach({ block, count, group }: Acceptance, tally: Tally, ctx: Reading): string | null {
  const m = catalog(ctx.language).need;
  const counts = countsOf(block, group, tally);
  const { yes, of } = sides(counts);
  if (!counts || of === 0 || !Number.isFinite(count) || count <= counts.electorate - counts.answered) return null;
  if (block === null) return group === undefined ? m.wider(yes, of) : m.widerFrom(shortGroupName(group, ctx), yes, of);
  const name = within(blockName(block, ctx), group, ctx);
  return m.widerFrom(name, yes, of);
}

type Counted = Exclude<Need, { need: 'open-objection' | 'maintained-objection' }>;

function needWords(need: Counted, ctx: Reading): string {
  const m = catalog(ctx.language).need;
  switch (need.need) {
    case 'answers':
      return need.block === null ? m.answers(need.count) : m.answersFrom(need.count, blockName(need.block, ctx));
    case 'support':
      return m.support(need.count);
    case 'acceptance':
      // No number is enough when the share is 1, and infinity does not survive JSON.
      if (!Number.isFinite(need.count)) return m.acceptanceOfAll;
      return need.block === null ? m.acceptance(need.count) : m.acceptanceFrom(need.count, blockName(need.block, ctx));
    case 'proposal':
      return m.proposal;
    case 'body':
      return m.body(bodyName(need.level, null, ctx));
  }
}

function numbers(needs: Need[], kind: 'open-objection' | 'maintained-objection'): number[] {
  return needs.flatMap((need) => (need.need === kind ? [need.objection] : []));
}

/** The same of a question that was lifted: what the group did not settle. */
export function remainsText({ missing, tally }: Pick<Escalation, 'missing' | 'tally'>, ctx: Reading): string {
  const m = catalog(ctx.language).remains;
  const said = worthSaying(missing, tally);
  const words = [undefined, ...groupsIn(said)].flatMap((group) => {
    return answersWords(
      said.filter((need) => groupOf(need) === group),
      group,
      ctx,
      false,
    );
  });
  for (const need of said) {
    if (need.need === 'acceptance') words.push(notAccepted(need, tally, ctx));
    else if (need.need !== 'answers' && need.need !== 'open-objection' && need.need !== 'maintained-objection')
      words.push(within(needWords(need, ctx), groupOf(need), ctx));
  }
  const open = numbers(missing, 'open-objection').length;
  if (open > 0) words.push(m.openObjections(open));
  const maintained = numbers(missing, 'maintained-objection').length;
  if (maintained > 0) words.push(m.maintainedObjections(maintained));
  return words.join(', ');
}

function notAccepted(need: Acceptance, tally: Tally, ctx: Reading): string {
  const m = catalog(ctx.language).remains;
  const { block, group } = need;
  const { yes, of } = sides(countsOf(block, group, tally));
  if (of === 0) return within(needWords(need, ctx), group, ctx);
  if (block !== null) return m.blockDoesNotAccept(within(blockName(block, ctx), group, ctx), yes, of);
  return within(m.groupDoesNotAccept(yes, of), group, ctx);
}

/** What a need is about: a block, or all; of one group, or of the whole. */
function countsOf(block: string | null, group: string | undefined, tally: Tally): Counts | undefined {
  const part = group === undefined ? tally : tally.groups?.[group];
  return block === null ? part : part?.blocks[block];
}

function sides(counts: Counts | undefined): { yes: number; of: number } {
  const yes = (counts?.support ?? 0) + (counts?.reservation ?? 0);
  return { yes, of: yes + (counts?.objection ?? 0) };
}

/**
 * Where answers are missing, and they can carry the support that is too, that some of them must goes without saying. Where nothing
 * is proposed, that is what is missing: nobody can answer yet.
 */
export function worthSaying(needs: Need[], tally: Tally): Need[] {
  const unproposed = needs.filter(({ need }) => need === 'proposal');
  if (unproposed.length > 0) return unproposed;
  return needs.filter((need) => {
    if (need.need !== 'acceptance') return true;
    const untouched = sides(countsOf(need.block, need.group, tally)).of === 0;
    const answers = needs.find(
      (other) => other.need === 'answers' && other.block === need.block && other.group === need.group,
    );
    return answers?.need !== 'answers' || !(untouched || need.count <= answers.count);
  });
}

/** Why it was lifted. When a block did not accept, it is between the municipalities that they disagree. */
export function reasonText({ reason, missing }: Pick<Escalation, 'reason' | 'missing'>, ctx: Reading): string {
  const m = catalog(ctx.language);
  const between = missing.some((need) => need.need === 'acceptance' && need.block !== null);
  return reason === 'disagreement' && between ? m.blocksDisagree : m.reason[reason];
}

/** The heart of the card: what is missing, or what will happen and when. Then what the deadline brings, where that says more. */
export function heart(q: Question, ctx: ViewContext, when: string): { line: string; after: string | null } {
  const m = catalog(ctx.language).card;
  const after = afterDeadline(q, ctx);
  if (ctx.missing.length > 0)
    return { line: capital(m.missing(needsText(worthSaying(ctx.missing, ctx.tally), ctx, ctx.tally))), after };
  if (ctx.next === 'decided') return { line: m.willBeDecided(when), after: null };
  return { line: m.nothingMissing, after };
}

function afterDeadline(q: Question, ctx: ViewContext): string | null {
  const m = catalog(ctx.language).card;
  switch (ctx.next) {
    case 'extended':
      return m.willBeExtended;
    case 'round-2':
      return m.willOpenRound2;
    case 'escalated':
      return m.willBeEscalated(bodyName(nextBody(q)?.level ?? q.level, q, ctx));
    default:
      return null;
  }
}
