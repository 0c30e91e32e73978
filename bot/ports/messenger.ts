/** What an adapter does for one platform. */
import type { View } from '../view.ts';
import type { MessageRef } from './delivery.ts';
import type { ChannelRef, Identity, Platform } from './directory.ts';

/** Where a message goes: a channel, under a message in it, or to one person alone. */
export type Place = InChannel | { person: Identity };

export interface InChannel {
  channel: ChannelRef;
  under?: MessageRef | undefined;
}

/** What calls draw on together, and how many of them a platform takes. */
export interface Lane {
  key: string;
  limits: { requests: number; perMs: number }[];
}

/** Sends for one platform. Throws `NotDelivered` when it did not go through. */
export interface Messenger {
  platform: Platform;
  /** The lanes that changing a message in a channel draws on, or posting to a place. A Retry-After is about the first. */
  lanes(to: { card: ChannelRef } | Place): Lane[];
  /** Posts; `key` rides along so that it can be found again. Returns the message reference to keep. */
  postCard(channel: ChannelRef, view: View, key: string): Promise<MessageRef>;
  post(place: Place, view: View, key: string): Promise<MessageRef>;
  /** Posts where others see it, so that the person is alerted. Absent: everybody can be written to alone. */
  call?(place: InChannel, who: { account: Identity; name: string }, view: View, key: string): Promise<MessageRef>;
  /**
   * Looks for what was posted with this key, so that a crash between post and record does not double it. null: it is not there, or the place
   * can't be searched; what turns up there is told with `Bot.sighted`.
   */
  find?(what: 'card' | 'notice', place: Place, key: string): Promise<MessageRef | null>;
  /** The card of ours that begins this thread (a `messageKey`) in the channel. 'others': somebody else began it. 'unknown': that can't be told now. */
  cardAt?(
    channel: ChannelRef,
    messageKey: string,
  ): Promise<{ key: string; message: MessageRef } | 'others' | 'unknown'>;
  updateCard(message: MessageRef, view: View): Promise<void>;
  /** Of what `post` sent. */
  updateNotice(message: MessageRef, view: View): Promise<void>;
  /** A key for the message reference, the same as the one in `Said.message` of an incoming reply. */
  messageKey(message: MessageRef): string;
  /** The account of a person who has not been seen here yet, by e-mail, among those who can see the channel; null: none. */
  accountOf(channel: ChannelRef, email: string): Promise<Identity | null>;
  /** Whether the bot may write in this team, which may have put it out; absent: in all that it knows of. */
  serves?(team: string): Promise<boolean>;
}

export type DeliveryFault =
  /** Try again, not before `retryAfterMs`. `unsure`: no answer came, it may have gone through. */
  | { kind: 'later'; retryAfterMs: number | null; unsure?: boolean }
  /** The message to update is gone. */
  | { kind: 'message-gone' }
  /** The channel is gone or the bot is not in it. */
  | { kind: 'channel-gone' }
  /** It can't be sent as it is; trying again won't help. */
  | { kind: 'rejected' };

export class NotDelivered extends Error {
  readonly fault: DeliveryFault;
  constructor(fault: DeliveryFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
