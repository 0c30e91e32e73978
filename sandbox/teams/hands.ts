import type { Hands } from '../parts.ts';
import { actions, inputLabel, inputs, type Json, text } from './card-json.ts';
import { type DialogOutcome, fillDialog, submitDialog } from './dialog.ts';
import type { Place } from './directory.ts';
import { look, type Pressed } from './execute.ts';
import { openCommand, type Searched, search } from './extension.ts';
import type { Target } from './find-action.ts';
import type { SeenMessage } from './pane-shape.ts';
import { press } from './press.ts';
import { labelsOf, seen, seenIn, wordsOf } from './seen.ts';
import type { Dialog, Room, Session } from './session.ts';
import { edit, putBack, react, type Said, say, takeBack } from './talk.ts';
import type { Message } from './world.ts';

/** One person's hands in Teams. Places are a channel's visible name or 'dm' for the chat with the bot. */
export interface TeamsHands extends Hands {
  say(where: string, text: string, thread?: string | { thread?: string; mention?: boolean }): Promise<Said>;
  edit(where: string, id: string, text: string): Promise<Said>;
  remove(where: string, id: string): Promise<Said>;
  putBack(where: string, id: string): Promise<Said>;
  react(where: string, id: string, reaction: string): Promise<Said>;
  messages(where: string): SeenMessage[];
  /** Shows one message, with the automatic refresh that Teams does; `manual`: "refresh card" from the menu. */
  view(where: string, id: string, manual?: boolean): Promise<SeenMessage>;
  /** Looks at all messages of a place, as when a channel is opened. */
  open(where: string): Promise<SeenMessage[]>;
  /** Inputs by label (a prefix will do) or id. Throws with what the person would be told; `errors` on it are by label. */
  press(where: string, id: string, target: Target, inputs?: Record<string, string | string[]>): Promise<Pressed>;
  dialog(): Dialog | undefined;
  submit(target?: Target): Promise<DialogOutcome>;
  closeDialog(): void;
  search(where: string, commandId: string, words: string, parameter?: string): Promise<Searched>;
  openCommand(where: string, commandId: string, messageId?: string): Promise<DialogOutcome>;
  /** Posts what a message extension put into the compose box. */
  share(where: string, attachment: Json): string;
  /** Sends the last activity again, byte for byte; with the same token unless `freshToken`. */
  resend(options?: { freshToken?: boolean }): Promise<{ status: number; body?: unknown }>;
}

export function createHands(room: Room, session: Session): TeamsHands {
  const { directory } = room.teller;
  const placeOf = (where: string): Place => directory.where(session.user, where);

  function spotOf(where: string, id: string): { place: Place; message: Message; root?: string } {
    const place = placeOf(where);
    const message = room.world.find(place, id);
    if (!message) throw new Error(`no message ${id} in ${where}`);
    return { place, message, ...(message.root === undefined ? {} : { root: message.root }) };
  }

  /** What the bot says in passing is there to read until the next gesture. */
  async function heard<T extends Pressed | DialogOutcome>(gesture: Promise<T>): Promise<T> {
    session.told = undefined;
    const outcome = await gesture;
    session.told = 'text' in outcome ? outcome.text : 'message' in outcome ? outcome.message : undefined;
    room.changed();
    return outcome;
  }

  return {
    say(where, words, thread) {
      const options = typeof thread === 'string' ? { thread } : (thread ?? {});
      const root = options.thread && (room.world.find(placeOf(where), options.thread)?.root ?? options.thread);
      return say(room, session, placeOf(where), words, root, options.mention);
    },
    edit: async (where, id, words) => edit(room, session, placeOf(where), spotOf(where, id).message, words),
    remove: async (where, id) => takeBack(room, session, placeOf(where), spotOf(where, id).message),
    putBack: async (where, id) => putBack(room, session, placeOf(where), id),
    react: async (where, id, reaction) => react(room, session, placeOf(where), spotOf(where, id).message, reaction),
    messages: (where) => seenIn(room, session, placeOf(where)),
    async view(where, id, manual) {
      await look(room, session, spotOf(where, id), manual);
      return seen(room, session, spotOf(where, id).message);
    },
    async open(where) {
      const place = placeOf(where);
      await Promise.all(room.world.in(place).map((message) => look(room, session, { place, message })));
      return seenIn(room, session, place);
    },
    findCard(where, containedText) {
      const found = seenIn(room, session, placeOf(where)).findLast((one) => wordsOf(one).includes(containedText));
      return found && { id: found.id, text: wordsOf(found), labels: labelsOf(found) };
    },
    async press(where, id, target, filled) {
      if (id !== '') return heard(press(room, session, spotOf(where, id), target, filled));
      await heard(submitDialog(room, session, target));
      return { kind: 'shown' };
    },
    dialog: () => session.dialog,
    form: () =>
      session.dialog && {
        title: session.dialog.title,
        labels: session.dialog.card ? formLabels(session.dialog.card) : [],
      },
    fill: (values) => fillDialog(session, values),
    submit: (target) => heard(submitDialog(room, session, target)),
    closeDialog() {
      session.dialog = undefined;
      room.changed();
    },
    search: (where, id, words, parameter = 'query') =>
      search(room, session, { place: placeOf(where) }, id, words, parameter),
    openCommand: (where, id, messageId) =>
      heard(
        openCommand(
          room,
          session,
          { place: placeOf(where) },
          id,
          messageId === undefined ? undefined : spotOf(where, messageId).message,
        ),
      ),
    share(where, attachment) {
      const { id } = room.world.add(placeOf(where), session.user.person.id, { attachments: [attachment] });
      room.changed();
      return id;
    },
    async resend(options) {
      if (!session.last) throw new Error('nothing was sent yet');
      const { authorization } = options?.freshToken ? await room.link.pack(session.last.activity) : session.last;
      return room.link.send({ ...session.last, authorization });
    },
  };
}

function formLabels(card: Json): string[] {
  return [...inputs([card]).map(inputLabel), ...[...actions(card)].map(({ action }) => text(action.title))].filter(
    Boolean,
  );
}
