import { z } from 'zod';
import type { IdeaKind, Input } from '../../bot/index.ts';
import type { AccountOf } from './account.ts';
import { type Activity, requestIdOf, rootOf } from './activity.ts';
import type { Ask } from './ask.ts';
import { channelOf, saidAt } from './channel.ts';
import { htmlToText } from './html-text.ts';
import { dialogOf } from './on-dialog.ts';
import type { Answer } from './sdk.ts';

/** Ids of the commands that open the form for a question, as the manifest has them: anywhere, and in a message's menu. */
export const ASK_COMMANDS = { anywhere: 'askGroup', message: 'makeQuestion' } as const;
/** Of those in a message's menu that catch it. */
export const IDEA_COMMANDS = {
  catchTimeThief: 'time-thief',
  catchImprovement: 'improvement',
} as const satisfies Record<string, IdeaKind>;

const application = z.looseObject({ id: z.string().nullish() }).nullish();

const messagePayload = z.looseObject({
  id: z.string().min(1),
  replyToId: z.string().nullish(),
  linkToMessage: z.string().nullish(),
  from: z.looseObject({ application }).nullish(),
  body: z.looseObject({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
  mentions: z
    .array(z.looseObject({ id: z.number().nullish(), mentioned: z.looseObject({ application }).nullish() }))
    .nullish(),
});

/** What we use of the invoke's value. */
const Wanted = z.discriminatedUnion('commandId', [
  z.looseObject({ commandId: z.literal(ASK_COMMANDS.anywhere) }),
  z.looseObject({ commandId: z.literal(ASK_COMMANDS.message), messagePayload }),
  z.looseObject({
    commandId: z.enum(['catchTimeThief', 'catchImprovement'] satisfies (keyof typeof IDEA_COMMANDS)[]),
    messagePayload,
  }),
]);
type Wanted = z.infer<typeof Wanted>;
type Message = z.infer<typeof messagePayload>;

/**
 * A command of the message extension. Teams asks for a dialog. For a question it is the form; for an idea there is nothing to fill in, so
 * it is done at once and the dialog is the answer's sentence, for the person alone. Teams asks again when the answer is late: the
 * message is caught once.
 */
export async function onExtension(
  activity: Activity,
  ask: Ask,
  accountOf: AccountOf,
  withinMs: number,
): Promise<Answer> {
  const wanted = Wanted.safeParse(activity.value).data;
  if (!wanted) return { status: 400 };
  const from = { account: accountOf(activity), requestId: requestIdOf(activity) };
  return dialogOf(await ask({ ...inputOf(wanted, activity), ...from }, activity.locale, withinMs), activity);
}

type Doing =
  | Omit<Extract<Input, { kind: 'ask' }>, 'account' | 'requestId'>
  | Omit<Extract<Input, { kind: 'catch' }>, 'account' | 'requestId'>;

function inputOf(wanted: Wanted, activity: Activity): Doing {
  if (wanted.commandId === ASK_COMMANDS.anywhere) return { kind: 'ask', channel: channelOf(activity) };
  const { messagePayload: message, commandId } = wanted;
  const text = wordsIn(message, activity.recipient.id);
  if (commandId === ASK_COMMANDS.message)
    return { kind: 'ask', channel: channelOf(activity), message: { text, link: message.linkToMessage ?? null } };
  const { id, replyToId } = message;
  const said = saidAt(activity, id, replyToId ?? rootOf(activity.conversation.id));
  return { kind: 'catch', idea: IDEA_COMMANDS[commandId], said, text };
}

/** What the bot itself wrote has no words to pick. Its name is no part of what somebody said to it. */
function wordsIn({ body, from, mentions }: Message, bot: string): string {
  const isBot = (app: z.infer<typeof application>) => app?.id != null && bot.endsWith(app.id);
  if (isBot(from?.application)) return '';
  let content = body?.content ?? '';
  if (body?.contentType === 'text') return content.trim();
  for (const { id, mentioned } of mentions ?? []) {
    if (!isBot(mentioned?.application)) continue;
    content = content.replace(new RegExp(`<at id="${id}">.*?</at>`, 'gs'), ' ');
  }
  return htmlToText(content);
}
