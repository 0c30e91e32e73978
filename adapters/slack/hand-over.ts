import type { App, ReceiverEvent } from '@slack/bolt';
import type { Watch } from '../../bot/index.ts';

/**
 * Gives one payload to Bolt. Bolt acknowledges an event before anything is done with it; here an event counts as
 * received only when its listener is through, so that Slack sends it again if it could not be stored. What no listener
 * takes is acknowledged too: sending it again would not help. Rejects with what the listener threw. The listener finds
 * `watch` in its context.
 */
export async function handOver(app: App, event: ReceiverEvent, watch: Watch): Promise<void> {
  let acked = false;
  const isEvent = event.body.type === 'event_callback';
  const acknowledge = async (answer?: unknown) => {
    await event.ack(answer);
    watch.acknowledged();
  };
  await app.processEvent({
    ...event,
    customProperties: { watch },
    ack: async (answer) => {
      if (isEvent || acked) return;
      acked = true;
      await acknowledge(answer);
    },
  });
  if (!acked) await acknowledge();
}

/** Bolt wraps what a listener throws. */
export function unwrapped(error: Error): Error {
  return 'original' in error && error.original instanceof Error ? error.original : error;
}
