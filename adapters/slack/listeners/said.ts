import type { Messenger, SaidIn } from '../../../bot/index.ts';
import type { Deps } from './incoming.ts';

/** The thread that a message is said in. The one it stands under itself is in no thread, though Slack gives it the same mark. */
export function threadOf(ts: string | undefined, thread: string | undefined): string | undefined {
  return thread === ts ? undefined : thread;
}

/** Where a message stands; `thread`: under which. */
export function saidAt(
  { team }: Pick<Deps, 'team'>,
  keyOf: Messenger['messageKey'],
  { channel, ts, thread }: { channel: string; ts: string; thread?: string | undefined },
): SaidIn {
  const key = (of: string) => keyOf({ channel, ts: of });
  return { messageKey: key(thread ?? ts), message: key(ts), channel: { platform: 'slack', team, channel } };
}
