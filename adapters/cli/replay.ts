/** `samrad replay FILE...`: plays scenario files on the real core with a clock of their own. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DEFAULT_POLICY, type Handle, layeredPolicy, PolicyError } from '../../bot/index.ts';
import type { Groups } from './groups.ts';
import { playScenario } from './play-scenario.ts';
import { Scenario } from './scenario.ts';

export interface ReplayDeps {
  /** A core on a fresh in-memory store. */
  openHandle(): Promise<{ handle: Handle; close(): Promise<void> }>;
  groups: Groups;
  out(line: string): void;
  err(line: string): void;
}

/** Exit code: 0 all met, 1 an `expect` is not met, 2 a file is not a valid scenario. */
export async function replay(files: string[], deps: ReplayDeps): Promise<0 | 1 | 2> {
  let code: 0 | 1 | 2 = 0;
  for (const file of files) {
    const scenario = await read(file, deps);
    if (!scenario) code = 2;
    else if (!(await playFile(file, scenario, deps)) && code === 0) code = 1;
  }
  return code;
}

async function read(file: string, { err }: ReplayDeps): Promise<Scenario | null> {
  try {
    const scenario = Scenario.parse(JSON.parse(await readFile(file, 'utf8')));
    layeredPolicy(DEFAULT_POLICY, scenario.rules);
    return scenario;
  } catch (error) {
    for (const line of reasons(error)) err(`${file}: ${line}`);
  }
  return null;
}

function reasons(error: unknown): string[] {
  if (error instanceof z.ZodError)
    return error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
  if (error instanceof PolicyError) return error.issues.map((issue) => `rules.${issue}`);
  if (error instanceof SyntaxError) return [`not JSON: ${error.message}`];
  return [error instanceof Error ? error.message : String(error)];
}

async function playFile(file: string, scenario: Scenario, deps: ReplayDeps): Promise<boolean> {
  const { result, unmet } = await playScenario(scenario, deps);
  deps.out(JSON.stringify(result));
  if (!scenario.expect) return true;
  const all = [...unmet, ...differences(scenario.expect, result, '')];
  for (const line of all) deps.err(`${file}: ${line}`);
  return all.length === 0;
}

/** Where the partial `expected` is not met, by path. */
function differences(expected: unknown, actual: unknown, path: string): string[] {
  const list = Array.isArray(expected);
  const alike = !list || (Array.isArray(actual) && actual.length === expected.length);
  if (expected !== null && typeof expected === 'object' && alike) {
    const has = (actual ?? {}) as Record<string, unknown>;
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(value, has[key], path ? `${path}.${key}` : key),
    );
  }
  if (sameTime(expected, actual) || JSON.stringify(expected) === JSON.stringify(actual)) return [];
  return [`expect.${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
}

function sameTime(a: unknown, b: unknown): boolean {
  const isTime = (v: unknown): v is string => typeof v === 'string' && /^\d{4}-\d\d-\d\dT/.test(v);
  return isTime(a) && isTime(b) && Date.parse(a) === Date.parse(b);
}
