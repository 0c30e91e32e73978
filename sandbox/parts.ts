import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, SandboxChannel, SandboxOptions, SandboxPerson } from './types.ts';

/** What the server hands to a platform part (Slack, Teams). */
export interface PartDeps {
  options: SandboxOptions;
  /** Those with an account on this platform. */
  people: SandboxPerson[];
  /** This platform's channels. */
  channels: SandboxChannel[];
  /** Address of the server without a trailing slash, e.g. http://127.0.0.1:4100; known once it listens, so ask when needed. */
  baseUrl(): string;
  /** Real time in milliseconds. */
  now(): number;
  /** The bot's clock as last seen, ISO 8601, for showing when a message came; undefined when there is none. */
  clock?(): string | undefined;
  /** Tells the server that something visible (or worth keeping) changed: it saves and wakes the page. Cheap; call it freely. */
  changed(): void;
}

/** A stand-in platform. `handle` is given every request under its mount point (/slack, /teams), with the full URL. */
export interface Part {
  /** Answers the request; false when the path is unknown to the part (the server then says 404). Injects its own faults. */
  handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<boolean>;
  /** Takes over a web socket; false when the path is unknown. */
  upgrade?(req: IncomingMessage, socket: import('node:stream').Duplex, head: Buffer, url: URL): boolean;
  /** A person's hands. Throws for an unknown person or one without an account here. */
  as(personId: string): Hands;
  fault(fault: Fault): void;
  clearFaults(): void;
  /** What the page shows for this person: JSON. Its shape is between the part and its pane. */
  view(personId: string): unknown;
  /** What the page asks for on this person's behalf (press, fill, type …): JSON in, JSON out. Its shape is between the part and its pane. */
  act(personId: string, action: unknown): Promise<unknown>;
  /** The part's world as JSON, and back. `restore` is called once, before the first request. */
  snapshot(): unknown;
  restore(data: unknown): void;
  close(): Promise<void>;
}

/** What `play.ts` needs of a person on either platform; the parts' own `as()` may give more. */
export interface Hands {
  /** Types in a channel or 'dm'; in the thread of message `thread` when given. A text starting with / is a command where the platform has those. */
  say(where: string, text: string, thread?: string): Promise<unknown>;
  /** Newest message whose visible text (button labels included) contains the text, as this person sees it. */
  findCard(where: string, containedText: string): { id: string; text: string; labels: string[] } | undefined;
  /**
   * Presses what is labelled so on the message: a button, a menu item, a choice or a message shortcut. With '' for the card:
   * a button in the open form, else a shortcut of the app. Throws with what the person would be told.
   */
  press(where: string, cardId: string, label: string): Promise<unknown>;
  /** The open form's title and labels (fields and buttons), if any. */
  form(): { title: string; labels: string[] } | undefined;
  /** Fills by label, a prefix will do; choices by visible text. Throws when a label or choice is not there. */
  fill(values: Record<string, string | string[]>): unknown;
  /** Submits the open form. */
  submit(): Promise<FormOutcome>;
}

/** `errors` by visible label; `closed: false` without errors: another page of the form is showing. */
export type FormOutcome = { closed: boolean; errors?: Record<string, string> };
