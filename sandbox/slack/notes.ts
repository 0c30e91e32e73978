import type { SlackContext } from './context.ts';

const KEPT = 20;

/** Tells a person something outside any message, as Slack does when an app fails. */
export function told(context: SlackContext, user: string, text: string): void {
  const world = context.world();
  const at = new Date(context.deps.now()).toISOString();
  world.notes[user] = [...(world.notes[user] ?? []), { at, text }].slice(-KEPT);
  context.deps.changed();
}
