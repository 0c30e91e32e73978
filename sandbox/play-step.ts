import { setTimeout as wait } from 'node:timers/promises';
import type { Hands } from './parts.ts';
import type { PlayStep } from './types.ts';

const POLL_MS = 40;

/** Does one step as a person would; throws, in words, when what it needs does not show in time. */
export async function playStep(step: PlayStep, hands: Hands, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;

  /** Polls until there is something; then gives it. */
  async function appears<T>(look: () => T | undefined, missing: () => string): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (Date.now() > until) throw new Error(missing());
      await wait(POLL_MS);
    }
  }

  function card(withLabel?: string): { id: string } | undefined {
    const found = hands.findCard(step.where, step.card ?? '');
    return found && (withLabel === undefined || hasLabel(found.labels, withLabel)) ? found : undefined;
  }

  function missingCard(): string {
    const found = hands.findCard(step.where, step.card ?? '');
    if (!found) return `no message with "${step.card}" in ${step.where}`;
    return `no "${step.press}" on the message; there is: ${found.labels.join(', ')}`;
  }

  if (step.say !== undefined) {
    const thread = step.card === undefined ? undefined : (await appears(() => card(), missingCard)).id;
    await hands.say(step.where, step.say, thread);
  }
  const label = step.press;
  if (label !== undefined) {
    const id = step.card === undefined ? '' : (await appears(() => card(label), missingCard)).id;
    await hands.press(step.where, id, label);
  }
  if (step.fill) {
    const wanted = Object.keys(step.fill);
    await appears(
      () => (wanted.every((one) => hasLabel(hands.form()?.labels ?? [], one)) ? true : undefined),
      () => missingForm(hands, wanted),
    );
    await hands.fill(step.fill);
    const outcome = await hands.submit();
    const errors = Object.entries(outcome.errors ?? {}).map(([at, text]) => (at ? `${at}: ${text}` : text));
    if (errors.length > 0) throw new Error(errors.join('; '));
  }
}

function missingForm(hands: Hands, wanted: string[]): string {
  const form = hands.form();
  if (!form) return 'no form opened';
  return `the form "${form.title}" lacks ${wanted.filter((one) => !hasLabel(form.labels, one)).join(', ')}`;
}

function hasLabel(labels: string[], wanted: string): boolean {
  const bare = (text: string) => text.replace(/[*_]/g, '').trim().toLowerCase();
  return labels.some((one) => bare(one).startsWith(bare(wanted)));
}
