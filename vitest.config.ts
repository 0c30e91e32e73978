import { configDefaults, defineConfig } from 'vitest/config';
import { runsTeamsApps } from './adapters/cli/config.ts';

const RELIABILITY = 'tests/reliability/**/*.test.ts';
/** What goes through a Teams SDK; run once for each. */
const SEAM = 'tests/adapters/teams-sdk.test.ts';
const THROUGH_SDK = ['tests/adapters/teams-*.test.ts', 'tests/e2e/{asking,places}.test.ts'];

const bothSdks = runsTeamsApps(process.versions.node);
if (!bothSdks) {
  process.stderr.write(
    `SKIPPED: Teams with TEAMS_SDK=teams-apps needs Node 22.12, and this is ${process.versions.node}\n`,
  );
}

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: more workers than that only make real servers wait for each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          env: { TEAMS_SDK: 'teams-ai' },
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, RELIABILITY],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'teams-apps',
          env: { TEAMS_SDK: 'teams-apps' },
          include: bothSdks ? THROUGH_SDK : [SEAM],
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
