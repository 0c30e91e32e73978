/** Adaptive Card as plain JSON; the shapes are checked by Microsoft's library in the tests. */
export type Json = Record<string, unknown>;

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** Teams refuses activities above 28 KB; the rest is for the envelope. */
const LARGEST_CARD = 26_000;
const SHORTER = [1500, 600, 250, 100, 40];

export interface Card extends Json {
  type: 'AdaptiveCard';
  msteams: Json;
  body: Json[];
}

/** The envelope all our cards share. 1.5 is what Teams' mobile clients show. */
export function card(body: Json[], summary: string): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: summary,
    speak: summary,
    msteams: { width: 'Full' },
    body,
  };
}

/**
 * The card in full if Teams takes it that large, else with ever shorter texts, at last without its end. Never fails: the
 * record has it all, and a card that can't be sent would be worse than a short one.
 */
export function fitted(render: (textLimit: number) => Card): Card {
  let made = render(Number.POSITIVE_INFINITY);
  for (const limit of SHORTER) {
    if (size(made) <= LARGEST_CARD) return made;
    made = render(limit);
  }
  while (size(made) > LARGEST_CARD && made.body.length > 1) made.body.pop();
  return made;
}

function size(json: Json): number {
  return Buffer.byteLength(JSON.stringify(json));
}

/** An activity with the card alone: with a text beside it Teams makes two messages and gives no id. */
export function cardMessage(content: Card): Json {
  return {
    type: 'message',
    summary: content.speak,
    attachments: [{ contentType: CARD_TYPE, content }],
  };
}

export function textMessage(text: string): Json {
  return { type: 'message', text, textFormat: 'plain' };
}
