/** A scenario's steps as commands to the core, in the order of their instants. */
import { type Command, DEFAULT_POLICY, type Handle, type Intent, layeredPolicy, type Roster } from '../../bot/index.ts';
import type { Groups } from './groups.ts';
import { actorsOf, type Scenario, type Step } from './scenario.ts';
import { scenarioResult, type Told } from './scenario-result.ts';

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
  return { result: scenarioResult(scenario.name, state, refusals), unmet };
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
