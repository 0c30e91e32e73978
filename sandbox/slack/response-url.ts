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
  // Only what all can see goes into a thread, and only where it says so (bolt-js issue 963): the rest stands in the channel itself.
  const forAll = body.response_type === 'in_channel';
  const thread = forAll && typeof body.thread_ts === 'string' ? { threadTs: body.thread_ts } : {};
  const more = forAll ? thread : { onlyFor: target.user };
  post(context, target.channel, { user: context.directory.bot.userId, fromBot: true }, content, more);
}
