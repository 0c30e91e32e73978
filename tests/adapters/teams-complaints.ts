import { adaptive } from '../../sandbox/teams/adaptive.ts';
import { actions, elements, type Json, list } from '../../sandbox/teams/card-json.ts';

/** Read by an element of its own; Teams' own fields. */
const BESIDE_SCHEMA = new Set(['body', 'items', 'inlines', 'actions', 'msteams', '$schema']);

/** What Microsoft's own library has to say about a card, warnings and weaknesses too; and every field that Adaptive Cards 1.5 does not have. */
export function complaints(card: Json): string[] {
  const context = new adaptive.SerializationContext(adaptive.Versions.v1_5);
  const parsed = new adaptive.AdaptiveCard();
  // The library counts what stands behind ⋯ too; Teams does not.
  parsed.hostConfig = new adaptive.HostConfig({ actions: { maxActions: Number.MAX_SAFE_INTEGER } });
  parsed.parse(card, context);
  const found = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const weak = parsed.validateProperties().validationEvents.map(({ message }) => message);
  return [...found, ...weak, ...unknownFields(card)];
}

function unknownFields(card: Json): string[] {
  const parts = [...[...elements(card)].flatMap((one) => [one, ...list(one.actions)]), ...runActions(card)];
  return parts.flatMap((part) => {
    const known = fieldsOf(String(part.type));
    return Object.keys(part)
      .filter((key) => !known.has(key))
      .map((key) => `${String(part.type)}: ${key}`);
  });
}

function runActions(card: Json): Json[] {
  return [...actions(card)].map(({ action }) => action);
}

function fieldsOf(type: string): Set<string> {
  const { elements: all, actions: acts } = adaptive.GlobalRegistry;
  const version = adaptive.Versions.v1_5;
  const made =
    type === 'AdaptiveCard'
      ? new adaptive.AdaptiveCard()
      : (all.createInstance(type, version) ?? acts.createInstance(type, version));
  const schema = made?.getSchema();
  const names = Array.from({ length: schema?.getCount() ?? 0 }, (_, at) => schema?.getItemAt(at).name ?? '');
  return new Set([...names, ...BESIDE_SCHEMA]);
}
