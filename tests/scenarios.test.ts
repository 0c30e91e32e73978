import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readGroups } from '../adapters/cli/groups.ts';
import { replay } from '../adapters/cli/replay.ts';
import { createHandle } from '../bot/index.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';

const folder = fileURLToPath(new URL('./scenarios/', import.meta.url));

async function openHandle() {
  const store = await openSqliteStore({ file: ':memory:' });
  return { handle: createHandle({ log: store.log }), close: store.close };
}

async function play(file: string) {
  const out: string[] = [];
  const err: string[] = [];
  const say = (lines: string[]) => (line: string) => void lines.push(line);
  const code = await replay([file], { groups: await readGroups(), openHandle, out: say(out), err: say(err) });
  return { code, out, err };
}

test.each(readdirSync(folder))('%s ends as it says', async (name) => {
  const { code, err } = await play(`${folder}${name}`);
  expect({ code, err }).toEqual({ code: 0, err: [] });
});

test('there are the twelve', () => {
  expect(readdirSync(folder).filter((name) => name.startsWith('Q-'))).toHaveLength(12);
});
