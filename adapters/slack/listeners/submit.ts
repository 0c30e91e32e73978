import type { Reply } from '../../../bot/index.ts';
import { ask } from '../ask.ts';
import { type FormMemory, unpackMemory } from '../form-memory.ts';
import { formToModal } from '../form-to-modal.ts';
import { digestOf, errorsByBlock, formValues } from '../form-values.ts';
import { type SubmittedView, submissionPayload } from '../schema.ts';
import { stayOpen } from '../stay-open.ts';
import { settle, told } from './answer.ts';
import { type Ack, type Deps, faultText } from './incoming.ts';
import { keepUnsent } from './leave.ts';

/** A form sent in. It closes only when what it holds is stored; else what was written stays in it. */
export async function onSubmit(deps: Deps, body: unknown, ack: Ack): Promise<void> {
  const { user, view } = submissionPayload.parse(body);
  const memory = unpackMemory(view.private_metadata);
  const { responseUrl, channel, thread, home } = memory;
  const place = { user: user.id, responseUrl, channel, thread, home, list: memory.act.within === 'mine' };
  const values = formValues(view.state);
  const account = deps.accounts.of(deps.team, user.id, memory.channel);
  /** Slack's view.hash stays the same after errors, so the values themselves tell a correction from a repeat. */
  const requestId = ['slack', deps.team, user.id, view.id, digestOf(values)].join(':');
  const input = { kind: 'submit' as const, act: memory.act, values, account, requestId };
  const asked = await ask(deps, input);
  if (!('reply' in asked)) {
    await ack(stayOpen(view, faultText(deps, user.id)));
    return settle(deps, asked, place);
  }
  await ack(inForm(asked.reply, view, memory));
  if (asked.reply.kind === 'invalid' || asked.reply.kind === 'refused')
    deps.tasks.track(keepUnsent(deps, user.id, view.id, memory, values));
  if (asked.reply.kind === 'done') await told(deps, asked.reply, place);
}

/** What the form shall do; undefined: close. */
function inForm(reply: Reply, view: SubmittedView, memory: FormMemory): unknown {
  switch (reply.kind) {
    case 'done':
      // The page below it is of how things stood before, and hides what the person is told.
      return memory.overPage ? { response_action: 'clear' } : undefined;
    case 'quiet':
      return undefined;
    case 'refused':
      return stayOpen(view, reply.text, reply.view?.nodes);
    case 'form':
      return { response_action: 'update', view: formToModal(reply.form, memory) };
    case 'invalid': {
      const errors = errorsByBlock(reply.errors, view.state);
      if (Object.keys(errors).length > 0) return { response_action: 'errors', errors };
      return stayOpen(view, Object.values(reply.errors).join(' '));
    }
  }
}
