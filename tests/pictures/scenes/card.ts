/** The life of one yellow question in its group, up to the second round. */
import type { Camera } from '../camera.ts';
import { CHAIR, EXPERT, FAR, GROUP, LAST, MEMBER, NEAR, NEXT, SECOND, type Stage } from '../stage.ts';

export async function card(stage: Stage, camera: Camera): Promise<void> {
  const { m, said, does, other } = stage;
  const { message, receipt, form, menu, home } = camera;
  const title = said.sorting;
  const b = m.button;
  await stage.asks(title, { [m.form.ask.context]: said.background, [m.form.ask.options]: said.options });
  await receipt('receipt-asked', EXPERT, m.reply.asked('', '').slice(0, 12).trim(), GROUP);
  await message('card-open', NEXT, title, GROUP);
  await menu('card-menu', NEXT, title, GROUP);
  // Teams has no home tab: `mine` in the chat is there instead.
  if (stage.platform === 'slack') await home('home-waiting', NEXT);
  const opened = async (name: string, who: string, press: string, fill?: Record<string, string>) => {
    await stage.opens(who, { card: title, press, ...(fill ? { fill } : {}) }, GROUP, { send: fill !== undefined });
    await form(`form-${name}`, who, GROUP);
    await stage.closes(who);
  };
  await opened('reservation', MEMBER, b.reservation);
  await opened('objection', MEMBER, b.objection);
  await opened('objection-faults', MEMBER, b.objection, { [m.form.objection.text]: ' ' });
  await opened('recuse', MEMBER, b.recuse);
  await opened('flag-mandate', MEMBER, b.flagMandate);
  await opened('prefer-another', MEMBER, m.asking.prefer.another);
  await opened('amend', EXPERT, b.amend);
  await opened('amend-faults', EXPERT, b.amend, { [m.form.amend.text]: '' });
  await opened('details-member', MEMBER, b.details);
  await opened('details-expert', EXPERT, b.details);

  await receipt('receipt-support', MEMBER, m.receipt.support, GROUP, { card: title, press: b.support });
  await message('card-own-support', MEMBER, title, GROUP);
  await receipt('refusal-not-a-member', CHAIR, m.refusal['not-a-member'], GROUP, { card: title, press: b.support });
  // In Teams a member's own card does not offer it.
  if (stage.platform === 'slack')
    await receipt('refusal-not-expert', MEMBER, m.refusal['not-expert'], GROUP, { card: title, press: b.amend });
  const o = m.form.objection;
  const against = { [o.criterion]: m.criterion.feasibility, [o.text]: said.against, [o.change]: said.instead };
  await does(NEAR, { card: title, press: b.objection, fill: against });
  await receipt('receipt-objection', NEAR, m.receipt.objection, GROUP);
  await does(SECOND, { card: title, press: b.reservation, fill: { [m.form.reservation.text]: said.reservation } });
  await does(EXPERT, { card: title, press: b.support });
  await does(LAST, { card: title, press: b.abstain });
  await does(FAR, { card: title, say: said.comment }, GROUP, other);
  await does(SECOND, { card: title, say: said.thief });
  await message('card-answers', NEXT, title, GROUP);
  await message('dm-objection', EXPERT, m.note.objectionToAnswer(1), 'dm');
  await message('thread-mirrored', NEXT, title, GROUP, true);
  await opened('maintain', EXPERT, b.maintain(1));
  await opened('details-answers', NEAR, b.details);
  await does(EXPERT, { card: title, press: b.maintain(1), fill: { [m.form.maintain.text]: said.answer } });
  await message('card-maintained', NEXT, title, GROUP);
  await stage.opens(MEMBER, { card: title, press: b.recuse }, GROUP, { send: true });
  await receipt('receipt-recused', MEMBER, m.receipt.recuse, GROUP);
}
