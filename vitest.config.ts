import { configDefaults, defineConfig } from 'vitest/config';

/** Not steady yet where others keep the machine busy: `RELIABILITY=1 npm test` runs them too. */
const UNSTEADY = ['kill', 'day', 'paused', 'database-away', 'platform-away', 'platform-faults'].map(
  (name) => `tests/reliability/${name}.test.ts`,
);

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(process.env.RELIABILITY ? [] : UNSTEADY)],
    testTimeout: 20_000,
    hookTimeout: 120_000,
    // Two cores: more workers than that only make real servers wait for each other.
    maxWorkers: 2,
  },
});
