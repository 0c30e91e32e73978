import { cardProblems } from './card-check.ts';
import type { Json } from './card-json.ts';
import { CARD, contentOf } from './world.ts';

export interface Answer {
  status: number;
  body?: unknown;
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages and …/limits-specifications-teams */
const LARGEST_CARD_MESSAGE = 28 * 1024;
const LARGEST_MESSAGE = 100 * 1024;

/** The connector's way of saying no. */
export function refuse(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

export const UNAUTHORIZED = refuse(401, 'BotNotAuthorized', 'Authorization has been denied for this request.');
export const NO_CONVERSATION = refuse(404, 'ConversationNotFound', 'Conversation not found.');
export const NO_ACTIVITY = refuse(404, 'ActivityNotFoundInConversation', 'Activity not found in the conversation.');
export const NOT_IN_ROSTER = refuse(
  403,
  'BotNotInConversationRoster',
  'The bot is not part of the conversation roster.',
);

/** What Teams would not take of a message activity from the bot. */
export function activityRefusal(activity: Json): Answer | undefined {
  const { text, attachments } = contentOf(activity);
  const hasCards = attachments.length > 0;
  const size = Buffer.byteLength(JSON.stringify(activity));
  if (size > (hasCards ? LARGEST_CARD_MESSAGE : LARGEST_MESSAGE))
    return refuse(413, 'MessageSizeTooBig', `Message size too large. ${size} bytes.`);
  if (activity.type !== 'message') return refuse(400, 'BadSyntax', `Unknown activity type ${String(activity.type)}`);
  if (text === '' && !hasCards) return refuse(400, 'BadSyntax', 'Activity must include non-empty text or attachments');
  for (const attachment of attachments) {
    if (attachment.contentType !== CARD) continue;
    const problems = cardProblems(attachment.content);
    if (problems.length > 0) return refuse(400, 'BadArgument', `Invalid adaptive card: ${problems.join('; ')}`);
  }
  return undefined;
}
