/** After the decision: gates, the vendor, the check, actions, deviations, a later decision; and places that are lost. */
import type { Camera } from '../camera.ts';
import { COORDINATOR, EXPERT, GROUP, LAST, MEMBER, type Stage } from '../stage.ts';

export async function after(stage: Stage, camera: Camera): Promise<void> {
  await vendor(stage, camera);
  await gates(stage, camera);
  await actions(stage, camera);
  await superseded(stage, camera);
  await deviation(stage, camera);
  await places(stage, camera);
}

async function vendor(stage: Stage, { message, form }: Camera): Promise<void> {
  const { m, said, does } = stage;
  const { number } = await stage.question(said.silent);
  const waits = m.person.answerVendor(number);
  await message('dm-answer-vendor', EXPERT, waits, 'dm');
  await stage.opens(EXPERT, { card: waits, press: m.button.answerVendor }, 'dm');
  await form('form-answer-vendor', EXPERT, 'dm');
  await does(EXPERT, { fill: { [m.form.answerVendor.text]: 'Show room numbers.' } }, 'dm');
  const verify = m.person.verify(number);
  await message('dm-verify', EXPERT, verify, 'dm');
  await stage.opens(EXPERT, { card: verify, press: m.button.verify }, 'dm');
  await form('form-verify', EXPERT, 'dm');
  const v = m.form.verify;
  await does(EXPERT, { fill: { [v.result]: v.mismatch, [v.text]: said.differs } }, 'dm');
  await message('card-not-as-decided', LAST, `${number} ·`, GROUP);
  await message('thread-not-as-decided', LAST, `${number} ·`, GROUP, true);
  await message('dm-reopened', EXPERT, m.after.person.reopened(number, '').slice(0, 20), 'dm');
  await message('card-reopened', LAST, said.silent, GROUP);
}

async function gates(stage: Stage, { message, receipt, form }: Camera): Promise<void> {
  const { m, said, does } = stage;
  const { number } = await stage.question(said.shared);
  const label = m.after.button.gate('K1', m.after.gate.K1);
  const waits = m.after.person.gate(number, 'K1', m.after.gate.K1);
  await message('dm-gate', EXPERT, waits, 'dm');
  await stage.opens(EXPERT, { card: waits, press: label }, 'dm');
  await form('form-gate', EXPERT, 'dm');
  await does(EXPERT, { fill: { [m.after.form.gate.text]: 'https://intranett.example/7' } }, 'dm');
  await receipt('receipt-gate', EXPERT, m.receipt['pass-gate'], 'dm');
  await message('card-gate-passed', LAST, said.shared, GROUP);
}

async function actions(stage: Stage, { message, form }: Camera): Promise<void> {
  const { m, said, does, stack } = stage;
  const { number } = await stage.question(said.shared);
  const where = stage.aside;
  const f = m.after.form;
  const openCase = () => stage.commands(EXPERT, `${m.command.case.word} ${number}`);
  await openCase();
  await message('case-decided-expert', EXPERT, number, where);
  await stage.opens(EXPERT, { card: number, press: m.after.button.addAction }, where);
  await form('form-action', EXPERT, where);
  const responsible = stack.demo.sandbox.people.find(({ id }) => id === MEMBER)?.name ?? '';
  const words = {
    [f.addAction.area]: said.area,
    [f.addAction.measure]: said.measure,
    [f.addAction.responsible]: responsible,
  };
  await stage.hands(EXPERT).fill({ ...words, [f.addAction.due]: '2027-01-04' });
  await stage.hands(EXPERT).submit();
  await stage.settled();
  await form('form-action-faults', EXPERT, where);
  const due = new Date(Date.parse(stack.demo.clock()) + 21 * 86_400_000).toISOString();
  await does(EXPERT, { fill: { [f.addAction.due]: due.slice(0, 10) } }, where);
  await message('card-with-action', LAST, said.shared, GROUP);
  await message('thread-with-action', LAST, said.shared, GROUP, true);
  await stage.commands(MEMBER, m.command.actions.word);
  await message('command-actions', MEMBER, said.measure, where);
  await stage.clockTo(new Date(Date.parse(due) - 6.5 * 86_400_000).toISOString());
  await message('dm-action-soon', MEMBER, m.after.person.action.soon(number, '').split(number)[0]?.trim() ?? '', 'dm');
  await stage.clockTo(new Date(Date.parse(due) + 4 * 86_400_000).toISOString());
  const isDue = said.measure;
  await message('dm-action-due', MEMBER, isDue, 'dm');
  await stage.opens(MEMBER, { card: isDue, press: m.after.button.report }, 'dm');
  await form('form-report', MEMBER, 'dm');
  await does(MEMBER, { fill: { [f.report.text]: said.result, [f.report.done]: f.report.finished } }, 'dm');
  await message('card-action-done', LAST, said.shared, GROUP);
}

async function superseded(stage: Stage, { message }: Camera): Promise<void> {
  const { m, said } = stage;
  const { number } = await stage.question(said.shared);
  const title = `${said.shared} (2)`;
  await stage.asks(title, {
    [m.form.ask.criticality]: stage.colour('green'),
    [m.asking.form.answer]: m.asking.form.byExpert,
    [m.asking.form.supersedes]: number,
  });
  await message('card-superseded', LAST, `${number} · ${m.outcome['common-solution']}`, GROUP);
  await message('dm-superseded', MEMBER, m.after.person.superseded(number, '').split(number)[0]?.trim() ?? '', 'dm');
}

async function deviation(stage: Stage, { message, form }: Camera): Promise<void> {
  const { m, said, stack } = stage;
  const { _id, number } = await stage.question(said.lifted);
  const where = stage.aside;
  await stage.commands(EXPERT, `${m.command.case.word} ${number}`);
  await stage.opens(EXPERT, { card: number, press: m.after.button.deviate }, where);
  await form('form-deviation', EXPERT, where);
  await stage.closes(EXPERT);
  const [first] = (await stack.core.handle.load(_id))?.deviations ?? [];
  await stage.clockTo(new Date(Date.parse(`${first?.reviewOn}T09:00:00Z`) + 5 * 86_400_000).toISOString());
  const review = m.after.person.review(number, said.whom);
  await message('dm-review', EXPERT, review, 'dm');
  await stage.opens(EXPERT, { card: review, press: m.after.button.review }, 'dm');
  await form('form-review', EXPERT, 'dm');
  await stage.closes(EXPERT);
}

async function places(stage: Stage, camera: Camera): Promise<void> {
  if (stage.platform === 'slack') await placesInSlack(stage, camera);
  else await placesInTeams(stage, camera);
}

async function placesInSlack(stage: Stage, { message }: Camera): Promise<void> {
  const { m, stack } = stage;
  const { slack } = stack.sandbox;
  const told = async (name: string, words: string) => {
    await slack.idle();
    await stage.settled();
    await message(name, COORDINATOR, words, 'dm');
  };
  slack.closeAccount(LAST);
  await told('dm-account-closed', m.places.accountClosed('', '', 'Slack').split(',')[1]?.trim().slice(0, 12) ?? '');
  slack.setMember(GROUP, false);
  await told('dm-channel-lost', m.places.lost('', 'Slack').split('.')[1]?.trim() ?? '');
  for (const { _id } of await stack.store.directory.linksOf(
    'slack',
    slack.ids.team,
    slack.ids.channel('samarbeidsradet'),
  ))
    await stack.store.directory.removeLink(_id);
  slack.setMember('samarbeidsradet', true, COORDINATOR);
  await slack.idle();
  await message('added-to-channel', COORDINATOR, m.places.added.slack, 'samarbeidsradet');
}

/** Teams tells of no account that is closed. */
async function placesInTeams(stage: Stage, { message }: Camera): Promise<void> {
  const { m, stack } = stage;
  const { teams } = stack.sandbox;
  await teams.change(GROUP, 'channelDeleted');
  await stage.settled();
  await message('dm-channel-lost', COORDINATOR, m.places.lost('', 'Teams').split('.')[1]?.trim() ?? '', 'dm');
  await teams.install('team', false);
  await unlink(stage);
  await teams.install('team', true, COORDINATOR);
  await message('added-to-team', COORDINATOR, m.places.added.teams, 'dm');
}

/** As before anybody has linked a channel in Teams. */
async function unlink({ stack: { store } }: Stage): Promise<void> {
  for (const { _id, groups, ladder } of await store.directory.collaborations()) {
    const links = await store.directory.linksTo(_id, ...[...groups, ...ladder].map(({ id }) => id));
    for (const link of links.filter(({ platform }) => platform === 'teams')) await store.directory.removeLink(link._id);
  }
}
