import { type FormMemory, unpackMemory } from '../form-memory.ts';
import { formValues } from '../form-values.ts';
import { closedPayload } from '../schema.ts';
import type { Ack, Deps } from './incoming.ts';

/** A form was closed unsent. Slack may leave out what was in it: then what the bot knows of it already stands. */
export async function onLeave(deps: Deps, body: unknown, ack: Ack): Promise<void> {
  const { user, view } = closedPayload.parse(body);
  const memory = unpackMemory(view.private_metadata);
  if (Object.keys(view.state.values).length > 0)
    await keepUnsent(deps, user.id, view.id, memory, formValues(view.state));
  await ack();
}

/** Keeps what was written but not taken. Never rejects: the person has gone on, and there is nothing to tell them. */
export async function keepUnsent(
  deps: Deps,
  user: string,
  view: string,
  { act, channel }: FormMemory,
  values: ReturnType<typeof formValues>,
): Promise<void> {
  const account = deps.accounts.of(deps.team, user, channel);
  const requestId = ['slack', deps.team, user, view, 'closed'].join(':');
  try {
    await deps.bot.act({ kind: 'leave', act, values, account, requestId });
  } catch {
    // The error may hold what was written.
    deps.log.warn({ user, act: act.do }, 'a form that was closed unsent could not be kept');
  }
}
