import { defineConfig } from 'vitest/config';

/** What tries the mutants of the core: its own tests and the scenarios, without the random histories, which take too long for each. */
export default defineConfig({
  test: {
    include: ['tests/bot/domain/**/*.test.ts', 'tests/scenarios.test.ts'],
    exclude: ['tests/bot/domain/properties.test.ts'],
    testTimeout: 20_000,
    // One worker reads the modules once for all files: most of a mutant's time would go to that.
    isolate: false,
  },
});
