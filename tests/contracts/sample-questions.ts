import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSamples } from '../../adapters/cli/demo-play.ts';
import { extend } from '../../bot/history.ts';
import type { Commit, RegisterEntry, Store } from '../../bot/index.ts';
import { SCENARIOS } from '../../main.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { withoutBundles } from '../support/without-bundles.ts';

interface Options {
  /** The days' lists follow each answer. Absent: yes. */
  bundles?: boolean;
}

/** Everything goes over HTTP: signed Slack requests, Bot Framework activities with checked tokens; half of the seats in each. */
export function sampleQuestions(name: string, openStore: () => Promise<Store>, { bundles = true }: Options = {}): void {
  describe(`the twelve sample questions, in Slack and in Teams at the same time, on ${name}`, () => {
    let stack: Stack;
    let register: Map<string, RegisterEntry>;

    beforeAll(async () => {
      stack = await startStack({ store: await openStore() });
      const { directory } = stack.store;
      if (!bundles)
        for (const one of await directory.collaborations()) await directory.saveCollaboration(withoutBundles(one));
      stack.core.people.forget();
      await stack.sandbox.play.go();
      const until = await lastInstant();
      const moved = await fetch(stack.demo.sandbox.clockUrl, { method: 'POST', body: JSON.stringify({ to: until }) });
      expect(await moved.json()).toEqual({ now: expect.any(String) });
      await stack.core.settle();
      register = new Map((await stack.store.register.list({})).map((entry) => [entry.title, entry]));
    }, 600_000);
    afterAll(() => stack.close());

    test('every step of the play was done by what is visible', () => {
      const { done, total, failed } = stack.sandbox.play.progress();
      expect(failed.map(({ step, reason }) => `${step.who} ${step.press ?? step.say}: ${reason}`)).toEqual([]);
      expect(done).toBe(total);
      expect(total).toBeGreaterThan(190);
    });

    test('each reaches the outcome in its scenario', async () => {
      const samples = await readSamples(SCENARIOS);
      expect(samples).toHaveLength(12);
      for (const { question, scenario } of samples) {
        const id = register.get(question.titleNb)?._id ?? '';
        // What fell due after the scenario's end (a body's time running out) is not part of it.
        const commits = await stack.store.log.read(id);
        const within = commits.filter(({ at }) => Date.parse(at) <= Date.parse(scenario.until));
        const q = extend({ state: null, version: 0, head: '', seen: new Map() }, within).state;
        const expected = scenario.expect ?? {};
        expect({
          title: question.titleNb,
          state: q?.status === 'open' && q.level > 1 ? 'escalated' : q?.status,
          level: q?.level,
          round: expected.round ? q?.round : undefined,
          reason: expected.reason ? q?.escalations.at(-1)?.reason : undefined,
          decidedAt: expected.decidedAt ? Date.parse(q?.decision?.at ?? '') : undefined,
        }).toEqual({
          title: question.titleNb,
          state: expected.state,
          level: expected.level,
          round: expected.round,
          reason: expected.reason,
          decidedAt: expected.decidedAt ? Date.parse(String(expected.decidedAt)) : undefined,
        });
      }
    });

    test('half of the answers came from each platform', async () => {
      const steps = stack.demo.sandbox.play;
      const slack = steps.filter(({ platform }) => platform === 'slack').length;
      expect(slack / steps.length).toBeGreaterThan(0.4);
      expect(slack / steps.length).toBeLessThan(0.6);
    });

    test('both platforms’ cards end equal to the register', async () => {
      expect(await stack.store.cards.behind()).toBe(0);
      for (const entry of register.values()) {
        const slack = cardText('slack', entry);
        const teams = cardText('teams', entry);
        for (const text of [slack, teams]) {
          expect(text).toContain(entry.number);
          if (entry.status === 'decided') {
            const tally = entry.tally as { answered: number; electorate: number };
            expect(text).toContain(`${tally.answered} av ${tally.electorate} svarte`);
            expect(text).toContain(entry.text);
            expect(text).not.toContain('Innvending …');
          } else {
            expect(text).toContain('Svaret kommer tilbake hit');
          }
        }
        expect(words(teams)).toEqual(words(slack));
      }
    });

    test('the packet stands in the body’s channels on both platforms', () => {
      const lifted = [...register.values()].filter(({ level }) => level > 1);
      expect(lifted.length).toBe(4);
      for (const entry of lifted) {
        for (const platform of ['slack', 'teams'] as const) {
          const chair = stack.sandbox[platform].as('chair-2');
          expect(chair.findCard('felles-beslutningsgruppe', `${entry.number} fra`)?.text).toContain('Løftet hit');
        }
      }
    });

    test('nobody was reminded twice for the same, and no one who had answered', async () => {
      const reminders = (await stack.store.notices.list({})).filter(({ kind }) => kind === 'reminder');
      expect(reminders.length).toBeGreaterThan(50);
      // Once a question: a server at the end of a wire answers each read slowly.
      const logs = new Map<string, Commit[]>();
      for (const id of new Set(reminders.map(({ question }) => question ?? '')))
        logs.set(id, await stack.store.log.read(id));
      for (const { question, to, data } of reminders) {
        const commits = logs.get(question ?? '') ?? [];
        const before = commits.slice(
          0,
          commits.findIndex(({ events }) => events.some((e) => e.type === 'reminded' && e.kind === data.which)),
        );
        const answered = before.some(
          ({ events, by }) => 'person' in to && by === to.person && events.some((e) => e.type === 'position-taken'),
        );
        const reopened = before.some(({ events }) =>
          events.some((e) => e.type === 'round-opened' && e.positions === 'cleared'),
        );
        expect(answered && !reopened).toBe(false);
      }
    });

    test('nothing went wrong on the way', () => {
      expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
      expect(stack.sandbox.teams.problems).toEqual([]);
    });

    function cardText(platform: 'slack' | 'teams', { group, number }: RegisterEntry): string {
      return stack.sandbox[platform].as(`${group}.coordinator-1`).findCard(group, number)?.text ?? '';
    }
  });
}

/** The words of a card, whatever the platform puts between them. */
function words(text: string): string[] {
  return text
    .replace(/[▰▱░▓█\s]+/g, ' ')
    .trim()
    .split(' ');
}

async function lastInstant(): Promise<string> {
  const samples = await readSamples(SCENARIOS);
  const last = Math.max(...samples.map(({ scenario }) => Date.parse(scenario.until)));
  return new Date(last).toISOString();
}
