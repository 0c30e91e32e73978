/** What people call the platforms, in every language. */
const PLATFORMS = { slack: 'Slack', teams: 'Teams' };
export type PlatformId = keyof typeof PLATFORMS;

/** As people call it; of one that is not known, its id. */
export function platformName(id: string): string {
  return PLATFORMS[id as PlatformId] ?? id;
}
