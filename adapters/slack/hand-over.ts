import type { App, ReceiverEvent } from '@slack/bolt';

/**
 * Gives one payload to Bolt. Bolt acknowledges an event before anything is done with it; here an event counts as
 * received only when its listener is through, so that Slack sends it again if it could not be stored. What no listener
 * takes is acknowledged too: sending it again would not help. Rejects with what the listener threw.
 */
export async function handOver(app: App, event: ReceiverEvent): Promise<void> {
  let acked = false;
  const isEvent = event.body.type === 'event_callback';
  await app.processEvent({
    ...event,
    ack: async (answer) => {
      if (isEvent || acked) return;
      acked = true;
      await event.ack(answer);
    },
  });
  if (!acked) await event.ack();
}

/** Bolt wraps what a listener throws. */
export function unwrapped(error: Error): Error {
  return 'original' in error && error.original instanceof Error ? error.original : error;
}
