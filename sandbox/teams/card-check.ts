import { adaptive } from './adaptive.ts';
import { elements, isJson, type Json, list } from './card-json.ts';

/** Teams cuts the seventh top-level action off; https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference */
const MOST_ACTIONS = 6;
/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards */
const MOST_REFRESHED = 60;
const REQUIRED: Record<string, string> = {
  TextBlock: 'text',
  Image: 'url',
  FactSet: 'facts',
  RichTextBlock: 'inlines',
  ActionSet: 'actions',
  ColumnSet: 'columns',
  ImageSet: 'images',
  'Input.ChoiceSet': 'choices',
  'Input.Toggle': 'title',
};

/** What Teams would not show of this Adaptive Card, in words; empty when it is sound. */
export function cardProblems(card: unknown): string[] {
  if (!isJson(card)) return ['the card is not an object'];
  if (card.type !== 'AdaptiveCard') return [`the card's type is ${JSON.stringify(card.type)}, not "AdaptiveCard"`];
  return [
    ...versionProblems(card),
    ...limitProblems(card),
    ...requiredProblems(card),
    ...mentionProblems(card),
    ...libraryProblems(card),
  ];
}

/** Each mention's text stands in a block of plain text, and names whom it is of. */
function mentionProblems(card: Json): string[] {
  const entities = isJson(card.msteams) ? list(card.msteams.entities) : [];
  const texts = [...elements(card)].flatMap((node) => (node.type === 'TextBlock' ? [String(node.text)] : []));
  return entities.flatMap(({ type, text, mentioned }) => {
    if (type !== 'mention' || typeof text !== 'string' || !/^<at>.+<\/at>$/.test(text))
      return ['an entity is no mention'];
    if (!isJson(mentioned) || typeof mentioned.id !== 'string') return [`${text} is of nobody`];
    return texts.some((one) => one.includes(text)) ? [] : [`${text} stands in no text`];
  });
}

function versionProblems(card: Json): string[] {
  const found = /^(\d+)\.(\d+)$/.exec(String(card.version ?? ''));
  if (!found) return ['the card has no version'];
  if (Number(found[1]) > 1 || Number(found[2]) > 5) return [`version ${card.version} is above 1.5`];
  return [];
}

function limitProblems(card: Json): string[] {
  const problems = [card, ...elements(card)].flatMap(({ actions }) => tooManyActions(actions));
  if (!isJson(card.refresh)) return problems;
  const users = card.refresh.userIds;
  if (Array.isArray(users) && users.length > MOST_REFRESHED)
    problems.push(`refresh.userIds has ${users.length} users, at most 60`);
  if (!isJson(card.refresh.action) || card.refresh.action.type !== 'Action.Execute')
    problems.push('refresh.action must be an Action.Execute');
  return problems;
}

/** Those with mode "secondary" stand behind ⋯. */
function tooManyActions(actions: unknown): string[] {
  if (!Array.isArray(actions)) return [];
  const shown = actions.filter((action) => !(isJson(action) && action.mode === 'secondary'));
  return shown.length > MOST_ACTIONS ? [`Maximum number of actions exceeded (${MOST_ACTIONS}).`] : [];
}

function requiredProblems(card: Json): string[] {
  const problems: string[] = [];
  for (const node of elements(card)) {
    const field = REQUIRED[String(node.type)];
    if (field !== undefined && node[field] === undefined) problems.push(`${node.type} without ${field}`);
  }
  return problems;
}

/** What Microsoft's library finds: unknown elements and actions, impossible values, duplicate ids, missing fields. */
function libraryProblems(json: Json): string[] {
  const context = new adaptive.SerializationContext(adaptive.Versions.v1_5);
  const card = new adaptive.AdaptiveCard();
  // The library counts what stands behind ⋯ too; Teams does not.
  card.hostConfig = new adaptive.HostConfig({ actions: { maxActions: Number.MAX_SAFE_INTEGER } });
  card.parse(json, context);
  const problems: string[] = [];
  for (let index = 0; index < context.eventCount; index += 1) problems.push(context.getEventAt(index).message);
  for (const event of card.validateProperties().validationEvents) {
    // A missing error message is a weakness, not a fault: Teams then shows its own.
    if (event.event !== adaptive.ValidationEvent.RequiredInputsShouldHaveErrorMessage) problems.push(event.message);
  }
  return problems;
}
