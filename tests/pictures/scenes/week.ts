/** Absence, ideas, and the days that come: the morning's lists, reminders, decided by silence, extended, lifted for want of answers. */
import type { Camera } from '../camera.ts';
import {
  AWAY,
  COORDINATOR,
  EXPERT,
  GROUP,
  LAST,
  MEMBER,
  NEAR,
  NEXT,
  OTHER,
  SECOND,
  STAND_IN,
  type Stage,
} from '../stage.ts';

/** The demo begins on Monday 1 February 2027. */
const TUESDAY_MORNING = '2027-02-02T07:36:00.000Z';
const FRIDAY_MORNING = '2027-02-05T07:36:00.000Z';
const MONDAY_MORNING = '2027-02-08T07:06:00.000Z';
/** Made up; its check digits are right. */
const NATIONAL_ID = '15869510073';

export async function week(stage: Stage, camera: Camera): Promise<void> {
  const { said, m, stack } = stage;
  await stage.asks(said.silent, { [m.form.ask.criticality]: stage.colour('green') });
  await camera.message('card-green', NEXT, said.silent, GROUP);
  await stage.supports(said.silent, MEMBER, SECOND, EXPERT);
  await stage.asks(said.quiet);
  // While the newest message with its title is its card.
  await stage.supports(said.shared, EXPERT, MEMBER, SECOND, NEAR);
  for (const seat of ['trondheim-1', 'opsjonskommuner-1'])
    await stage.does(`${OTHER}.${seat}`, { card: said.shared, press: m.button.support }, OTHER);
  // Called by name under the card instead of in the chat; in Slack the app reaches everybody.
  const { teams } = stack.sandbox;
  if (stage.platform === 'teams') await teams.install({ personId: LAST }, false);
  await absence(stage, camera);
  await ideas(stage, camera);
  await lists(stage, camera);
  await stage.clockTo(TUESDAY_MORNING);
  await bundle(stage, camera);
  await camera.message('dm-digest-day', COORDINATOR, said.sorting, 'dm');
  await stage.clockTo(FRIDAY_MORNING);
  if (stage.platform === 'teams') {
    const name = stack.demo.sandbox.people.find(({ id }) => id === LAST)?.name ?? '';
    await camera.message('called-by-name', LAST, name, GROUP);
    await teams.install({ personId: LAST }, true);
  }
  await camera.message('card-decided-by-silence', LAST, said.silent, GROUP);
  await stage.clockTo(MONDAY_MORNING);
  await camera.message('weekly-ideas', LAST, m.gather.weekly.title, GROUP);
  await camera.message('dm-digest-week', COORDINATOR, said.quiet, 'dm');
  const { _id } = await stage.question(said.quiet);
  const deadline = async () => (await stack.core.handle.load(_id))?.deadline ?? '';
  await stage.clockTo(await deadline());
  await camera.message('card-extended', LAST, said.quiet, GROUP);
  await camera.message('thread-extended', LAST, said.quiet, GROUP, true);
  // Lists have its number and title too.
  const sorting = `${m.criticalityCase.yellow} · ${(await stage.question(said.sorting)).number}`;
  await camera.message('card-same-proposal', LAST, sorting, GROUP);
  await camera.message('thread-same-proposal', LAST, sorting, GROUP, true);
  await stage.clockTo(await deadline());
  await camera.message('card-lifted-unanswered', LAST, said.quiet, GROUP);
  await camera.message('card-end-of-round-2', LAST, sorting, GROUP);
}

async function absence(stage: Stage, { message, receipt, form }: Camera): Promise<void> {
  const { m } = stage;
  const a = m.asking.absence;
  const opens = () => stage.opensBy(AWAY, m.command.substitute.word, a.title);
  await opens();
  await form('form-absence', AWAY, GROUP);
  await stage.hands(AWAY).fill({ [a.from]: '2027-02-05', [a.to]: '2027-02-04' });
  await stage.hands(AWAY).submit();
  await stage.settled();
  await form('form-absence-faults', AWAY, GROUP);
  await stage.does(AWAY, { fill: { [a.from]: '2027-02-01', [a.to]: '2027-02-12' } });
  await receipt('receipt-absence', AWAY, m.asking.absence.covered('', '1.2.', '12.2.2027').trim().slice(0, 20), GROUP);
  await message('dm-called-in', STAND_IN, stage.said.quiet, 'dm');
  await opens();
  await form('form-absence-away', AWAY, GROUP);
  await stage.closes(AWAY);
}

async function ideas(stage: Stage, { message }: Camera): Promise<void> {
  const { m, said, does } = stage;
  const title = said.sorting;
  const word = m.command['time-thief'].word;
  await does(SECOND, { card: title, say: `@Samråd ${word} ${said.thief}` });
  await message('receipt-time-thief', SECOND, m.gather.idea.comesWeekly, stage.aside);
  await does(MEMBER, { card: title, say: `@Samråd ${m.command.improvement.word} ${said.improvement}` });
  await does(SECOND, { card: title, say: `${said.comment} ${NATIONAL_ID}` });
  await message('refusal-patient-data', SECOND, m.refusal['patient-data'], stage.aside);
}

async function lists(stage: Stage, { message, home }: Camera): Promise<void> {
  const { m, said, aside: where } = stage;
  const { number } = await stage.question(said.quiet);
  await stage.commands(NEXT, m.command.mine.word);
  await message('command-mine', NEXT, m.button.support, where);
  await stage.commands(MEMBER, m.command.status.word);
  await message('command-status', MEMBER, number, where);
  await stage.commands(MEMBER, `${m.command.case.word} ${number}`);
  await message('command-case', MEMBER, said.quiet, where);
  await stage.commands(COORDINATOR, `${m.command.minutes.word} ${GROUP}`);
  // In Slack a file to print.
  const minutes = stage.platform === 'slack' ? m.minutes.comesWith : m.minutes.title('');
  await message('command-minutes', COORDINATOR, minutes, 'dm');
  // Teams has neither a home tab nor shows what an address leads to.
  if (stage.platform === 'teams') return;
  await home('home-full', NEXT);
  await stage.does(MEMBER, { say: `https://samrad.example/sak/${(await stage.question(said.alone)).number}` });
  await message('unfurl', NEXT, 'https://samrad.example/sak/', GROUP);
}

async function bundle(stage: Stage, { message, home }: Camera): Promise<void> {
  const { m, hands } = stage;
  const title = stage.said.quiet;
  const { id } = await stage.eventually(() => hands(NEXT).findCard('dm', title), 'the bundle');
  await message('bundle-fresh', NEXT, title, 'dm');
  const support = async () => {
    await hands(NEXT).press('dm', id, m.button.support);
    await stage.settled();
  };
  await support();
  await message('bundle-begun', NEXT, title, 'dm');
  const waiting = () =>
    hands(NEXT)
      .findCard('dm', title)
      ?.labels.filter((one) => one === m.button.support).length ?? 0;
  for (let taps = 0; taps < 10 && waiting() > 1; taps++) await support();
  // Without their support the one from the start of the day goes to a second round.
  await hands(NEXT).press('dm', id, m.button.abstain);
  await hands(NEXT).press('dm', id, '1.');
  await stage.settled();
  await message('bundle-answered', NEXT, m.person.nothingWaits.slice(1), 'dm');
  // Slack's alone, as above.
  if (stage.platform === 'slack') await home('home-answered', NEXT);
}
