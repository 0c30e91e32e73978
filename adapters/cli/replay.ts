/** `samrad replay FILE...`: plays scenario files on the real core with a clock of their own. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  type Assessment,
  assess,
  type Command,
  type Counts,
  DEFAULT_POLICY,
  type Handle,
  type Intent,
  layeredPolicy,
  PolicyError,
  type Question,
  type Roster,
  reduced,
  withOffset,
} from '../../bot/index.ts';
import type { Groups } from './groups.ts';
import { actorsOf, Scenario, type Step } from './scenario.ts';

export interface ReplayDeps {
  /** A core on a fresh in-memory store. */
  openHandle(): Promise<{ handle: Handle; close(): Promise<void> }>;
  groups: Groups;
  out(line: string): void;
  err(line: string): void;
}

/** Exit code: 0 all met, 1 an `expect` is not met, 2 a file is not a valid scenario. */
export async function replay(files: string[], deps: ReplayDeps): Promise<0 | 1 | 2> {
  let code: 0 | 1 | 2 = 0;
  for (const file of files) {
    const scenario = await read(file, deps);
    if (!scenario) code = 2;
    else if (!(await playFile(file, scenario, deps)) && code === 0) code = 1;
  }
  return code;
}

async function read(file: string, { groups, err }: ReplayDeps): Promise<Scenario | null> {
  try {
    const scenario = Scenario.parse(JSON.parse(await readFile(file, 'utf8')));
    layeredPolicy(DEFAULT_POLICY, scenario.rules);
    const faults = seatFaults(scenario, groups);
    if (faults.length === 0) return scenario;
    for (const fault of faults) err(`${file}: ${fault}`);
  } catch (error) {
    for (const line of reasons(error)) err(`${file}: ${line}`);
  }
  return null;
}

/** Groups and seats that the file names and there are none of. */
function seatFaults({ group: id, vacant, substitutes }: Scenario, { groups }: Groups): string[] {
  const group = groups.find((one) => one.id === id);
  if (!group) return [`group: there is no group ${id}`];
  const seats = Object.entries(group.seats).flatMap(([block, count]) =>
    Array.from({ length: count }, (_, i) => `${block}:${i + 1}`),
  );
  const named: [field: string, seat: string][] = [
    ...vacant.map((seat, i): [string, string] => [`vacant.${i}`, seat]),
    ...Object.keys(substitutes).map((seat): [string, string] => [`substitutes.${seat}`, seat]),
  ];
  return named
    .filter(([, seat]) => !seats.includes(seat))
    .map(([field, seat]) => `${field}: ${id} has no seat ${seat}`);
}

function reasons(error: unknown): string[] {
  if (error instanceof z.ZodError)
    return error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
  if (error instanceof PolicyError) return error.issues.map((issue) => `rules.${issue}`);
  if (error instanceof SyntaxError) return [`not JSON: ${error.message}`];
  return [error instanceof Error ? error.message : String(error)];
}

async function playFile(file: string, scenario: Scenario, deps: ReplayDeps): Promise<boolean> {
  const { result, unmet } = await playScenario(scenario, deps);
  deps.out(JSON.stringify(result));
  if (!scenario.expect) return true;
  const all = [...unmet, ...differences(scenario.expect, result, '')];
  for (const line of all) deps.err(`${file}: ${line}`);
  return all.length === 0;
}

interface Told {
  by: string;
  do: string;
  reason: string;
}

export async function playScenario(
  scenario: Scenario,
  { openHandle, groups }: Pick<ReplayDeps, 'openHandle' | 'groups'>,
) {
  const { handle: core, close } = await openHandle();
  const question = 'scenario';
  const refusals: Told[] = [];
  const unmet: string[] = [];
  let commands = 0;
  async function send(actor: string | null, at: string, intent: Intent): Promise<string | null> {
    const by = actor === 'expert:1' ? 'trondheim:1' : actor;
    commands += 1;
    const command = {
      question,
      commandId: `step:${commands}`,
      at: new Date(at).toISOString(),
      by,
      ...intent,
    } as Command;
    const result = await core.handle(command);
    if (!('refused' in result)) return null;
    refusals.push({ by: actor ?? 'clock', do: intent.type, reason: result.refused });
    return result.refused;
  }
  const asked = await send('expert:1', scenario.openedAt, askIntent(scenario, groups));
  if (asked) unmet.push(`question: was refused: ${asked}`);
  const inOrder = scenario.steps
    .map((step, i) => ({ step, i }))
    .sort((a, b) => Date.parse(a.step.at) - Date.parse(b.step.at));
  for (const { step, i } of inOrder) {
    for (const actor of actorsOf(step.by)) {
      const refused = await send(actor, step.at, intentOf(step));
      if (refused === (step.refused ?? null)) continue;
      unmet.push(`steps.${i}: ${actor} ${step.do}: expected ${step.refused ?? 'no refusal'}, got ${refused ?? 'none'}`);
    }
  }
  await send(null, scenario.until, { type: 'tick' });
  const state = await core.load(question);
  await close();
  return { result: summary(scenario.name, state, refusals), unmet };
}

function askIntent(scenario: Scenario, groups: Groups): Intent {
  const policy = layeredPolicy(DEFAULT_POLICY, scenario.rules);
  const roster = scenarioRoster(scenario, groups, policy.ladder);
  const { group, question } = scenario;
  return { type: 'ask', collaboration: 'scenario', number: 'SCENARIO', group, ...question, policy, roster };
}

/** Seats filled with people named by block and number, as scenario files name them. */
function scenarioRoster(scenario: Scenario, { groups }: Groups, ladder: (typeof DEFAULT_POLICY)['ladder']): Roster {
  const seats = groups.find((group) => group.id === scenario.group)?.seats ?? {};
  return {
    seats: Object.entries(seats).flatMap(([block, count]) =>
      Array.from({ length: count }, (_, i) => {
        const id = `${block}:${i + 1}`;
        const holder = scenario.vacant.includes(id) ? null : id;
        return { id, block, holder, substitute: scenario.substitutes[id] ?? null };
      }),
    ),
    experts: ['trondheim:1'],
    coordinators: ['coordinator:1'],
    ladder: ladder
      .filter(({ level }) => level > 1)
      .map(({ level, workingDays = null }) => ({
        level,
        id: `body:${level}`,
        workingDays,
        chair: `chair:${level}`,
        seats: [],
      })),
  };
}

function intentOf(step: Step): Intent {
  switch (step.do) {
    case 'reservation':
    case 'comment':
    case 'answer-vendor':
      return { type: step.do, text: step.text ?? '' };
    case 'objection':
      return { type: 'objection', criterion: step.criterion ?? '', text: step.text ?? '', change: step.change ?? '' };
    case 'flag-mandate':
      return { type: 'flag-mandate', text: step.text ?? null };
    case 'amend': {
      const { proposal = null, text = null } = step;
      return { type: 'amend', proposal, text, incorporates: step.incorporates.map(numberOf) };
    }
    case 'withdraw-objection':
      return { type: 'withdraw-objection', objection: step.objection ? numberOf(step.objection) : null };
    case 'maintain':
      return { type: 'maintain', objection: numberOf(step.objection), text: step.text ?? '' };
    case 'withdraw':
      return { type: 'withdraw', reason: step.reason ?? '' };
    case 'decide':
      return { type: 'decide', text: step.text ?? '', outcome: step.outcome };
    case 'send-back':
      return { type: 'send-back', guidance: step.guidance ?? '' };
    case 'verify':
      return { type: 'verify', ok: step.ok, text: step.text ?? null };
    case 'prefer':
      return { type: 'prefer', option: step.option };
    case 'absent':
      return { type: 'absent', from: step.from, to: step.to };
    default:
      return { type: step.do };
  }
}

function numberOf(reference: string): number {
  return Number(reference.slice(1));
}

function summary(name: string, q: Question | null, refusals: Told[]) {
  if (!q) return { name, state: null, refusals };
  const assessment = assess(q);
  const zoned = (at: string | null | undefined) => (at ? withOffset(at, q.policy.timeZone) : null);
  return {
    name,
    state: q.status === 'open' && q.level > 1 ? 'escalated' : q.status,
    level: q.level,
    round: q.round,
    reason: q.escalations.at(-1)?.reason ?? null,
    criticality: q.criticality,
    decidedAt: zoned(q.decision?.at),
    deadline: zoned(q.deadline),
    extended: q.extended,
    tally: tallyShown(q, assessment),
    missing: q.status === 'open' ? assessment.missing : [],
    refusals,
  };
}

/** A body without seats has no tally of its own: what the group said is shown. */
function tallyShown(q: Question, { tally }: Assessment) {
  const shown = q.decision?.tally ?? tally;
  const lifted = q.escalations.findLast((escalation) => escalation.tally.electorate > 0)?.tally;
  const { blocks, ...total } = shown.electorate === 0 && lifted ? lifted : shown;
  return {
    ...withShare(total),
    blocks: Object.fromEntries(Object.entries(blocks).map(([id, c]) => [id, withShare(c)])),
  };
}

function withShare(counts: Counts) {
  const accepts = counts.support + counts.reservation;
  return { ...counts, acceptShare: reduced(accepts, accepts + counts.objection) };
}

/** Where the partial `expected` is not met, by path. */
function differences(expected: unknown, actual: unknown, path: string): string[] {
  const list = Array.isArray(expected);
  const alike = !list || (Array.isArray(actual) && actual.length === expected.length);
  if (expected !== null && typeof expected === 'object' && alike) {
    const has = (actual ?? {}) as Record<string, unknown>;
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(value, has[key], path ? `${path}.${key}` : key),
    );
  }
  if (sameTime(expected, actual) || JSON.stringify(expected) === JSON.stringify(actual)) return [];
  return [`expect.${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
}

function sameTime(a: unknown, b: unknown): boolean {
  const isTime = (v: unknown): v is string => typeof v === 'string' && /^\d{4}-\d\d-\d\dT/.test(v);
  return isTime(a) && isTime(b) && Date.parse(a) === Date.parse(b);
}
