import { baseActivity, invokeActivity, type Teller } from './activities.ts';
import type { BotLink, Parcel } from './bot-link.ts';
import { isJson, type Json } from './card-json.ts';
import type { Place, User } from './directory.ts';
import type { Values } from './inputs.ts';
import type { World } from './world.ts';

/** What Teams says when a bot doesn't answer, or answers wrongly. */
const WRONG = 'Noe gikk galt. Prøv igjen.';

export interface Room {
  teller: Teller;
  world: World;
  link: BotLink;
  /** The bot hears channel messages without a mention (resource-specific consent). */
  rsc: boolean;
  /** Why a person saw "something went wrong", in words; the newest last. */
  problems: string[];
  changed(): void;
}

/** A dialog (task module) in front of a person. */
export interface Dialog {
  title: string;
  /** Absent when the bot only says something. */
  card?: Json;
  message?: string;
  values: Values;
  errors: Record<string, string>;
  /** Where it was opened, and what its answers are sent as. */
  from: { place: Place; root?: string; messageId?: string; submit: string; extra: Json };
}

/** What one person has open; forgotten at a restart, as in a browser. */
export interface Session {
  user: User;
  dialog?: Dialog | undefined;
  /** What the bot said in passing to what they did last. */
  told?: string | undefined;
  /** The last thing sent to the bot. */
  last?: Parcel;
  /** Visibility the person toggled, by message id. */
  toggled: Map<string, Record<string, boolean>>;
  /** Message versions that were refreshed automatically, by message id. */
  looked: Map<string, number>;
}

export interface Spot {
  place: Place;
  root?: string | undefined;
  messageId?: string | undefined;
}

/** Posts an invoke and gives its answer's body; throws what the person is told when the bot fails. */
export async function ask(room: Room, session: Session, spot: Spot, name: string, value: Json): Promise<unknown> {
  const base = baseActivity(room.teller, session.user, spot.place, spot.root);
  const parcel = await room.link.pack(invokeActivity(base, name, value, spot.messageId));
  session.last = parcel;
  const { status, body } = await room.link.send(parcel);
  if (status !== 200) throw wrong(room, `${name}: the bot answered ${status === 0 ? 'nothing in time' : status}`);
  return body;
}

/** Notes the reason for those who test, and gives what the person is told. */
export function wrong(room: Room, reason: string): Error {
  room.problems.push(reason);
  return new Error(WRONG, { cause: reason });
}

/** An answer that has to be an object. */
export function object(room: Room, body: unknown, what: string): Json {
  if (isJson(body)) return body;
  throw wrong(room, `${what}: the answer is not an object`);
}
