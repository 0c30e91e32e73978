/** The sample questions and their scenarios as things that people do in Slack and in Teams: everything found by what is visible. */
import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { catalog } from '../../bot/index.ts';
import type { Groups } from './groups.ts';
import { Scenario } from './scenario.ts';
import { actorsOf, type Step } from './scenario-steps.ts';

const m = catalog('nb');
/** The value of an amendment's choice when the expert writes a wording of their own, as the form shows it. */
const OWN = m.form.amend.ownText;

const SampleQuestions = z.object({
  questions: z.array(
    z.object({
      id: z.string(),
      groupId: z.string(),
      questionEn: z.string(),
      titleNb: z.string(),
      contextNb: z.string(),
      criticality: z.enum(['green', 'yellow', 'red']),
      options: z.array(z.object({ id: z.string(), nb: z.string() })),
      proposedOption: z.string(),
      alsoGroups: z.array(z.string()).default([]),
    }),
  ),
});
export type SampleQuestion = z.infer<typeof SampleQuestions>['questions'][number];

export interface Sample {
  question: SampleQuestion;
  scenario: Scenario;
}

/** One thing a person does. `card`: found by this text; `press` and `fill`: by label. */
export interface DemoStep {
  at: string;
  who: string;
  platform: 'slack' | 'teams';
  where: string;
  say?: string;
  card?: string;
  press?: string;
  fill?: Record<string, string | string[]>;
}

export async function readSamples(scenarios: URL): Promise<Sample[]> {
  const data = await readFile(new URL('data/sample-questions.json', import.meta.url), 'utf8');
  const { questions } = SampleQuestions.parse(JSON.parse(data));
  const files = await readdir(scenarios);
  return await Promise.all(
    questions
      .filter((question) => files.includes(`${question.id}.json`))
      .map(async (question) => {
        const text = await readFile(new URL(`${question.id}.json`, scenarios), 'utf8');
        return { question, scenario: Scenario.parse(JSON.parse(text)) };
      }),
  );
}

/** "trondheim:1" of a group -> the made-up person. */
export function personOf(group: string, actor: string): string {
  const seat = actor === 'expert:1' ? 'trondheim:1' : actor;
  return `${group}.${seat.replace(':', '-')}`;
}

/** Every other seat on each platform; in every other group the other way round, so that experts are on both. */
export function platformOf(groupOrder: number, actor: string): 'slack' | 'teams' {
  const seat = actor === 'expert:1' ? 1 : Number(actor.split(':')[1]);
  return (seat + groupOrder) % 2 === 0 ? 'slack' : 'teams';
}

export function playOf(samples: Sample[], { groups }: Groups, commandName: string, botName: string): DemoStep[] {
  return samples.flatMap(({ question, scenario }) => {
    const order = groups.findIndex((group) => group.id === scenario.group);
    const objections = objectionTexts(scenario);
    const asks = askSteps(question, scenario, groups, platformOf(order, 'expert:1'), commandName, botName);
    const answers = scenario.steps.flatMap((step) =>
      actorsOf(step.by).map(
        (actor): DemoStep => ({
          at: step.at,
          who: personOf(scenario.group, actor),
          platform: platformOf(order, actor),
          where: scenario.group,
          card: question.titleNb,
          ...pressFor(step, question, objections),
        }),
      ),
    );
    return [...asks, ...answers];
  });
}

function askSteps(
  question: SampleQuestion,
  scenario: Scenario,
  groups: Groups['groups'],
  platform: 'slack' | 'teams',
  commandName: string,
  botName: string,
): DemoStep[] {
  const f = m.form.ask;
  const nameOf = (id: string) => groups.find((group) => group.id === id)?.name.nb ?? id;
  const proposed = question.options.find(({ id }) => id === question.proposedOption)?.nb ?? '';
  const others = question.options.filter(({ id }) => id !== question.proposedOption).map(({ nb }) => nb);
  const fill = {
    [f.group]: nameOf(question.groupId),
    [f.name]: question.titleNb,
    [f.question]: question.questionEn,
    [f.context]: question.contextNb,
    [f.proposal]: proposed,
    [f.options]: others.join('\n'),
    [f.criticality]: m.criticalityCase[question.criticality].split(' ')[0] ?? '',
    ...(question.alsoGroups.length > 0 ? { [f.alsoGroups]: question.alsoGroups.map(nameOf) } : {}),
  };
  const base = { at: scenario.openedAt, who: personOf(scenario.group, 'expert:1'), platform, where: scenario.group };
  const word = m.command.ask.word;
  if (platform === 'slack') return [{ ...base, say: `${commandName} ${word}`, fill }];
  return [
    { ...base, say: `@${botName} ${word}` },
    { ...base, card: f.title, press: f.title, fill },
  ];
}

/** Text of objection #n, numbered in the order they are raised. */
function objectionTexts(scenario: Scenario): string[] {
  return scenario.steps.flatMap((step) =>
    step.do === 'objection' ? actorsOf(step.by).map(() => step.text ?? '') : [],
  );
}

function pressFor(step: Step, question: SampleQuestion, objections: string[]): Pick<DemoStep, 'press' | 'fill'> {
  const { button, form } = m;
  switch (step.do) {
    case 'support':
      return { press: button.support };
    case 'abstain':
      return { press: button.abstain };
    case 'reservation':
      return { press: button.reservation, fill: { [form.reservation.text]: step.text ?? '' } };
    case 'objection':
      return {
        press: button.objection,
        fill: {
          [form.objection.criterion]: capital(m.criterion[step.criterion ?? 'feasibility']),
          [form.objection.text]: step.text ?? '',
          [form.objection.change]: step.change ?? '',
        },
      };
    case 'amend':
      return { press: button.amend, fill: amendment(step, question, objections) };
    case 'flag-mandate':
      return { press: button.flagMandate, fill: { [form.flagMandate.text]: step.text ?? '' } };
    case 'confirm-mandate':
      return { press: button.confirmMandate };
    default:
      throw new Error(`the demo has no hands for ${step.do}`);
  }
}

function amendment(step: Extract<Step, { do: 'amend' }>, question: SampleQuestion, objections: string[]) {
  const { proposal, text, incorporates } = m.form.amend;
  const option = question.options.find(({ id }) => id === step.proposal)?.nb;
  const taken = step.incorporates.map((reference) => {
    const n = Number(reference.slice(1));
    return `${n}. ${objections[n - 1] ?? ''}`.slice(0, 40);
  });
  return {
    [proposal]: option === undefined ? OWN : optionLabel(question, option),
    ...(step.text ? { [text]: step.text } : {}),
    ...(taken.length > 0 ? { [incorporates]: taken } : {}),
  };
}

/** As the amendment's choice lists it: the proposal first, numbered. */
function optionLabel(question: SampleQuestion, option: string): string {
  const proposed = question.options.filter(({ id }) => id === question.proposedOption);
  const others = question.options.filter(({ id }) => id !== question.proposedOption);
  return `${[...proposed, ...others].findIndex(({ nb }) => nb === option) + 1}. ${option}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
