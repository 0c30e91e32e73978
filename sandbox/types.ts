/** What the sandbox's parts share. The sandbox knows Slack's and the Bot Framework's public protocols and nothing else. */

/** A made-up person. `id` is ours; each platform derives its own user id from it. */
export interface SandboxPerson {
  id: string;
  name: string;
  email: string;
  /** Which platforms the person has an account on. */
  on: ('slack' | 'teams')[];
  /** BCP 47, e.g. nb-NO. */
  locale: string;
  /** Id of the workspace of another organisation that they are from: in Slack they are in the channels alone that are shared with it. */
  slackTeam?: string;
}

export interface SandboxChannel {
  /** Visible name without #, unique within a platform. */
  name: string;
  platform: 'slack' | 'teams';
  /** A group chat outside of the team; Teams only. */
  kind?: 'chat';
}

export interface SandboxSlackOptions {
  signingSecret: string;
  botToken: string;
  /** Needed for Socket Mode. */
  appToken?: string;
  teamName: string;
  /** The organisation (Enterprise Grid) that the app is installed for all of; absent: in this workspace alone. */
  enterprise?: { id: string; name: string };
  /** With its slash, e.g. /samrad. */
  commandName: string;
  /** What the person sees as the bot's name; absent: the command's name. */
  botName?: string;
  /** Shortcuts of the app, as its manifest would list them. */
  shortcuts?: { name: string; callbackId: string; type: 'global' | 'message' }[];
  /** Hosts whose addresses the app is told of, as its manifest would list them. */
  unfurlDomains?: string[];
  /** How long the bot has to answer; absent: Slack's 3000 ms. */
  ackMs?: number;
  /** Waits before the three redeliveries of an event; absent: 100 ms, 1 s and 5 s (Slack itself waits up to 5 minutes). */
  retryDelaysMs?: number[];
  /** Refuse with 429 above Slack's own rates: chat.update 50 a minute, chat.postMessage 1 a second per channel (bursts of 5). */
  rateLimits?: boolean;
}

export interface SandboxOptions {
  /** Port for the page and both platforms; 0 picks a free one. Listens on 127.0.0.1 only. */
  port: number;
  people: SandboxPerson[];
  channels: SandboxChannel[];
  slack: SandboxSlackOptions;
  teams: { appId: string; appPassword: string; tenantId: string; teamName: string };
  /** JSON file the world is kept in, so that a restart goes on where it was. Absent: memory only. */
  file?: string;
  /** Where the clock of the bot under trial can be read and moved (`GET` -> {now}, `POST` {to} or {next:true} -> {now}); absent: no clock on the page. */
  clockUrl?: string;
  /** Steps that can be played from the page, see play.ts. */
  play?: PlayStep[];
  /** How long a step waits for its card, button or form to show; absent: 15 s. */
  patienceMs?: number;
}

/** How a platform shall misbehave, for the next `times` requests (or `share` of all, 0–1, until cleared). */
export interface Fault {
  kind: 'status' | 'delay' | 'drop' | 'lost-reply';
  /** HTTP status for kind `status`, e.g. 429 or 503. */
  status?: number;
  /** Slack's error code in the answer's body, with HTTP 200 unless `status` says otherwise. Teams has its own by status. */
  error?: string;
  /** Seconds for the Retry-After header with 429; absent: no header. */
  retryAfter?: number;
  /** Milliseconds for kind `delay`. */
  ms?: number;
  times?: number;
  share?: number;
  /** Only requests whose name contains this. Slack: method, channel (or users) and ts, e.g. `chat.update C012 1700000000.000100`. Teams: method and path. */
  match?: string;
}

/** One thing a person does as a user would: everything is found by what is visible. */
export interface PlayStep {
  /** When, on the bot's clock, ISO 8601. */
  at: string;
  /** SandboxPerson.id */
  who: string;
  platform: 'slack' | 'teams';
  /** Channel name, or 'dm' for the chat with the bot. */
  where: string;
  /** A command or message to type instead of pressing a button. */
  say?: string;
  /** The card is the newest message in `where` whose rendered text contains this. */
  card?: string;
  /** Visible label of the button (or overflow/menu item) to press on the card. */
  press?: string;
  /** Fields to fill in the form that then opens, by visible label (a prefix will do); choices by visible text. */
  fill?: Record<string, string | string[]>;
}
