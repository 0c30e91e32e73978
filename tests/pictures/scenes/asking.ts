/** The form for a question: empty, with faults, and as it is offered again. */
import type { Camera } from '../camera.ts';
import { EXPERT, GROUP, type Stage } from '../stage.ts';

export async function asking(stage: Stage, { form }: Camera): Promise<void> {
  const { m, said, hands } = stage;
  const f = m.form.ask;
  await stage.opensAsking(EXPERT);
  await form('form-ask', EXPERT, GROUP);
  const lacking = { [f.name]: said.sorting, [f.question]: 'By time?', [f.criticality]: stage.colour('yellow') };
  const faulty = { [m.asking.form.supersedes]: 'HT-1999-001', [m.asking.form.source]: 'intranett' };
  await hands(EXPERT).fill({ ...lacking, ...faulty, [f.vendorDate]: '2027-01-04' });
  await hands(EXPERT).submit();
  await stage.settled();
  await form('form-ask-faults', EXPERT, GROUP);
  await stage.closes(EXPERT);
  await stage.opensAsking(EXPERT);
  await form('form-ask-draft', EXPERT, GROUP);
  await stage.closes(EXPERT);
  await stage.stack.store.drafts.forget('9999-12-31');
}
