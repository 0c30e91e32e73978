import * as adaptive from 'adaptivecards/dist/adaptivecards.min.js';
import { useEffect, useRef } from 'react';
import { actions, type Json } from '../teams/card-json.ts';
import { hostConfig } from './teams-host.ts';

interface CardProps {
  card: Json;
  /** Values to start with, by input id. */
  values?: Record<string, string>;
  /** An action was pressed and its inputs are sound. `index` counts the card's actions as `actions()` gives them. */
  onAction(index: number, inputs: Record<string, string>): void;
}

const MARK = 'tm-action-';

/** An Adaptive Card, drawn by Microsoft's library. What is typed stays until the card itself changes. */
export function Card({ card, values, onAction }: CardProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(onAction);
  latest.current = onAction;
  const json = JSON.stringify(card);
  const start = useRef(values);

  useEffect(() => {
    const drawn = draw(JSON.parse(json) as Json, start.current ?? {}, (index, inputs) => latest.current(index, inputs));
    host.current?.replaceChildren(...(drawn ? [drawn] : []));
  }, [json]);

  return <div className="tm-card" ref={host} />;
}

function draw(json: Json, values: Record<string, string>, pressed: CardProps['onAction']): HTMLElement | undefined {
  // The server finds the action by its place in the card: an id for the drawing only carries that place.
  let index = 0;
  for (const { action } of actions(json)) {
    action.id = `${MARK}${index}`;
    index += 1;
  }
  const card = new adaptive.AdaptiveCard();
  card.hostConfig = hostConfig;
  card.parse(json, new adaptive.SerializationContext(adaptive.Versions.v1_5));
  for (const input of card.getAllInputs()) {
    const value = input.id === undefined ? undefined : values[input.id];
    if (value !== undefined) (input as unknown as { defaultValue: string }).defaultValue = value;
  }
  card.onExecuteAction = (action) => {
    if (action instanceof adaptive.OpenUrlAction) window.open(action.url, '_blank', 'noopener');
    else if (!(action instanceof adaptive.ShowCardAction) && action.id?.startsWith(MARK))
      pressed(Number(action.id.slice(MARK.length)), typed(card));
  };
  return card.render();
}

/** What is in the inputs, as `#id`: the values as the card has them. */
function typed(card: adaptive.AdaptiveCard): Record<string, string> {
  const entries = card
    .getAllInputs()
    .map((input) => [`#${input.id}`, input.value === undefined ? '' : String(input.value)]);
  return Object.fromEntries(entries);
}
