/** A file of rules: a whole policy or the part that is to be different, as YAML or JSON. */
import { readFile } from 'node:fs/promises';
import { type PartialPolicy, type Problem, parsePartialPolicy, problemText } from '../../bot/index.ts';
import { readYaml } from './yaml.ts';

/** Faults begin with the file's name and the line, in the order of their lines; each names the field. A collaboration file is read for its `rules`. */
export async function readRules(file: string): Promise<{ rules: PartialPolicy } | { faults: string[] }> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { faults: [`${file}: can't be read: ${error instanceof Error ? error.message : error}`] };
  }
  const yaml = readYaml(text); // JSON is YAML too.
  if ('faults' in yaml) return { faults: yaml.faults.map(({ line, message }) => `${file}:${line}: ${message}`) };
  const { data } = yaml;
  const inside = isCollaboration(data);
  const parsed = parsePartialPolicy(inside ? (data.rules ?? {}) : data);
  if ('value' in parsed) return { rules: parsed.value };
  const problems = parsed.problems.map((problem) => (inside ? under('rules', problem) : problem));
  const placed = problems.map((problem) => ({ line: yaml.lineOf(problem.path), text: problemText(problem) }));
  return { faults: placed.sort((a, b) => a.line - b.line).map(({ line, text }) => `${file}:${line}: ${text}`) };
}

function isCollaboration(data: unknown): data is { groups: unknown; rules?: unknown } {
  return typeof data === 'object' && data !== null && 'groups' in data;
}

function under(name: string, { path, message }: Problem): Problem {
  return { path: [name, ...path], message };
}
