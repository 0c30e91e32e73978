import { decodeAct } from '../act-codec.ts';
import { ask } from '../ask.ts';
import { unpackMemory } from '../form-memory.ts';
import { type ActionsPayload, actionsPayload, pageView } from '../schema.ts';
import type { Place } from '../tell.ts';
import { answer, openWith } from './answer.ts';
import type { Ack, Deps } from './incoming.ts';
import { threadOf } from './said.ts';

/** A tap on a button or a menu: stored first, then acknowledged, since Slack delivers a tap only once. */
export async function onPress(deps: Deps, body: unknown, ack: Ack): Promise<void> {
  const payload = actionsPayload.parse(body);
  const { user, container, view, trigger_id } = payload;
  const page = pageView.safeParse(view).data;
  const place = { ...placeOf(payload), page };
  for (const action of payload.actions) {
    const at = container?.message_ts ?? view?.id ?? '';
    const requestId = ['slack', deps.team, user.id, at, action.action_ts, action.action_id].join(':');
    const act = decodeAct(action.value ?? action.selected_option?.value);
    const where = { ...place, list: act.within === 'mine' };
    const account = deps.accounts.of(deps.team, user.id, place.channel);
    const asked = await ask(deps, { kind: 'press', act, account, requestId });
    await ack();
    await answer(deps, asked, where, openWith(deps, trigger_id, where, Boolean(view) && !place.home));
  }
}

/** In a form there is no response_url: the answer goes where the form came from. */
function placeOf({ user, response_url, channel, container, view }: ActionsPayload): Place {
  if (view?.type === 'home') return { user: user.id, home: true };
  if (view) {
    const { responseUrl, channel: from, thread, home } = unpackMemory(view.private_metadata);
    return { user: user.id, responseUrl, channel: from, thread, home };
  }
  return {
    user: user.id,
    responseUrl: response_url,
    channel: channel?.id ?? container?.channel_id,
    thread: threadOf(container?.message_ts, container?.thread_ts),
  };
}
