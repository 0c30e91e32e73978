import { defineConfig } from 'vitest/config';

/** What tries the mutants of the core: its own specifications. The scenarios and the random histories hold it too, but take too long for each. */
export default defineConfig({
  test: {
    include: ['tests/bot/domain/**/*.test.ts'],
    exclude: ['tests/bot/domain/properties.test.ts'],
    testTimeout: 20_000,
    // One worker reads the modules once for all files: most of a mutant's time would go to that.
    isolate: false,
  },
});
