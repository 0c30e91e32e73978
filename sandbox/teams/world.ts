import { isJson, type Json, list, text } from './card-json.ts';
import type { Place } from './directory.ts';

export const CARD = 'application/vnd.microsoft.card.adaptive';

export interface Message {
  /** Milliseconds since 1970 as text, as in Teams; grows. */
  id: string;
  /** Conversation id without thread. */
  place: string;
  /** When it is shown to have come, ISO 8601: the bot's clock where there is one. */
  at: string;
  /** First message of the thread, for a reply in a channel. */
  root?: string;
  /** 'bot' or SandboxPerson.id */
  from: string;
  text: string;
  attachments: Json[];
  /** Counts the bot's updates; an update drops everybody's own view. */
  version: number;
  edited?: true;
  /** A person's own card instead of the shared one, by person id. */
  views: Record<string, Json>;
}

/** The plain data that is kept over a restart. */
export interface WorldData {
  messages: Message[];
  lastId: number;
  /** 'team', person id or a chat's id: where the bot is taken out. */
  removed: string[];
  /** Channels that are deleted, by id. */
  deleted?: string[];
  /** Who has left the team, by person id. */
  left?: string[];
  /** Where the bot has been told that it is installed. */
  announced: string[];
}

export type World = ReturnType<typeof createWorld>;

export function createWorld(now: () => number, clock: () => string | undefined = () => undefined) {
  let data: WorldData = { messages: [], lastId: 0, removed: [], announced: [] };
  const removed: Message[] = [];

  function nextId(): string {
    data.lastId = Math.max(data.lastId + 1, now());
    return String(data.lastId);
  }

  return {
    nextId,
    add(place: Place, from: string, content: { text?: string; attachments?: Json[] }, root?: string): Message {
      const message: Message = {
        id: nextId(),
        place: place.id,
        at: clock() ?? new Date(now()).toISOString(),
        from,
        text: content.text ?? '',
        attachments: content.attachments ?? [],
        version: 1,
        views: {},
        ...(root === undefined ? {} : { root }),
      };
      data.messages.push(message);
      return message;
    },
    find(place: Place, id: string): Message | undefined {
      return data.messages.findLast((message) => message.id === id && message.place === place.id);
    },
    /** The bot's update: the new content is everybody's, own views go. */
    replace(message: Message, content: { text: string; attachments: Json[] }): void {
      Object.assign(message, content, { version: message.version + 1, edited: true, views: {} });
    },
    remove(message: Message): void {
      data.messages.splice(data.messages.indexOf(message), 1);
      removed.push(message);
    },
    /** Where it was; undefined: nothing was taken away there since the start. */
    restore(place: Place, id: string): Message | undefined {
      const found = removed.findLast((message) => message.id === id && message.place === place.id);
      if (!found) return undefined;
      removed.splice(removed.indexOf(found), 1);
      const later = data.messages.findIndex((message) => Number(message.id) > Number(id));
      data.messages.splice(later < 0 ? data.messages.length : later, 0, found);
      return found;
    },
    in(place: Place): Message[] {
      return data.messages.filter((message) => message.place === place.id);
    },
    isDeleted: (place: string) => data.deleted?.includes(place) ?? false,
    setDeleted(place: string, deleted: boolean): void {
      const others = (data.deleted ?? []).filter((one) => one !== place);
      data.deleted = deleted ? [...others, place] : others;
    },
    isInTeam: (personId: string) => !data.left?.includes(personId),
    setInTeam(personId: string, there: boolean): void {
      const others = (data.left ?? []).filter((one) => one !== personId);
      data.left = there ? others : [...others, personId];
    },
    hasBot: (scope: string) => !data.removed.includes(scope),
    setBot(scope: string, present: boolean): void {
      data.removed = data.removed.filter((one) => one !== scope);
      if (!present) data.removed.push(scope);
    },
    /** True the first time. */
    announce(scope: string): boolean {
      if (data.announced.includes(scope)) return false;
      data.announced.push(scope);
      return true;
    },
    save: () => structuredClone(data),
    load(saved: WorldData): void {
      data = structuredClone(saved);
    },
  };
}

/** 'team', a chat's id or the person's: what the bot is installed in for this place. */
export function scopeOf(place: Place): string {
  return place.user?.person.id ?? (place.kind === 'chat' ? place.id : 'team');
}

export function cardsOf(attachments: Json[]): Json[] {
  return attachments.filter((one) => one.contentType === CARD).map((one) => (isJson(one.content) ? one.content : {}));
}

/** Text and attachments of an activity from the bot. */
export function contentOf(activity: Json): { text: string; attachments: Json[] } {
  return { text: text(activity.text), attachments: list(activity.attachments) };
}
