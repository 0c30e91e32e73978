import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { describe, expect, test } from 'vitest';

const ROOMS = ['main.ts', 'bot', 'adapters', 'store', 'sandbox'];
/** dependency-cruiser reads nothing, and passes, when TypeScript is too new for it. */
const FEWEST_MODULES = 150;

async function broken(paths: string[]): Promise<{ modules: number; rules: string[] }> {
  const options = await extractConfig('./.dependency-cruiser.mjs');
  const { output } = await cruise(paths, options, undefined, { tsConfig: extractTsConfig('tsconfig.json') });
  const { modules, summary } = output as ICruiseResult;
  const rules = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  return { modules: modules.filter(({ source }) => source.endsWith('.ts')).length, rules };
}

describe('the arrows between the rooms', () => {
  test('are kept, and all rooms were read', async () => {
    const { modules, rules } = await broken(ROOMS);
    expect(rules).toEqual([]);
    expect(modules).toBeGreaterThan(FEWEST_MODULES);
  }, 60_000);

  test('a planted break is seen', async () => {
    const folder = await mkdtemp('bot/domain/planted-');
    try {
      await writeFile(join(folder, 'break.ts'), "import '../../../store/sqlite/index.ts';\nimport 'node:fs';\n");
      const { rules } = await broken([folder]);
      expect(rules.map((rule) => rule.split(':')[0])).toContain('domain-alone');
      expect(rules.map((rule) => rule.split(':')[0])).toContain('bot-knows-nobody');
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 60_000);
});
