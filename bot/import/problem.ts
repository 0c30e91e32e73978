/** What is wrong with a file that a person keeps, said so that they find the place. */
import type * as z from 'zod';

export type Path = (string | number)[];

export interface Problem {
  path: Path;
  message: string;
}

/** "people[3].roles[0].seat" */
export function pathText(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text ? `.${part}` : part;
  }
  return text;
}

/** "people[3].roles[0].seat: there is no seat trondheim:17 …"; the message alone when it is about the whole. */
export function problemText({ path, message }: Problem): string {
  return path.length > 0 ? `${pathText(path)}: ${message}` : message;
}

/** A key that no object should have: it would change how the object itself behaves. */
export function isForbiddenKey(key: string): boolean {
  return key === 'prototype' || Object.hasOwn(Object.prototype, key);
}

/** Keys anywhere in the data that no object should have. Looked for first: zod drops some of them in silence. */
export function forbiddenKeys(data: unknown, path: Path = []): Problem[] {
  if (Array.isArray(data)) return data.flatMap((item, i) => forbiddenKeys(item, [...path, i]));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    isForbiddenKey(key)
      ? [{ path: [...path, key], message: `${key} can't be used as a name here` }]
      : forbiddenKeys(value, [...path, key]),
  );
}

/** Validates unknown data; every problem with the path of the field. */
export function parse<S extends z.ZodType>(schema: S, data: unknown): { value: z.output<S> } | { problems: Problem[] } {
  const forbidden = forbiddenKeys(data);
  if (forbidden.length > 0) return { problems: forbidden };
  const result = schema.safeParse(data, { error: wording });
  return result.success ? { value: result.data } : { problems: result.error.issues.map(problemOf) };
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return { path: [...path, ...unknown], message: issue.message };
}

const KINDS: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'named fields',
  record: 'named fields',
};

/** zod's findings in plain words; undefined leaves zod's own. */
function wording(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'is missing';
    return `should be ${KINDS[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'invalid_value') {
    const given = typeof issue.input === 'string' ? `, not ${issue.input}` : '';
    return issue.input === undefined ? 'is missing' : `should be ${issue.values.map(String).join(', ')}${given}`;
  }
  if (issue.code === 'too_small') {
    return issue.origin === 'string' || issue.origin === 'array' ? 'is empty' : `should be at least ${issue.minimum}`;
  }
  if (issue.code === 'too_big') {
    return issue.origin === 'string'
      ? `is longer than ${issue.maximum} characters`
      : `should be at most ${issue.maximum}`;
  }
  return undefined;
}
