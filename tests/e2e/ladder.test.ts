/** A question goes up the ladder: bodies whose members vote by the rules, a chair, time that runs out, and the answer that comes back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RegisterEntry } from '../../bot/index.ts';
import { asks, cardsShow, does, entry, m, type Someone, someone, stateOf } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const HT = 'hjemmetjenester';
const JOINT = 'felles-beslutningsgruppe';
const COUNCIL = 'samarbeidsradet';
/** Who sits in the joint decision group: two from each block, one of them on each platform. */
const MEMBERS = {
  'trondheim:1': 'rehabilitering.trondheim-2',
  'trondheim:2': 'legevakt.trondheim-2',
  'opsjonskommuner:1': 'rehabilitering.opsjonskommuner-1',
  'opsjonskommuner:2': 'legevakt.opsjonskommuner-1',
};
const PLATFORMS = ['slack', 'teams'] as const;

let stack: Stack;

/** The joint group gets members; the council keeps its chair alone. */
beforeAll(async () => {
  stack = await startStack();
  const { directory } = stack.store;
  const [collaboration] = await directory.collaborations();
  if (!collaboration) throw new Error('the demo has no collaboration');
  const seats = Object.entries(MEMBERS).map(([id, holder]) => ({
    id,
    block: id.split(':')[0] ?? '',
    holder,
    substitute: null,
  }));
  const ladder = collaboration.ladder.map((body) => (body.id === JOINT ? { ...body, chair: null, seats } : body));
  await directory.saveCollaboration({ ...collaboration, ladder, version: collaboration.version + 1 });
  stack.core.people.forget();
}, 60_000);
afterAll(() => stack.close());

async function liftedToJoint(title: string): Promise<RegisterEntry> {
  const asker = someone(stack, `${HT}.trondheim-1`);
  await asks(stack, asker, { title });
  await does(stack, asker, {
    card: title,
    press: m.button.flagMandate,
    fill: { [m.form.flagMandate.text]: 'Dette gjelder alle' },
  });
  await stack.core.settle();
  const lifted = await entry(stack, title);
  expect(lifted).toMatchObject({ level: 2, body: JOINT });
  return lifted;
}

function member(seat: keyof typeof MEMBERS): Someone {
  return someone(stack, MEMBERS[seat], { where: JOINT });
}

/** Stands on the live card, and not on the packet beside it. */
const onCard = ({ number }: RegisterEntry) => `${number} · Hjemmetjenester`;

describe('a body with members', () => {
  test('votes on its own card by the same rules, and the answer comes back to the group’s cards and threads', async () => {
    const title = 'Skal lista være felles?';
    const lifted = await liftedToJoint(title);
    await cardsShow(stack, JOINT, onCard(lifted), '0 av 2', m.button.support);
    await does(stack, member('trondheim:1'), { card: onCard(lifted), press: m.button.support });
    await does(stack, member('opsjonskommuner:1'), { card: onCard(lifted), press: m.button.support });
    await cardsShow(stack, JOINT, onCard(lifted), '1 av 2', 'Støtter 2');
    await cardsShow(stack, HT, title, 'Løftet til felles beslutningsgruppe');
    expect((await stateOf(stack, title)).status).toBe('open');
    await does(stack, member('trondheim:2'), { card: onCard(lifted), press: m.button.abstain });
    await does(stack, member('opsjonskommuner:2'), { card: onCard(lifted), press: m.button.support });
    const q = await stateOf(stack, title);
    expect(q.decision).toMatchObject({ level: 2, how: 'rules', tally: { electorate: 4, answered: 4, support: 3 } });
    await cardsShow(stack, HT, title, 'Besluttet', 'felles beslutningsgruppe', lifted.number);
    await cardsShow(stack, JOINT, 'Besluttet', lifted.number, title);
    const told = await stack.store.notices.list({ question: lifted._id });
    const threads = told.filter(
      ({ to, data }) => 'thread' in to && to.thread.target === HT && data.event === 'decided',
    );
    expect(threads.map(({ status }) => status)).not.toContain('failed');
    expect(threads).toHaveLength(2);
  });

  test('has the question alone: the group’s card says where it is and takes no answer', async () => {
    const title = 'Hvem svarer nå?';
    await liftedToJoint(title);
    await cardsShow(stack, HT, title, 'Løftet til felles beslutningsgruppe', 'Svaret kommer tilbake hit');
    for (const platform of PLATFORMS) {
      const labels = stack.sandbox[platform].as('chair-4').findCard(HT, title)?.labels;
      expect(labels).toContain(m.button.details);
      expect(labels).not.toContain(m.button.support);
    }
  });

  test('shows who has no part in it the card as it stands where they look, in Teams', async () => {
    const title = 'Hvem ser hva?';
    const lifted = await liftedToJoint(title);
    await cardsShow(stack, JOINT, onCard(lifted), '0 av 2');
    const { teams } = stack.sandbox;
    for (const who of ['chair-4', member('trondheim:1').who]) {
      await teams.as(who).open(JOINT);
      await teams.as(who).open(HT);
      const texts = [JOINT, HT].map((where) =>
        JSON.stringify(
          teams
            .as(who)
            .messages(where)
            .filter(({ bot }) => bot),
        ),
      );
      const [inBody, inGroup] = texts;
      expect(inBody).not.toContain('Svaret kommer tilbake hit');
      expect(inBody).toContain('Løftet hit');
      expect(inGroup).toContain('Svaret kommer tilbake hit');
    }
  });

  test('whose time runs out hands the question on, and the chair above sends it back once, with advice', async () => {
    const title = 'Hva når ingen rekker det?';
    const lifted = await liftedToJoint(title);
    const { deadline } = await stateOf(stack, title);
    await fetch(stack.demo.sandbox.clockUrl, { method: 'POST', body: JSON.stringify({ to: deadline }) });
    const above = await entry(stack, title);
    expect(above).toMatchObject({ level: 3, body: COUNCIL });
    expect((await stateOf(stack, title)).escalations.map(({ reason }) => reason)).toEqual(['mandate', 'timeout']);
    await cardsShow(stack, COUNCIL, onCard(lifted), m.button.decide, m.button.sendBack);
    const chair = someone(stack, 'chair-3', { where: COUNCIL });
    await does(stack, chair, {
      card: onCard(lifted),
      press: m.button.sendBack,
      fill: { [m.form.sendBack.text]: 'Se på nattevakten først' },
    });
    expect(await stateOf(stack, title)).toMatchObject({ level: 1, round: 1, sentBack: 1, criticality: 'red' });
    await cardsShow(stack, HT, title, 'Se på nattevakten først', m.button.support);
  });
});
