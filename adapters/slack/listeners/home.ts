import { homePayload } from '../schema.ts';
import type { Deps } from './incoming.ts';

/** A person opened the bot's home tab (or the chat beside it, which shows nothing of ours). */
export async function onHome({ homes, tasks, watch }: Deps, body: unknown): Promise<void> {
  const { event } = homePayload.parse(body);
  if (event.tab !== 'home') return;
  // Slack waits for no answer: what is shown comes by views.publish.
  tasks.track(homes.show(event.user));
  watch.asked('answered');
}
