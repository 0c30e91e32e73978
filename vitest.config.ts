import { configDefaults, defineConfig } from 'vitest/config';

const RELIABILITY = 'tests/reliability/**/*.test.ts';

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 120_000,
    // Two cores: more workers than that only make real servers wait for each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, RELIABILITY],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Several processes and a crowd each: one after the other, when nothing else runs.
        extends: true,
        test: { name: 'reliability', include: [RELIABILITY], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
