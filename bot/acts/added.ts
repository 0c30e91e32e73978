import type { Input, Reply } from '../face.ts';
import { addedText } from '../views/index.ts';
import type { ActDeps } from './deps.ts';
import { isReply, membersOf } from './reader.ts';

/** Put into a channel: what waits for it goes on. Who did it hears how to link one, if none is, and they are on the list. */
export async function added(deps: ActDeps, input: Extract<Input, { kind: 'added' }>): Promise<Reply> {
  if (await deps.places.found(input)) return { kind: 'quiet' };
  const members = await membersOf(deps, input.account);
  return isReply(members) ? { kind: 'quiet' } : { kind: 'done', text: addedText(input.platform, members[0].language) };
}
