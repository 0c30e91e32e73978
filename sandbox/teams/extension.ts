import { cardProblems } from './card-check.ts';
import { isJson, type Json, list, text } from './card-json.ts';
import { type DialogOutcome, openDialog } from './dialog.ts';
import type { Place } from './directory.ts';
import { ask, type Room, type Session, type Spot, wrong } from './session.ts';
import type { Message } from './world.ts';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const PREVIEWS = ['thumbnail', 'hero'].map((kind) => `application/vnd.microsoft.card.${kind}`);

/** A hit of a search command. */
export interface Hit {
  title: string;
  text: string;
  /** What goes into the compose box when it is picked. */
  attachment: Json;
}

/** What a search shows: hits, or what the bot says in their place. */
export interface Searched {
  hits: Hit[];
  message?: string;
}

/** A search command of the message extension (`composeExtension/query`). */
export async function search(
  room: Room,
  session: Session,
  spot: Spot,
  commandId: string,
  words: string,
  parameter: string,
): Promise<Searched> {
  const parameters = words === '' ? [{ name: 'initialRun', value: 'true' }] : [{ name: parameter, value: words }];
  const value = { commandId, parameters, queryOptions: { skip: 0, count: 25 } };
  const body = await ask(room, session, spot, 'composeExtension/query', value);
  const extension = isJson(body) && isJson(body.composeExtension) ? body.composeExtension : undefined;
  if (extension?.type === 'message') return { hits: [], message: text(extension.text) };
  if (extension?.type !== 'result') throw wrong(room, 'composeExtension/query: the answer is no result');
  return { hits: list(extension.attachments).map((attachment) => hitOf(room, attachment)) };
}

/** Shown by its preview, a card of the kinds that Teams takes for that; what is inserted must be a card it can show. */
function hitOf(room: Room, attachment: Json): Hit {
  const problems = attachment.contentType === ADAPTIVE ? cardProblems(attachment.content) : [];
  if (problems.length > 0) throw wrong(room, `composeExtension/query: ${problems.join('; ')}`);
  const preview = isJson(attachment.preview) ? attachment.preview : attachment;
  if (!PREVIEWS.includes(text(preview.contentType)))
    throw wrong(room, `composeExtension/query: ${text(preview.contentType) || 'nothing'} is no preview`);
  const content = isJson(preview.content) ? preview.content : {};
  return { title: text(content.title), text: text(content.text), attachment };
}

/** An action command, from the compose box or from a message (`composeExtension/fetchTask`). */
export async function openCommand(
  room: Room,
  session: Session,
  spot: Spot,
  commandId: string,
  message?: Message,
): Promise<DialogOutcome> {
  const context = message
    ? { commandContext: 'message', messagePayload: payload(room, message, spot.place) }
    : { commandContext: 'compose' };
  const extra = { commandId, ...context };
  const value = { ...extra, context: { theme: 'default' } };
  const full = { ...spot, ...(message?.root === undefined ? {} : { root: message.root }) };
  const { title: _, ...outcome } = await openDialog(
    room,
    session,
    full,
    'composeExtension/fetchTask',
    value,
    'composeExtension/submitAction',
    extra,
  );
  return outcome;
}

function payload(room: Room, message: Message, place: Place): Json {
  const { directory } = room.teller;
  const user = directory.users.find((one) => one.person.id === message.from);
  const from = user
    ? { user: { userIdentityType: 'aadUser', id: user.aadObjectId, displayName: user.person.name } }
    : {
        application: { applicationIdentityType: 'bot', id: directory.bot.id.slice(3), displayName: directory.bot.name },
      };
  return {
    id: message.id,
    replyToId: message.root ?? null,
    linkToMessage: linkTo(room, message, place),
    createdDateTime: new Date(Number(message.id)).toISOString(),
    deleted: false,
    importance: 'normal',
    locale: 'nb-no',
    body: { contentType: 'html', content: `<div>${escapeHtml(message.text)}</div>` },
    from,
    attachments: [],
    mentions: [],
    reactions: [],
  };
}

/** The deep link that Teams gives of a message. */
function linkTo({ teller }: Room, { id, root }: Message, place: Place): string {
  const { tenantId, team } = teller.directory;
  const about = { tenantId, groupId: team.aadGroupId, parentMessageId: root ?? id, createdTime: id };
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(place.id)}/${id}?${new URLSearchParams(about)}`;
}

function escapeHtml(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
}
