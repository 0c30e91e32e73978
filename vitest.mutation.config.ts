import { defineConfig } from 'vitest/config';

/** What tries the mutants of the core: its own tests and the scenarios, without the random histories, which take too long for each. */
export default defineConfig({
  test: {
    include: ['tests/bot/domain/**/*.test.ts', 'tests/scenarios.test.ts'],
    exclude: ['tests/bot/domain/properties.test.ts'],
    testTimeout: 20_000,
  },
});
