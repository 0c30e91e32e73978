import { z } from 'zod';
import type { IdeaKind } from '../../bot/index.ts';
import type { AccountOf } from './account.ts';
import { type Activity, requestIdOf, rootOf, saidAt } from './activity.ts';
import type { Ask, Outcome } from './ask.ts';
import { htmlToText } from './html-text.ts';
import type { Answer } from './sdk.ts';

/** Ids of the commands in a message's menu, as the manifest has them. */
export const EXTENSION_COMMANDS = {
  catchTimeThief: 'time-thief',
  catchImprovement: 'improvement',
} as const satisfies Record<string, IdeaKind>;

const application = z.looseObject({ id: z.string().nullish() }).nullish();

/** What we use of the invoke's value. */
const Picked = z.looseObject({
  commandId: z.enum(['catchTimeThief', 'catchImprovement'] satisfies (keyof typeof EXTENSION_COMMANDS)[]),
  messagePayload: z.looseObject({
    id: z.string().min(1),
    replyToId: z.string().nullish(),
    from: z.looseObject({ application }).nullish(),
    body: z.looseObject({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
    mentions: z
      .array(z.looseObject({ id: z.number().nullish(), mentioned: z.looseObject({ application }).nullish() }))
      .nullish(),
  }),
});
type Message = z.infer<typeof Picked>['messagePayload'];

/**
 * A message picked from its menu. Teams asks for a dialog; there is nothing to fill in, so it is done at once and the dialog is the
 * answer's sentence, for the person alone. Teams asks again when the answer is late: the message is caught once.
 */
export async function onExtension(
  activity: Activity,
  ask: Ask,
  accountOf: AccountOf,
  withinMs: number,
): Promise<Answer> {
  const picked = Picked.safeParse(activity.value).data;
  if (!picked) return { status: 400 };
  const { commandId, messagePayload: message } = picked;
  const root = message.replyToId ?? rootOf(activity.conversation.id);
  const outcome = await ask(
    {
      kind: 'catch',
      idea: EXTENSION_COMMANDS[commandId],
      said: saidAt(activity.conversation.id, message.id, root),
      text: wordsIn(message, activity.recipient.id),
      account: accountOf(activity),
      requestId: requestIdOf(activity),
    },
    activity.locale,
    withinMs,
  );
  return { status: 200, body: { task: { type: 'message', value: sentence(outcome) } } };
}

function sentence(outcome: Outcome): string {
  return 'text' in outcome ? outcome.text : '';
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
