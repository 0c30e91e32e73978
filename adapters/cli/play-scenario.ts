/** A scenario's steps as commands to the core, in the order of their instants. */
import {
  type Command,
  DEFAULT_POLICY,
  type Handle,
  type Intent,
  type LadderBody,
  layeredPolicy,
  type Policy,
  type Roster,
  type Seat,
} from '../../bot/index.ts';
import type { Groups } from './groups.ts';
import type { Scenario } from './scenario.ts';
import { scenarioResult, type Told } from './scenario-result.ts';
import { seatsIn } from './scenario-seats.ts';
import { actorsOf, type Step } from './scenario-steps.ts';

export interface PlayDeps {
  /** A core on a fresh store. */
  openHandle(): Promise<{ handle: Handle; close(): Promise<void> }>;
  groups: Groups;
}

/** The result line, and which steps were not met as announced. */
export async function playScenario(scenario: Scenario, { openHandle, groups }: PlayDeps) {
  const { handle: core, close } = await openHandle();
  const question = 'scenario';
  const refusals: Told[] = [];
  const unmet: string[] = [];
  let commands = 0;
  async function send(actor: string | null, at: string, intent: Intent): Promise<string | null> {
    const by = actor && personOf(scenario, actor);
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
  const { refused: announced } = scenario.question;
  if (asked && asked !== announced) unmet.push(`question: was refused: ${asked}`);
  if (!asked && announced) unmet.push(`question: expected ${announced}, got none`);
  const inOrder = scenario.steps
    .map((step, i) => ({ step, i }))
    .sort((a, b) => Date.parse(a.step.at) - Date.parse(b.step.at));
  for (const { step, i } of inOrder) {
    for (const actor of actorsOf(step.by)) {
      const refused = await send(actor, step.at, intentOf(step, scenario));
      if (refused === (step.refused ?? null)) continue;
      unmet.push(`steps.${i}: ${actor} ${step.do}: expected ${step.refused ?? 'no refusal'}, got ${refused ?? 'none'}`);
    }
  }
  if (!asked) await send(null, scenario.until, { type: 'tick' });
  const state = await core.load(question);
  await close();
  return { result: scenarioResult(scenario.name, state, refusals), unmet };
}

function askIntent(scenario: Scenario, known: Groups): Intent {
  const policy = layeredPolicy(DEFAULT_POLICY, scenario.rules);
  const roster = scenarioRoster(scenario, known, policy.ladder);
  const { group } = scenario;
  const { refused: _announced, precedents, ...question } = scenario.question;
  return {
    ...{ type: 'ask', collaboration: 'scenario', number: 'SCENARIO', group, ...question, policy, roster },
    groups: groupsOf(scenario).map(({ id }) => id),
    absences: scenario.absences.map((absence) => ({ ...absence, person: personOf(scenario, absence.person) })),
    precedents: precedents.map(({ number, decidedAt }) => ({
      ...{ question: number, number },
      decidedAt: decidedAt && new Date(decidedAt).toISOString(),
    })),
  };
}

/** The group, and with it the others that are asked. */
function groupsOf({ group: id, vacant, substitutes, groups }: Scenario): Scenario['groups'] {
  return [{ id, vacant, substitutes, holders: {} }, ...groups];
}

/** The expert of a group sits in its seat trondheim:1. Where several groups are asked, people are named with theirs. */
function personOf(scenario: Scenario, actor: string): string {
  const name = actor.replace(/(^|\/)expert:1$/, '$1trondheim:1');
  return scenario.groups.length > 0 && actor === 'expert:1' ? `${scenario.group}/${name}` : name;
}

/** Seats filled with people named by block and number, as scenario files name them. */
function scenarioRoster(scenario: Scenario, known: Groups, ladder: Policy['ladder']): Roster {
  const groups = groupsOf(scenario);
  return {
    seats: groups.flatMap((group) => {
      const blocks = known.groups.find((one) => one.id === group.id)?.seats ?? {};
      if (groups.length === 1) return seatsOf(blocks, group, '');
      const holders = Object.entries(group.holders).map(([seat, name]) => [seat, personOf(scenario, name)]);
      const seats = seatsOf(blocks, { ...group, holders: Object.fromEntries(holders) }, `${group.id}/`);
      return seats.map((seat) => ({ ...seat, group: group.id }));
    }),
    experts: groups.map(({ id }) => personOf(scenario, groups.length > 1 ? `${id}/expert:1` : 'expert:1')),
    coordinators: ['coordinator:1'],
    ladder: ladder.filter(({ level }) => level > 1).map((entry) => bodyOf(scenario, entry)),
  };
}

type Seating = Pick<Scenario, 'vacant' | 'substitutes'> & { holders?: Record<string, string> };

/** Names within the group or body become names in the question by the prefix. */
function seatsOf(blocks: Record<string, number>, { vacant, substitutes, holders }: Seating, prefix: string): Seat[] {
  return seatsIn(blocks).map((name) => {
    const id = `${prefix}${name}`;
    const holder = vacant.includes(name) ? null : (holders?.[name] ?? id);
    return { id, block: name.replace(/:.*/, ''), holder, substitute: substitutes[name] ?? null };
  });
}

function bodyOf(scenario: Scenario, { level, workingDays = null }: Policy['ladder'][number]): LadderBody {
  const given = scenario.ladder[level];
  const chair = given?.chair === undefined ? `chair:${level}` : given.chair;
  const id = `body:${level}`;
  const seats = given ? seatsOf(given.seats, given, `${id}/`) : [];
  return { level, id, workingDays, chair: chair && personOf(scenario, chair), seats };
}

function intentOf(step: Step, scenario: Scenario): Intent {
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
      return { type: 'decide', text: step.text ?? '', outcome: step.outcome, deviation: step.deviation };
    case 'send-back':
      return { type: 'send-back', guidance: step.guidance ?? '' };
    case 'verify':
      return { type: 'verify', ok: step.ok, text: step.text ?? null };
    case 'prefer':
      return { type: 'prefer', option: step.option };
    case 'absent':
      return { type: 'absent', from: step.from, to: step.to };
    case 'deviate': {
      const { whom, why, criticality, reviewOn } = step;
      return { type: 'deviate', whom, why, criticality, reviewOn };
    }
    case 'review-deviation': {
      const { deviation, keep, text = '', reviewOn } = step;
      return { type: 'review-deviation', deviation, keep, text, reviewOn };
    }
    case 'add-action': {
      const { area, responsible, measure, due, reports } = step;
      const responsiblePerson = step.responsiblePerson && personOf(scenario, step.responsiblePerson);
      return { type: 'add-action', area, responsible, responsiblePerson, due, measure, reports };
    }
    case 'report-action':
      return { type: 'report-action', action: step.action, text: step.text ?? '', done: step.done };
    case 'pass-gate':
      return { type: 'pass-gate', gate: step.gate, text: step.text ?? null };
    case 'catch-idea':
      return { type: 'catch-idea', kind: step.kind, text: step.text ?? '' };
    default:
      return { type: step.do };
  }
}

function numberOf(reference: string): number {
  return Number(reference.slice(1));
}
