import type { Input, Reply } from '../face.ts';
import { addedText } from '../views/index.ts';
import type { ActDeps } from './deps.ts';
import { isReply, membersOf } from './reader.ts';

/** Put into a channel: what waits for it goes on. Who did it hears how to link it, if it is not, and they are on the list. */
export async function added(deps: ActDeps, { account, channel }: Extract<Input, { kind: 'added' }>): Promise<Reply> {
  const { platform } = account;
  const isHere = (one: { team: string; channel: string }) =>
    one.team === channel?.team && one.channel === channel.channel;
  if (channel && (await deps.places.found({ platform, is: isHere }))) return { kind: 'quiet' };
  const members = await membersOf(deps, account);
  return isReply(members) ? { kind: 'quiet' } : { kind: 'done', text: addedText(platform, members[0].language) };
}
