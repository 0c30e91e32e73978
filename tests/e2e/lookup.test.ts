/** Looking up decisions, and asking from where people are: over HTTP on both platforms. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { visibleText } from '../../sandbox/teams/index.ts';
import { askFields, cardsShow, does, m, stateOf } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const WHERE = 'legevakt';
const EXPERT = `${WHERE}.trondheim-1`;
const f = m.form.ask;
/** Made up; its check digits are right. */
const NATIONAL_ID = '15869510073';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    publicUrl: 'https://samrad.example',
    accounts: (people) => people.map((person) => ({ ...person, on: ['slack', 'teams'] })),
  });
}, 60_000);
afterAll(() => stack.close());

const slack = (who = EXPERT) => stack.sandbox.slack.as(who);
const teams = (who = EXPERT) => stack.sandbox.teams.as(who);
const answersAlone = { [m.asking.form.answer]: m.asking.form.byExpert, [f.criticality]: 'Grønn' };
const fieldsOf = (title: string) => {
  const { [f.question]: _question, ...fields } = askFields({ title, criticality: 'green' });
  return { ...fields, [f.proposal]: `Ja: ${title}` };
};

async function opened(): Promise<Record<string, unknown>> {
  await vi.waitFor(() => expect(slack().modal()).toBeDefined(), 5_000);
  const state = slack().modal()?.state as { values: Record<string, { value: { value?: unknown } }> };
  return Object.fromEntries(Object.entries(state.values).map(([id, { value }]) => [id, value.value]));
}

describe('a message becomes a question', () => {
  test('in Slack: its words and its address are in the form, and Les mer leads back to it', async () => {
    const title = 'Skal multidose pakkes på apoteket?';
    const ts = String(await slack().say(WHERE, 'Shall multidose be packed at the pharmacy?'));
    await slack().shortcut('Gjør til spørsmål', WHERE, ts);
    const address = expect.stringMatching(new RegExp(`/archives/.*/p${ts.replace('.', '')}$`));
    expect(await opened()).toMatchObject({
      'field:question': 'Shall multidose be packed at the pharmacy?',
      'field:source': address,
    });
    await slack().fill({ ...fieldsOf(title), ...answersAlone });
    expect(await slack().submit()).toEqual({ closed: true });
    await stack.core.settle();
    expect((await stateOf(stack, title)).source).toEqual({ said: address });
    await slack().command(WHERE, 'søk multidose');
    await does(stack, { who: EXPERT, platform: 'slack', where: WHERE }, { card: 'multidose', press: 'Les mer:' });
    await vi.waitFor(() => expect(JSON.stringify(slack().modal())).toContain(`/p${ts.replace('.', '')}`));
    await slack().close();
  });

  test('in Teams the same, and the question is asked from the dialog', async () => {
    const title = 'Skal prøvesvar vises på tavla?';
    const { id } = await teams().say(WHERE, 'Shall results be shown on the board?');
    await teams().openCommand(WHERE, 'makeQuestion', id);
    expect(teams().dialog()?.values).toMatchObject({ f_question: 'Shall results be shown on the board?' });
    teams().fill({ ...fieldsOf(title), ...answersAlone });
    await teams().submit();
    expect(visibleText(teams().dialog()?.card ?? {})).toContain('er besluttet');
    await stack.core.settle();
    const { source } = await stateOf(stack, title);
    expect(source?.said).toMatch(new RegExp(`^https://teams\\.microsoft\\.com/l/message/.*/${id}\\?`));
    await cardsShow(stack, title, 'Besluttet');
  });

  test('with a national identity number in it is refused at its field, and nothing of it is kept', async () => {
    const ts = String(await slack().say(WHERE, `Gjelder pasient ${NATIONAL_ID}`));
    await slack().shortcut('Gjør til spørsmål', WHERE, ts);
    await opened();
    await slack().fill({ ...fieldsOf('Skal dette spørres?'), ...answersAlone });
    const { closed, errors } = await slack().submit();
    expect([closed, Object.keys(errors ?? {})]).toEqual([false, [f.question]]);
    await slack().close();
    await vi.waitFor(async () => {
      await slack().shortcut('Spør gruppa');
      expect(await opened()).toMatchObject({ 'field:title': 'Skal dette spørres?', 'field:question': null });
    });
    await slack().close();
  });
});

describe('a form that was closed unsent', () => {
  test('is offered again, wherever it is opened, until it is sent', async () => {
    await slack().shortcut('Spør gruppa');
    await opened();
    await slack().fill({ [f.name]: 'Skal blodprøver bestilles?', [f.context]: 'Vi er uenige.' });
    await slack().close();
    await slack().command(WHERE, 'spør');
    await vi.waitFor(async () =>
      expect(await opened()).toMatchObject({
        'field:title': 'Skal blodprøver bestilles?',
        'field:context': 'Vi er uenige.',
      }),
    );
    expect(JSON.stringify(slack().modal())).toContain('Det er ikke sendt.');
    await slack().fill({ ...fieldsOf('Skal blodprøver bestilles?'), [f.question]: 'Blood tests?', ...answersAlone });
    expect(await slack().submit()).toEqual({ closed: true });
    await slack().shortcut('Spør gruppa');
    expect(await opened()).toMatchObject({ 'field:title': null, 'field:context': null });
    await slack().close();
  });
});

describe('a decision is looked up', () => {
  test('in Teams, from the compose box, and inserted where all can see it', async () => {
    const { hits } = await teams().search(WHERE, 'searchDecisions', 'multid');
    expect(hits).toMatchObject([
      { title: 'Skal multidose pakkes på apoteket?', text: expect.stringContaining('besluttet') },
    ]);
    const id = teams().share(WHERE, hits[0]?.attachment ?? {});
    const shared = teams(`${WHERE}.trondheim-2`)
      .messages(WHERE)
      .find((one) => one.id === id);
    expect(JSON.stringify(shared?.card)).toContain('Ja: Skal multidose pakkes på apoteket?');
    expect(JSON.stringify(shared?.card)).not.toContain('"Action.Execute"');
    expect(stack.sandbox.teams.problems).toEqual([]);
  });

  test('in Teams’ chat and in Slack, by words as people type them', async () => {
    await teams().say('dm', 'søk PROVESVAR');
    await vi.waitFor(() =>
      expect(teams().findCard('dm', 'Skal prøvesvar vises på tavla?')?.labels.join()).toContain('Les mer: '),
    );
    await slack().command(WHERE, 'finn proevesv');
    await vi.waitFor(() => expect(slack().findCard(WHERE, 'Én sak om «proevesv»')?.text).toContain('besluttet'));
  });

  test('by its address in Slack: shown below the message in a channel of its collaboration', async () => {
    const { number } = await stateOf(stack, 'Skal multidose pakkes på apoteket?');
    // Nothing else shall come after it.
    await stack.core.settle();
    await slack().say(WHERE, `Se https://samrad.example/sak/${number}`);
    await vi.waitFor(() => {
      const last = slack(`${WHERE}.trondheim-2`).messages(WHERE).at(-1);
      expect(last?.text).toContain('Ja: Skal multidose pakkes på apoteket?');
      expect(last?.text).toContain('Slik sto saken');
      expect(last?.fromBot).toBe(false);
    }, 5_000);
  });

  test('by nobody who is on no list', async () => {
    const [collaboration] = await stack.store.directory.collaborations();
    if (!collaboration) throw new Error('no collaboration');
    const people = collaboration.people.filter(({ id }) => id !== `${WHERE}.trondheim-3`);
    await stack.store.directory.saveCollaboration({ ...collaboration, people });
    stack.core.people.forget();
    const { hits, message } = await teams(`${WHERE}.trondheim-3`).search(WHERE, 'searchDecisions', 'multidose');
    expect([hits, message]).toEqual([[], expect.stringContaining('Jeg kjenner deg ikke ennå')]);
  });
});
