/** What stands between a question and a decision, in whole words. */
import { type Escalation, type Need, nextBody, type Question, type Tally } from '../domain/index.ts';
import { capital, catalog, list } from '../messages/index.ts';
import type { Reading, ViewContext } from './context.ts';
import { blockName, bodyName } from './names.ts';

/** Numbers of objections are named up to this many; beyond, they are counted. */
const NAMED = 3;

/** "ett svar fra opsjonskommuner, svar på innvending nr. 1". `tally`: as it stands, for what no number of answers can mend. */
export function needsText(needs: Need[], ctx: Reading, tally?: Tally): string {
  const m = catalog(ctx.language).need;
  const words = answersWords(needs, ctx);
  for (const need of needs) {
    if (need.need === 'answers' || need.need === 'open-objection' || need.need === 'maintained-objection') continue;
    words.push((tally && need.need === 'acceptance' && outOfReach(need, tally, ctx)) || needWords(need, ctx));
  }
  const open = numbers(needs, 'open-objection');
  if (open.length > NAMED) words.push(m.manyOpenObjections(open.length));
  else if (open.length > 0) words.push(m.openObjections(list(open.map(String), ctx.language)));
  const maintained = numbers(needs, 'maintained-objection');
  if (maintained.length > NAMED) words.push(m.manyMaintainedObjections(maintained.length));
  else if (maintained.length > 0) words.push(m.maintainedObjections(list(maintained.map(String), ctx.language)));
  return words.join(', ');
}

type Answers = Extract<Need, { need: 'answers' }>;

/** "15 svar, minst sju fra Trondheim og fire fra opsjonskommuner"; the total goes without saying where the blocks make it up. */
function answersWords(needs: Need[], ctx: Reading): string[] {
  const m = catalog(ctx.language).need;
  const all = needs.filter((need): need is Answers => need.need === 'answers');
  const total = all.find((need) => need.block === null);
  const blocks = all.flatMap(({ block, count }) => (block === null ? [] : [{ name: blockName(block, ctx), count }]));
  const sum = blocks.reduce((before, { count }) => before + count, 0);
  if (!total || sum >= total.count) return blocks.map(({ name, count }) => m.answersFrom(count, name));
  if (blocks.length === 0) return [m.answers(total.count)];
  const least = list(
    blocks.map(({ name, count }) => m.ofThem(count, name)),
    ctx.language,
  );
  return [m.answers(total.count), m.atLeast(least)];
}

/** More must support than have not answered yet: somebody has to be won over. null: answers alone can do it. */
function outOfReach(
  { block, count }: Extract<Need, { need: 'acceptance' }>,
  tally: Tally,
  ctx: Reading,
): string | null {
  const m = catalog(ctx.language).need;
  const counts = block === null ? tally : tally.blocks[block];
  const { yes, of } = sides(block, tally);
  if (!counts || of === 0 || !Number.isFinite(count) || count <= counts.electorate - counts.answered) return null;
  return block === null ? m.wider(yes, of) : m.widerFrom(blockName(block, ctx), yes, of);
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
  const words: string[] = [];
  for (const need of worthSaying(missing, tally)) {
    if (need.need === 'acceptance') words.push(notAccepted(need, tally, ctx));
    else if (need.need !== 'open-objection' && need.need !== 'maintained-objection') words.push(needWords(need, ctx));
  }
  const open = numbers(missing, 'open-objection').length;
  if (open > 0) words.push(m.openObjections(open));
  const maintained = numbers(missing, 'maintained-objection').length;
  if (maintained > 0) words.push(m.maintainedObjections(maintained));
  return words.join(', ');
}

function notAccepted(need: Extract<Need, { need: 'acceptance' }>, tally: Tally, ctx: Reading): string {
  const m = catalog(ctx.language).remains;
  const { block } = need;
  const { yes, of } = sides(block, tally);
  if (of === 0) return needWords(need, ctx);
  return block === null ? m.groupDoesNotAccept(yes, of) : m.blockDoesNotAccept(blockName(block, ctx), yes, of);
}

function sides(block: string | null, tally: Tally): { yes: number; of: number } {
  const counts = block === null ? tally : tally.blocks[block];
  const yes = (counts?.support ?? 0) + (counts?.reservation ?? 0);
  return { yes, of: yes + (counts?.objection ?? 0) };
}

/** Where answers are missing, and they can carry the support that is too, that some of them must goes without saying. */
export function worthSaying(needs: Need[], tally: Tally): Need[] {
  return needs.filter((need) => {
    if (need.need !== 'acceptance') return true;
    const untouched = sides(need.block, tally).of === 0;
    const answers = needs.find((other) => other.need === 'answers' && other.block === need.block);
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
