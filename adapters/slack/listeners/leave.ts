import { type FormMemory, unpackMemory } from '../form-memory.ts';
import { formValues } from '../form-values.ts';
import { closedPayload } from '../schema.ts';
import type { Ack, Deps } from './incoming.ts';

/** A form was closed unsent. Slack may leave out what was in it: then what the bot knows of it already stands. */
export async function onLeave(deps: Deps, body: unknown, ack: Ack): Promise<void> {
  await ack();
  const { user, view } = closedPayload.parse(body);
  if (Object.keys(view.state.values).length === 0) return;
  await keepUnsent(deps, user.id, view.id, unpackMemory(view.private_metadata), formValues(view.state));
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
