/** A YAML file as plain data, and on which line of it each field stands. */
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

type Path = (string | number)[];

export interface YamlFile {
  data: unknown;
  /** The line of a field, from 1; for one that is missing, of what it is missing from. */
  lineOf(path: Path): number;
}

/** Syntax faults with their lines; a key given twice is one. */
export function readYaml(text: string): YamlFile | { faults: { line: number; message: string }[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, message }));
  if (faults.length > 0) return { faults };
  try {
    const data: unknown = document.toJS();
    return { data, lineOf: (path) => lines.linePos(offsetOf(document.contents, path)).line };
  } catch (error) {
    // Shows only when it is put together: an alias without its anchor, or aliases that would fill the memory.
    return { faults: [{ line: 1, message: error instanceof Error ? error.message : String(error) }] };
  }
}

function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const part of path) {
    const next = step(node, part);
    if (!next) break;
    node = next.value;
    offset = next.offset ?? offset;
  }
  return offset;
}

function step(node: unknown, part: string | number): { value: unknown; offset: number | undefined } | null {
  if (isSeq(node)) {
    const item = node.items[Number(part)];
    return item === undefined ? null : { value: item, offset: isNode(item) ? item.range?.[0] : undefined };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
  return pair ? { value: pair.value, offset: isNode(pair.key) ? pair.key.range?.[0] : undefined } : null;
}
