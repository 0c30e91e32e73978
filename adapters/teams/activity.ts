import { z } from 'zod';

/** Of dots alone it would lead elsewhere: ids stand in the connector's paths. */
const id = z.string().regex(/[^.]/);

const named = z.looseObject({ id: z.string().nullish() }).nullish();

const Person = z.looseObject({
  id,
  name: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  role: z.string().nullish(),
});

/**
 * What the adapter uses of an activity; the rest rides along for the SDK. `channelId` must be Teams: for another channel
 * the SDK would believe other issuers (Azure App Service extension, emulator).
 */
export const Activity = z.looseObject({
  type: z.string().min(1),
  id,
  channelId: z.literal('msteams'),
  serviceUrl: z.string().regex(/^https?:\/\/\S+$/),
  from: Person,
  recipient: Person,
  conversation: z.looseObject({
    id,
    tenantId: z.string().nullish(),
    conversationType: z.string().nullish(),
  }),
  name: z.string().nullish(),
  /** The message that a tap was on. */
  replyToId: z.string().nullish(),
  text: z.string().nullish(),
  locale: z.string().nullish(),
  value: z.unknown().optional(),
  entities: z
    .array(
      z.looseObject({
        type: z.string().nullish(),
        text: z.string().nullish(),
        mentioned: z.looseObject({ id: z.string().nullish(), name: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string().nullish() })).nullish(),
  timestamp: z.string().nullish(),
  channelData: z
    .looseObject({
      eventType: z.string().nullish(),
      tenant: named,
      team: named,
      channel: named,
    })
    .nullish(),
  /** Of a conversationUpdate, and of an installationUpdate. */
  membersRemoved: z.array(z.looseObject({ id: z.string().nullish() })).nullish(),
  action: z.string().nullish(),
});
export type Activity = z.infer<typeof Activity>;

/** The tenant the activity says it is from; undefined when it says none, or two different ones. */
export function tenantOf(activity: Activity): string | undefined {
  const named = [activity.channelData?.tenant?.id, activity.conversation.tenantId].filter((id) => id != null);
  return new Set(named).size === 1 ? named[0] : undefined;
}

/** The team that the activity is about, by its General channel's id; undefined outside of teams. */
export function teamOf({ channelData }: Activity): string | undefined {
  return channelData?.team?.id ?? undefined;
}

/** Channel or chat without the thread. */
export function baseConversation(id: string): string {
  return id.split(';')[0] ?? id;
}

/** Id of the thread's first message; undefined outside channels. */
export function rootOf(conversationId: string): string | undefined {
  return /;messageid=([^;]+)/.exec(conversationId)?.[1];
}

export function isPersonal(activity: Activity): boolean {
  return activity.conversation.conversationType === 'personal';
}

/** The same when Teams delivers the activity again. A change of a message has the message's id: it is told by when it was made. */
export function requestIdOf(activity: Activity): string {
  const { type, conversation, id, timestamp, channelData } = activity;
  const isChange = type === 'messageUpdate' || type === 'messageDelete';
  const change = isChange ? `:${channelData?.eventType ?? type}:${timestamp ?? ''}` : '';
  return `teams:${tenantOf(activity) ?? ''}:${conversation.id}:${id}${change}`;
}

export function mentionsBot(activity: Activity): boolean {
  return mentions(activity).some(({ mentioned }) => mentioned?.id === activity.recipient.id);
}

/** Where a card was put into a message. */
const PLACE_OF_CARD =
  /<span[^>]*itemtype="http:\/\/schema\.skype\.com\/InputExtension"[^>]*>\s*<span[^>]*>\s*<\/span>\s*<\/span>/g;

/** Something was sent that is not words: a card, found by a search, that was put into the message. */
export function hasCard({ attachments }: Activity): boolean {
  return (attachments ?? []).some(({ contentType }) => contentType?.startsWith('application/vnd.microsoft.card.'));
}

/** The text as the person reads it: the bot's mention gone, other mentions as the name. */
export function wordsOf(activity: Activity): string {
  let words = (activity.text ?? '').replace(PLACE_OF_CARD, ' ');
  for (const { text, mentioned } of mentions(activity)) {
    if (!text) continue;
    const name = mentioned?.id === activity.recipient.id ? ' ' : (mentioned?.name ?? '');
    // As it is: `$&` in a name would put the mention back, twice for each time it is mentioned.
    words = words.replaceAll(text, () => name);
  }
  return words.replaceAll('&nbsp;', ' ').replaceAll('\u00a0', ' ').trim();
}

function mentions(activity: Activity) {
  return (activity.entities ?? []).filter((entity) => entity.type === 'mention');
}
