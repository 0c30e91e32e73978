/** Mutation testing of the pure core: which changes of it no test would notice. See docs/mutation.md. */
export default {
  mutate: ['bot/domain/**/*.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  coverageAnalysis: 'perTest',
  // Constants read once at start (the default policy, holiday tables) are compared whole by tests of their own.
  ignoreStatic: true,
  concurrency: 2,
  // The specifications take a second in all: what has not ended in two more never does.
  timeoutMS: 2_000,
  tempDirName: '.cache/stryker',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: '.cache/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: true },
  thresholds: { high: 95, low: 85, break: 85 },
};
