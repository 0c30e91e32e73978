import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findChromium, reasonToSkip } from '../support/chromium.ts';

const NOWHERE = { CHROMIUM_PATH: '/nowhere/chromium' };

describe('the browser for these tests', () => {
  test('is the one that is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chromium-'));
    try {
      const path = join(folder, 'my-browser');
      await writeFile(path, '#!/bin/sh\n');
      expect(findChromium({ CHROMIUM_PATH: path })).toHaveProperty('missing');
      await chmod(path, 0o755);
      expect(findChromium({ CHROMIUM_PATH: path })).toEqual({ path });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('is said to be missing with the reason, and in CI that is a failure', () => {
    expect(reasonToSkip(NOWHERE)).toBe('CHROMIUM_PATH is /nowhere/chromium, which is not a program');
    expect(() => reasonToSkip({ ...NOWHERE, CI: 'true' })).toThrow('browser tests cannot run: CHROMIUM_PATH');
  });
});
