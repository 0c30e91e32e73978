import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 120_000,
    // Two cores: more workers than that only make real servers wait for each other.
    maxWorkers: 2,
  },
});
