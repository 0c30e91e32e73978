/** Reading an Adaptive Card as plain JSON: what is visible, which actions and inputs it has. Shared with the page. */
export type Json = Record<string, unknown>;

export interface FoundAction {
  action: Json;
  /** The cards whose inputs go with the action: the card itself and the show-cards on the way to the action. */
  scope: Json[];
}

const CHILD_KEYS = ['body', 'items', 'columns', 'rows', 'cells', 'images', 'inlines'] as const;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Every element, depth first; `shownOnly` leaves out what `isVisible: false` hides. Actions and show-cards are not elements. */
export function* elements(node: Json, shownOnly = false): Generator<Json> {
  if (shownOnly && node.isVisible === false) return;
  yield node;
  for (const key of CHILD_KEYS) {
    for (const child of list(node[key])) yield* elements(child, shownOnly);
  }
}

/** Every action a person can reach, in the order of the card; those of show-cards too. */
export function* actions(card: Json, scope: Json[] = [card]): Generator<FoundAction> {
  for (const node of elements(card, true)) {
    for (const single of [node.selectAction, node.inlineAction]) {
      if (isJson(single)) yield* withShowCard(single, scope);
    }
    for (const action of list(node.actions)) yield* withShowCard(action, scope);
  }
}

function* withShowCard(action: Json, scope: Json[]): Generator<FoundAction> {
  yield { action, scope };
  if (action.type === 'Action.ShowCard' && isJson(action.card)) yield* actions(action.card, [...scope, action.card]);
}

/** The inputs an action carries: all of its scope, hidden ones too, as in the client. */
export function inputs(scope: Json[]): Json[] {
  return scope.flatMap((card) => [...elements(card)]).filter((node) => text(node.type).startsWith('Input.'));
}

/** What a person reads on the card, line by line: texts, facts, labels, choices and buttons; not what is hidden. */
export function visibleText(card: Json): string {
  const lines: string[] = [];
  for (const node of elements(card, true)) lines.push(...ownText(node));
  for (const { action, scope } of actions(card)) if (scope.length === 1) lines.push(text(action.title));
  return lines.filter((line) => line !== '').join('\n');
}

function ownText(node: Json): string[] {
  if (node.type === 'FactSet') return list(node.facts).map((fact) => plain(`${text(fact.title)} ${text(fact.value)}`));
  if (node.type === 'Input.ChoiceSet') return [inputLabel(node), ...list(node.choices).map((one) => text(one.title))];
  if (text(node.type).startsWith('Input.')) return [inputLabel(node), text(node.value)];
  if (node.type === 'RichTextBlock')
    return [
      list(node.inlines)
        .map((run) => text(run.text))
        .join(''),
    ];
  if (node.type === 'TextBlock') return [plain(text(node.text))];
  return [];
}

export function inputLabel(input: Json): string {
  return text(input.label) || text(input.title) || text(input.placeholder) || text(input.id);
}

/** The words without the marks of the small Markdown that cards allow. */
export function plain(markdown: string): string {
  return markdown.replace(/\*\*(.+?)\*\*/g, '$1').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
}

/** A copy with the visibility the person toggled. */
export function withVisibility(card: Json, shown: Record<string, boolean>): Json {
  const copy = structuredClone(card);
  for (const node of elements(copy)) {
    const set = typeof node.id === 'string' ? shown[node.id] : undefined;
    if (set !== undefined) node.isVisible = set;
  }
  return copy;
}
