/** Questions of other kinds, and what each comes to the same day: amended, preferred among, lifted, shared, answered alone, withdrawn. */
import type { Camera } from '../camera.ts';
import { BODY, CHAIR, EXPERT, GROUP, MEMBER, NEAR, NEXT, OTHER, SECOND, type Stage } from '../stage.ts';

/** After all the rest: a jump of half a year takes the demo's clock a minute. */
const REVIEW = '2027-03-17';

export async function kinds(stage: Stage, camera: Camera): Promise<void> {
  await amended(stage, camera);
  await unproposed(stage, camera);
  await lifted(stage, camera);
  await shared(stage, camera);
  await closed(stage, camera);
}

async function amended({ m, said, asks, does, supports }: Stage, { message, receipt }: Camera): Promise<void> {
  const title = said.amended;
  const o = m.form.objection;
  await asks(title, { [m.form.ask.options]: said.options });
  await supports(title, MEMBER);
  const against = { [o.criterion]: m.criterion.feasibility, [o.text]: said.against, [o.change]: said.instead };
  await does(NEAR, { card: title, press: m.button.objection, fill: against });
  const amend = { [m.form.amend.proposal]: '2.', [m.form.amend.incorporates]: ['1.'] };
  await does(EXPERT, { card: title, press: m.button.amend, fill: amend });
  await receipt('receipt-amended', EXPERT, m.receipt.amend, GROUP);
  await message('card-round-2', NEXT, title, GROUP);
  await message('thread-round-2', NEXT, title, GROUP, true);
  await does(MEMBER, { card: title, press: m.button.support });
}

async function unproposed(stage: Stage, { message, receipt, form }: Camera): Promise<void> {
  const { m, said } = stage;
  const title = said.unproposed;
  await stage.asks(title, { [m.form.ask.proposal]: '', [m.form.ask.options]: said.lists });
  await message('card-unproposed', NEXT, title, GROUP);
  const noted = m.asking.prefer.receipt('').slice(0, 12);
  await receipt('receipt-preferred', MEMBER, noted, GROUP, { card: title, press: '2.' });
  await message('card-own-preferred', MEMBER, title, GROUP);
  await stage.opens(EXPERT, { card: title, press: m.asking.propose.button });
  await form('form-propose', EXPERT, GROUP);
  await stage.closes(EXPERT);
}

async function lifted(stage: Stage, { message, receipt, form }: Camera): Promise<void> {
  const { m, said, does } = stage;
  const title = said.lifted;
  await stage.asks(title, { [m.form.ask.criticality]: stage.colour('red') });
  const flag = { [m.form.flagMandate.text]: said.mandate };
  await does(MEMBER, { card: title, press: m.button.flagMandate, fill: flag });
  await receipt('receipt-flagged', MEMBER, m.receipt['flag-mandate'], GROUP);
  await message('card-flagged', NEXT, title, GROUP);
  await message('dm-flagged', EXPERT, m.person.mandateFlagged, 'dm');
  await does(EXPERT, { card: title, press: m.button.flagMandate, fill: flag });
  await message('card-lifted', NEXT, title, GROUP);
  await message('thread-lifted', NEXT, title, GROUP, true);
  const { number } = await stage.question(title);
  const packet = m.packet.head(number, '').trim();
  await message('body-packet', CHAIR, packet, BODY);
  await message('dm-packet', CHAIR, packet, 'dm');
  const card = `${number} · `;
  await message('body-card', CHAIR, card, BODY);
  for (const [name, press] of [
    ['decide', m.button.decide],
    ['send-back', m.button.sendBack],
  ] as const) {
    await stage.opens(CHAIR, { card, press }, BODY);
    await form(`form-${name}`, CHAIR, BODY);
    await stage.closes(CHAIR);
  }
  const deviation = { [m.form.decide.text]: said.decision, [m.form.decide.outcome]: m.form.decide.deviation };
  await stage.opens(CHAIR, { card, press: m.button.decide, fill: deviation }, BODY, { send: true });
  await form('form-decide-faults', CHAIR, BODY);
  const f = m.after.form.decide;
  const why = { [f.whom]: said.whom, [f.why]: said.why, [f.reviewOn]: REVIEW };
  await does(CHAIR, { fill: why }, BODY);
  await receipt('receipt-decided', CHAIR, m.receipt.decide, BODY);
  await message('card-decided-by-body', NEXT, title, GROUP);
  await message('thread-decided-by-body', NEXT, title, GROUP, true);
  await message('body-card-decided', CHAIR, card, BODY);
  await stage.commands(SECOND, `${m.command.case.word} ${number}`);
  await stage.opens(SECOND, { card: number, press: m.button.details }, stage.aside);
  await form('form-details-decided', SECOND, GROUP);
  await stage.closes(SECOND);
}

async function shared(stage: Stage, { message, form }: Camera): Promise<void> {
  const { m, said } = stage;
  const a = m.asking.form;
  const title = said.shared;
  const [collaboration] = await stage.stack.store.directory.collaborations();
  const nameOf = (id: string) => {
    const name = collaboration?.groups.find((group) => group.id === id)?.name;
    return name?.[stage.language] ?? name?.nb ?? '';
  };
  const topic = collaboration?.groups.find(({ id }) => id === GROUP)?.topics?.[0]?.name;
  await stage.asks(title, {
    [a.groups]: [nameOf(OTHER)],
    [m.form.ask.alsoGroups]: [nameOf('institusjon')],
    [a.subject]: m.asking.subject.workflow,
    [a.topic]: topic?.[stage.language] ?? topic?.nb ?? '',
    [a.gates]: [a.gatesNeeded],
    [a.source]: 'https://vendor.example/issue/7',
    [m.form.ask.vendorDate]: '2027-02-10',
  });
  await message('card-shared', NEXT, title, GROUP);
  await message('card-also-group', CHAIR, title, 'institusjon');
  await stage.opens(MEMBER, { card: title, press: m.button.details });
  await form('form-details-shared', MEMBER, GROUP);
  await stage.closes(MEMBER);
}

async function closed(stage: Stage, { message, receipt, form }: Camera): Promise<void> {
  const { m, said, does } = stage;
  await stage.asks(said.alone, {
    [m.form.ask.criticality]: stage.colour('green'),
    [m.asking.form.answer]: m.asking.form.byExpert,
  });
  const { number } = await stage.question(said.alone);
  await receipt('receipt-answered-alone', EXPERT, m.asking.answeredAlone(number), GROUP);
  await message('card-answered-alone', NEXT, said.alone, GROUP);
  await stage.asks(said.withdrawn);
  await stage.opens(EXPERT, { card: said.withdrawn, press: m.button.details });
  await stage.opens(EXPERT, { press: m.button.withdraw });
  await form('form-withdraw', EXPERT, GROUP);
  await does(EXPERT, { fill: { [m.form.withdraw.text]: said.regretted } });
  await stage.closes(EXPERT);
  await message('card-withdrawn', NEXT, said.withdrawn, GROUP);
  await stage.commands(MEMBER, `${m.command.search.word} ${said.alone.split(' ').at(-1)?.replace('?', '')}`);
  await message('command-search', MEMBER, number, stage.aside);
}
