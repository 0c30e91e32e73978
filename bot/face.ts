/** What an adapter says to the bot and hears back. An adapter only translates: no rule and no sentence of its own. */
import type { IdeaKind } from './domain/index.ts';
import type { ClosedAccount, Found, Moved, Shared, Where } from './places.ts';
import type { ChannelRef, MessageRef, Platform } from './ports.ts';
import type { Act, Form, Paper, Values, View } from './view.ts';

/** Who did it: a platform account. `profile` is asked only when the account is not known yet; null: can't be found. */
export interface Account {
  platform: Platform;
  team: string;
  user: string;
  profile(): Promise<{ email: string; locale?: string | undefined } | null>;
  /** How to reach this person alone, the adapter's own; kept with the identity. */
  ref?: Record<string, unknown> | undefined;
}

export interface FromOutside {
  account: Account;
  /** The payload's own id: the same one when the platform repeats it. */
  requestId: string;
  /** Aborted when the person has been told that it was not taken, or the platform has: nothing is written for them from then on. */
  signal?: AbortSignal | undefined;
}

/** Where something was said. */
export interface SaidIn {
  /** Of the first message of its thread, as the messenger makes it for a card's message; the message's own where there is no thread. */
  messageKey: string;
  /** The message's own name, the same for whoever points at it; unique on the platform. */
  message: string;
  /** null: in a chat with the bot alone. */
  channel: ChannelRef | null;
}

export interface ChannelNow {
  /** People of other organisations read along, or are about to. */
  isShared: boolean;
  /** The bot is in it, and can write there. */
  hasBot: boolean;
}

export type Input = FromOutside &
  /** `again`: of a form that is shown again with what stands in it, so that nothing kept from before is put there. */
  (
    | { kind: 'press'; act: Act; again?: boolean | undefined }
    | { kind: 'submit'; act: Act; values: Values }
    /**
     * The words after /samrad, or said to the bot. `channel` is where; null in a chat with the bot alone. `channelNow` is asked where it
     * matters; absent: the bot is in it, and nobody of other organisations.
     */
    | {
        kind: 'command';
        words: string;
        channel: ChannelRef | null;
        said?: SaidIn | undefined;
        channelNow?: (() => Promise<ChannelNow>) | undefined;
      }
    /** A reply under a card, `said.messageKey`. `edited`: it was there before, and reads so now. `toBot`: it calls the bot, and may be a command. */
    | { kind: 'comment'; said: SaidIn; text: string; edited?: boolean | undefined; toBot?: boolean | undefined }
    /** A reply under a card is gone. The account is who took it away; where that is not told, who wrote it. */
    | { kind: 'comment-gone'; said: SaidIn }
    /** Somebody put the bot into a channel, or into all of a team's. */
    | ({ kind: 'added' } & Found)
    /**
     * Somebody wants to ask, from anywhere (`message` absent) or about a message: its words (empty: the bot's own, or none that can be
     * read) and its address. `channel` is where they are, as for a command.
     */
    | { kind: 'ask'; channel: ChannelRef | null; message?: { text: string; link: string | null } | undefined }
    /** Words to look up while writing to others. */
    | { kind: 'search'; words: string }
    /** An address that somebody wrote in a channel, which may be one of a question. */
    | { kind: 'unfurl'; link: string; channel: ChannelRef }
    /** A form was closed unsent, with this in it. */
    | { kind: 'leave'; act: Act; values: Values }
    /** Somebody's message, picked as a time thief or a proposal for improvement; empty text: the bot's own, or none that can be read. */
    | { kind: 'catch'; idea: IdeaKind; said: SaidIn; text: string }
    /** The voter's own view of a card, or the list of what waits for them, as it stands now (Teams refresh). */
    | { kind: 'look'; act: Act }
    /** What the person finds in their own room with the bot (Slack's home tab): what waits for them, their groups, their settings. */
    | { kind: 'home' }
  );

/** Something that was found: as it stands in a list, and as a card that can be shown to others, without buttons. */
export interface Hit {
  title: string;
  text: string;
  view: View;
}

/** What to show the person, alone. */
export type Reply =
  /** Open this form. */
  | { kind: 'form'; form: Form }
  /**
   * Done or answered, or not done: a sentence, which for a refusal says what to do instead. `view` is the answer itself where there
   * is more to show. `own` is what to put in the place of what was pressed, for a platform that can: the card as this person alone
   * sees it, or the list that the button stood in, anew. Made when asked for. `hits`: what a search found, best first. `paper`: the
   * answer to be printed, for a platform that can send a person a file; `view` is for the others.
   */
  | {
      kind: 'done' | 'refused';
      text: string;
      view?: View | undefined;
      own?: (() => View | Promise<View>) | undefined;
      hits?: Hit[] | undefined;
      paper?: Paper | undefined;
    }
  /** The form's fields are at fault: a sentence at each, by field name. The form stays open. */
  | { kind: 'invalid'; errors: Record<string, string> }
  /** Nothing to say (a comment was kept). */
  | { kind: 'quiet' };

/** What becomes of places and accounts, told by a platform; nobody waits for an answer. */
export type News =
  /** The bot is put out of these channels, or they are closed. */
  | ({ kind: 'place-lost' } & Where)
  /** The bot is in these channels, again perhaps. */
  | ({ kind: 'place-found' } & Found)
  /** A channel has another id from now on. */
  | ({ kind: 'place-moved' } & Moved)
  /** People of another organisation read in these channels from now on, or none do any more. */
  | ({ kind: 'place-shared' } & Shared)
  /** A message of ours is taken away; `messageKey` as the messenger makes it. */
  | { kind: 'message-gone'; platform: Platform; messageKey: string }
  /** Somebody has a chat with the bot from now on, and can be written to there. */
  | { kind: 'account-met'; account: Account }
  | ({ kind: 'account-closed' } & ClosedAccount);

/** Never throws for what people do; throws for faults (database away), which the adapter answers with `faultText`. */
export interface Bot {
  act(input: Input): Promise<Reply>;
  /** Throws when it could not be stored: it is to be told again. The same again is nothing. */
  learn(news: News): Promise<void>;
  /**
   * A message of ours has turned up, with the key that it was posted with; for platforms that can't be searched. false: the same was posted
   * a second time after a crash, and this one is to be taken away.
   */
  sighted(platform: Platform, what: 'card' | 'notice', key: string, message: MessageRef): Promise<boolean>;
  /** "Ikke lagret. Prøv igjen." in the account's language as far as it is known. */
  faultText(locale: string | undefined): string;
}
