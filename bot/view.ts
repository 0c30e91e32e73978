/** What people see, free of platforms: plain data that each adapter renders in one exhaustive switch. All text is already in the reader's language. */

import type { Language } from './collaboration.ts';

export type Node =
  /** One paragraph. `heading` is the card's title, `subtle` the small print, `strong` the line that must be read. */
  | { type: 'text'; text: string; style?: 'heading' | 'subtle' | 'strong' | undefined }
  /** What a person wrote, verbatim; never read as markup. `by` is a name, `note` e.g. "Innvending nr. 1 · gjennomførbarhet". */
  | { type: 'quote'; text: string; by?: string | undefined; note?: string | undefined }
  | { type: 'facts'; items: { label: string; value: string }[] }
  /** A picture of shares: answered of electorate per block, drawn with words beside it. */
  | { type: 'bars'; items: { label: string; value: number; of: number; text: string }[] }
  | { type: 'divider' }
  | { type: 'actions'; items: Action[] };

/**
 * `select`: one of several that holds now, `chosen` by its place; another is taken by choosing it. `menu`: the rarer acts behind ⋯. Labels say what they are for screen
 * readers.
 */
export type Action =
  | { type: 'button'; label: string; act: Act; style?: 'primary' | 'danger' | undefined; opensForm: boolean }
  | { type: 'menu'; label: string; items: { label: string; act: Act; opensForm: boolean }[] }
  | { type: 'select'; label: string; options: { label: string; act: Act }[]; chosen: number };

/** What a button or a form stands for. It travels through the platform as JSON and comes back with the tap; at most 300 characters. */
export interface Act {
  /** E.g. support, objection, amend, ask. See acts.ts. */
  do: string;
  question?: string | undefined;
  /** Level and round shown on the card. */
  level?: number | undefined;
  round?: number | undefined;
  /** What the act needs besides, e.g. an objection number or a group. */
  arg?: string | undefined;
  /** The list that the button stands in: it is shown anew in its place. 'mine': all that waits for the person. */
  within?: 'mine' | undefined;
}

/** A card or a message. `summary` is the plain sentence for notifications and screen readers. */
export interface View {
  summary: string;
  nodes: Node[];
  /**
   * How to reach those for whom it is to be asked for anew when they look at it, the adapter's own references: whom the channel is
   * for, of a card first those who have answered it. Absent: whoever looks.
   */
  viewers?: Record<string, unknown>[] | undefined;
}

/** What is to be printed: a title, and parts with a heading each. Whole where a card is cut, and without buttons. */
export interface Paper {
  language: Language;
  /** The file's name, without what tells its kind. */
  name: string;
  title: string;
  /** Below the title: what it covers, and when it was written. */
  about: string[];
  parts: { heading: string; nodes: Node[] }[];
  /** Beside the file; where it was asked for; when it can't be sent, for want of a right or otherwise. */
  says: { with: string; sent: string; lacksRight(right: string): string; notSent: string };
}

export type Field =
  | {
      type: 'text' | 'long-text';
      name: string;
      label: string;
      hint?: string | undefined;
      required: boolean;
      /** What to say at a required field that is left empty; formFor puts it there. */
      whenEmpty?: string | undefined;
      maxLength: number;
      initial?: string | undefined;
    }
  | {
      type: 'choice' | 'choices';
      name: string;
      label: string;
      hint?: string | undefined;
      required: boolean;
      whenEmpty?: string | undefined;
      options: { value: string; label: string }[];
      initial?: string[] | undefined;
    }
  /** YYYY-MM-DD. */
  | {
      type: 'date';
      name: string;
      label: string;
      hint?: string | undefined;
      required: boolean;
      whenEmpty?: string | undefined;
      initial?: string | undefined;
    };

/** One form: a modal in Slack, a dialog in Teams. Titles and button labels are at most 24 characters (Slack's limit). */
export interface Form {
  act: Act;
  title: string;
  /** null: nothing to send, only to read. */
  submit: string | null;
  cancel: string;
  intro: Node[];
  fields: Field[];
}

/** What came out of a form, by field name. `choices` gives a list. */
export type Values = Record<string, string | string[]>;
