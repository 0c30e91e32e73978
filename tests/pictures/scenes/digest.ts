/** The coordinator's morning: what each question needs, what they do about it, what they and the others are told. */
import { addWorkingDays, dateOf, instantOf } from '../../../bot/index.ts';
import type { Camera } from '../camera.ts';
import { EXPERT, GROUP, MEMBER, NEXT, SECOND, STAND_IN, type Stage } from '../stage.ts';

export async function digest(stage: Stage, camera: Camera): Promise<void> {
  const { m, said, hands } = stage;
  await looksAfter(stage, SECOND);
  await stage.asks(said.silent, { [m.form.ask.criticality]: stage.colour('green') });
  await stage.asks(said.sorting);
  await stage.asks(said.quiet);
  await objects(stage, MEMBER, said.sorting);
  await mornings(stage, 2);
  const { id } = await stage.eventually(() => hands(SECOND).findCard('dm', m.button.notifyExpert), 'the digest');
  await camera.message('digest-acts', SECOND, m.button.notifyExpert, 'dm');
  for (const label of [m.button.notifyExpert, m.button.callSubstitutes, m.button.remind]) {
    await hands(SECOND).press('dm', id, label);
    await stage.settled();
  }
  await camera.message('digest-acts-done', SECOND, m.coordinating.done.remind, 'dm');
  // In Teams a receipt stands for a moment beside the card, and is no message.
  if (stage.platform === 'slack')
    await camera.message('digest-receipt', SECOND, m.coordinating.did.remind(5).split(' ').slice(2).join(' '), 'dm');
  await camera.message('dm-objections-wait', EXPERT, m.coordinating.wait(1, '').slice(1, 20), 'dm');
  await camera.message('dm-reminder-asked-for', NEXT, m.person.reminder('').slice(0, 15), 'dm');
  await camera.message('dm-called-in-early', STAND_IN, m.person.calledIn('', '').slice(0, 15), 'dm');
}

/** Who holds a seat has an account on this platform alone. */
async function looksAfter({ stack }: Stage, person: string): Promise<void> {
  const { directory } = stack.store;
  const [collaboration] = await directory.collaborations();
  if (!collaboration) throw new Error('the stage has no collaboration');
  const groups = collaboration.groups.map((one) => (one.id === GROUP ? { ...one, coordinators: [person] } : one));
  await directory.saveCollaboration({ ...collaboration, groups, version: collaboration.version + 1 });
  stack.core.people.forget();
}

async function objects({ m, said, does }: Stage, who: string, title: string): Promise<void> {
  const o = m.form.objection;
  const { feasibility } = m.criterion;
  const criterion = `${feasibility.charAt(0).toUpperCase()}${feasibility.slice(1)}`;
  const fill = { [o.criterion]: criterion, [o.text]: said.against, [o.change]: said.instead };
  await does(who, { card: title, press: m.button.objection, fill });
}

/** To 08:36 so many working days on, past each day's lists. */
async function mornings({ stack, clockTo }: Stage, days: number): Promise<void> {
  const policy = (await stack.store.directory.collaborations())[0]?.policy;
  for (let n = 0; policy && n < days; n++) {
    const day = addWorkingDays(dateOf(stack.demo.clock(), policy.timeZone), 1, policy);
    await clockTo(instantOf(day, '08:36', policy.timeZone));
  }
}
