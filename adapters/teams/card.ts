/** Adaptive Card as plain JSON; the shapes are checked by Microsoft's library in the tests. */
export type Json = Record<string, unknown>;

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/**
 * Teams refuses a message above 28 KB; the rest is for the envelope. Lately it is documented as 100 KB in UTF-16, of which 80 are safe
 * (learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages): twice this at the most, so it holds for both.
 */
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
 * The card in full if Teams takes it that large, else with ever shorter texts, at last without the end of what is read. Never fails: the
 * record has it all, and a card that can't be sent would be worse than a short one. `staying`: so many elements at the end are never
 * left out, nor are buttons before them.
 */
export function fitted(render: (textLimit: number) => Card, staying = 0): Card {
  let made = render(Number.POSITIVE_INFINITY);
  for (const limit of SHORTER) {
    if (size(made) <= LARGEST_CARD) return made;
    made = render(limit);
  }
  return size(made) <= LARGEST_CARD ? made : withoutEnd(made, staying);
}

function withoutEnd(made: Card, staying: number): Card {
  const read = made.body.slice(0, made.body.length - staying);
  const stays = made.body.slice(read.length);
  const buttons = read.splice(read.findLastIndex(({ type }) => type !== 'ActionSet') + 1);
  const body = () => [...read, LEFT_OUT, ...buttons, ...stays];
  while (read.length > 0 && size({ ...made, body: body() }) > LARGEST_CARD) read.pop();
  return { ...made, body: body() };
}

/** Where something is left out. */
const LEFT_OUT: Json = { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: '…', isSubtle: true }] };

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
