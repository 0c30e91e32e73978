import { changedContent, contentOf } from './compose.ts';
import { type SlackContext, SlackRefusal } from './context.ts';
import { edit, post, remove } from './post.ts';
import type { ResponseTarget } from './tickets.ts';
import { findMessage, type Json } from './world.ts';

/** What a bot posts to a response_url: replaces or deletes the message it came from, or makes a new one. */
export function respond(context: SlackContext, id: string, body: Json): void {
  const target = context.tickets.redeemResponse(id);
  if ('error' in target) throw new SlackRefusal(target.error);
  applyResponse(context, target, body);
}

/** As above, for an answer that came with the acknowledgement. */
export function applyResponse(context: SlackContext, target: ResponseTarget, body: Json): void {
  const source = target.messageTs ? findMessage(context.world(), target.channel, target.messageTs) : undefined;
  if (body.delete_original === true) {
    if (source) remove(context, source);
    return;
  }
  if (body.replace_original === true && source) {
    if (!source.fromBot) throw new SlackRefusal('cant_update_message');
    edit(context, source, changedContent(context, body, source));
    return;
  }
  const content = contentOf(context, body);
  const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : target.threadTs;
  const more = {
    ...(threadTs ? { threadTs } : {}),
    ...(body.response_type === 'in_channel' ? {} : { onlyFor: target.user }),
  };
  post(context, target.channel, { user: context.directory.bot.userId, fromBot: true }, content, more);
}
