import { GENERAL, type Place } from './directory.ts';
import type { TeamsHands } from './hands.ts';
import { type Command, PaneAction, type TeamsView } from './pane-shape.ts';
import { seenIn } from './seen.ts';
import type { Room, Session } from './session.ts';

export function viewFor(room: Room, session: Session, commands: Command[]): TeamsView {
  const { directory } = room.teller;
  const { dialog, told } = session;
  const shown = (place: Place, where: string, name: string) => ({
    where,
    name,
    messages: seenIn(room, session, place),
  });
  const general = shown(directory.team, GENERAL, GENERAL);
  const channels = [...directory.channels, ...directory.groups].map((place) => shown(place, place.name, place.name));
  const chat = shown(directory.where(session.user, 'dm'), 'dm', directory.bot.name);
  const { title, card, values, errors } = dialog ?? {};
  return {
    team: directory.team.name,
    bot: directory.bot.name,
    places: [...(general.messages.length > 0 ? [general] : []), ...channels, chat],
    ...(dialog
      ? { dialog: { title: title ?? '', values: values ?? {}, errors: errors ?? {}, ...(card ? { card } : {}) } }
      : {}),
    ...(told ? { told } : {}),
    commands,
  };
}

export async function actFor(hands: TeamsHands, input: unknown): Promise<unknown> {
  const action = PaneAction.parse(input);
  switch (action.do) {
    case 'say':
      return hands.say(action.where, action.text, action.thread);
    case 'open':
      await hands.open(action.where);
      return {};
    case 'refresh':
      await hands.view(action.where, action.id, true);
      return {};
    case 'press':
      return hands.press(action.where, action.id, { index: action.index }, action.inputs);
    case 'submit':
      hands.fill(action.inputs);
      return hands.submit({ index: action.index });
    case 'close':
      hands.closeDialog();
      return {};
    case 'search':
      return hands.search(action.where, action.command, action.words, action.parameter);
    case 'command':
      return hands.openCommand(action.where, action.command, action.id);
    case 'share':
      return { id: hands.share(action.where, action.attachment) };
  }
}
