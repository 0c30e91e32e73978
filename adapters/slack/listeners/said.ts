import type { Messenger, SaidIn } from '../../../bot/index.ts';
import type { Deps } from './incoming.ts';

/** Where a message stands; `thread`: under which. */
export function saidAt(
  { team }: Pick<Deps, 'team'>,
  keyOf: Messenger['messageKey'],
  { channel, ts, thread }: { channel: string; ts: string; thread?: string | undefined },
): SaidIn {
  const key = (of: string) => keyOf({ channel, ts: of });
  return { messageKey: key(thread ?? ts), message: key(ts), channel: { platform: 'slack', team, channel } };
}
