/** Slack's limits (docs.slack.dev, reference/block-kit), and how we stay under them. */
export const LIMITS = {
  blocksInMessage: 50,
  blocksInModal: 100,
  text: 3000,
  header: 150,
  button: 75,
  buttonValue: 2000,
  placeholder: 150,
  optionText: 75,
  optionValue: 150,
  elements: 25,
  overflowOptions: 5,
  /** Radio buttons and check boxes; beyond it a list. */
  shownOptions: 10,
  options: 100,
  title: 24,
  label: 2000,
  privateMetadata: 3000,
  /** Undocumented: chat.postMessage answers msg_blocks_too_long somewhere between 9,600 and 11,300 characters in all, those on buttons too. */
  textInMessage: 8900,
  textInModal: 30_000,
} as const;

/** The text, or as much of it as fits with an ellipsis at the end. Never splits a surrogate pair. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  if (longest <= 0) return '';
  const kept = text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/u, '');
  return `${kept}…`;
}
