import { baseActivity } from './activities.ts';
import { elements, isJson, type Json, text } from './card-json.ts';
import { openDialog } from './dialog.ts';
import { execute, type Pressed } from './execute.ts';
import { findAction, type Target } from './find-action.ts';
import { actionData, inputErrors, readFilled, startValues } from './inputs.ts';
import { seen } from './seen.ts';
import { type Room, type Session, type Spot, wrong } from './session.ts';
import type { Message } from './world.ts';

/** Presses an action on a message's card. Throws with what the person would be told. */
export async function press(
  room: Room,
  session: Session,
  spot: Spot & { message: Message },
  target: Target,
  filled: Record<string, string | string[]> = {},
): Promise<Pressed> {
  const view = seen(room, session, spot.message);
  const { action, scope } = findAction(view.cards, target);
  if (action.isEnabled === false) throw new Error(`"${text(action.title)}" can't be pressed`);
  if (action.type === 'Action.OpenUrl') return { kind: 'link', url: text(action.url) };
  if (action.type === 'Action.ShowCard') return { kind: 'shown' };
  if (action.type === 'Action.ToggleVisibility') return toggle(session, spot.message.id, view.cards, action);
  const values = { ...startValues(scope), ...readFilled(scope, filled) };
  const errors = action.associatedInputs === 'none' ? {} : inputErrors(scope, values);
  const first = Object.entries(errors)[0];
  if (first) throw Object.assign(new Error(`${first[0]}: ${first[1]}`), { errors });
  const data = actionData(action, scope, values);
  const full = {
    ...spot,
    messageId: spot.message.id,
    root: spot.place.kind !== 'personal' ? (spot.message.root ?? spot.message.id) : undefined,
  };
  if (action.type === 'Action.Execute') return execute(room, session, full, spot.message, action, data);
  return submitFromCard(room, session, full, data);
}

function toggle(session: Session, messageId: string, cards: Json[], action: Json): Pressed {
  const shown = { ...session.toggled.get(messageId) };
  const targets: unknown[] = Array.isArray(action.targetElements) ? action.targetElements : [];
  for (const target of targets) {
    const id = isJson(target) ? text(target.elementId) : String(target);
    const node = cards.flatMap((card) => [...elements(card)]).find((one) => one.id === id);
    const set = isJson(target) && typeof target.isVisible === 'boolean' ? target.isVisible : undefined;
    shown[id] = set ?? node?.isVisible === false;
  }
  session.toggled.set(messageId, shown);
  return { kind: 'shown' };
}

/** Action.Submit on a message: opens a dialog, or is sent as a message with a value. */
async function submitFromCard(room: Room, session: Session, spot: Spot, data: Json): Promise<Pressed> {
  const teams = isJson(data.msteams) ? data.msteams : {};
  const invoked = teams.type === 'invoke' && isJson(teams.value) ? teams.value : undefined;
  if (teams.type === 'task/fetch' || invoked?.type === 'task/fetch') {
    const { title } = await openDialog(
      room,
      session,
      spot,
      'task/fetch',
      { data, context: { theme: 'default' } },
      'task/submit',
      {},
    );
    return { kind: 'dialog', title };
  }
  const back = teams.type === 'messageBack';
  const said = back ? text(teams.text) : '';
  const base = baseActivity(room.teller, session.user, spot.place, spot.root);
  const shown = back ? text(teams.displayText) : '';
  if (shown) room.world.add(spot.place, session.user.person.id, { text: shown }, spot.root);
  const id = room.world.nextId();
  const value = back && teams.value !== undefined ? teams.value : data;
  const parcel = await room.link.pack({
    ...base,
    type: 'message',
    id,
    replyToId: spot.messageId,
    value,
    ...(said ? { text: said, textFormat: 'plain' } : {}),
    channelData: { ...(base.channelData as Json), source: { name: 'message' } },
  });
  session.last = parcel;
  const { status } = await room.link.send(parcel);
  room.changed();
  if (status < 200 || status > 299) throw wrong(room, `Action.Submit: the bot answered ${status}`);
  return { kind: 'sent', status };
}
