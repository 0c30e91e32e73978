/** What an adapter does for one platform. */
import type { View } from '../view.ts';
import type { ChannelRef, Identity, Platform } from './directory.ts';

/** Sends for one platform. Throws `NotDelivered` when it did not go through. */
export interface Messenger {
  platform: Platform;
  /** Posts a card; `key` rides along so that it can be found again. Returns the message reference to keep. */
  postCard(channel: ChannelRef, view: View, key: string): Promise<Record<string, unknown>>;
  /** Looks for a card that was posted with this key, so that a crash between post and record does not double it. */
  findCard?(channel: ChannelRef, key: string): Promise<Record<string, unknown> | null>;
  updateCard(message: Record<string, unknown>, view: View): Promise<void>;
  /** A key for the message reference, the same as the one in `Said.message` of an incoming reply. */
  messageKey(message: Record<string, unknown>): string;
  /** A message in the channel, or under the card when `under` is given. */
  post(channel: ChannelRef, view: View, key: string, under?: Record<string, unknown>): Promise<void>;
  /** The account of a person who has not been seen here yet, by e-mail, among those who can see the channel; null: none. */
  accountOf(channel: ChannelRef, email: string): Promise<Identity | null>;
  /** A direct message to a person's account. */
  direct(to: Identity, view: View, key: string): Promise<void>;
}

export type DeliveryFault =
  /** Try again, not before `retryAfterMs`. */
  | { kind: 'later'; retryAfterMs: number | null }
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
