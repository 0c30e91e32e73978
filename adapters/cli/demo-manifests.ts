/** What the platforms' manifests put in the menu of a message, so that the demo offers the same as an installed app. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const MANIFESTS = new URL('../../manifests/', import.meta.url);

const slackManifest = z.object({
  features: z.object({
    unfurl_domains: z.array(z.string()),
    shortcuts: z.array(z.object({ name: z.string(), callback_id: z.string(), type: z.enum(['global', 'message']) })),
  }),
});
const teamsManifest = z.object({
  composeExtensions: z.array(
    z.object({
      commands: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          type: z.enum(['query', 'action']),
          context: z.array(z.string()),
          parameters: z.array(z.object({ name: z.string(), title: z.string() })).optional(),
        }),
      ),
    }),
  ),
});

/** Slack's shortcuts and the commands of Teams' message extension. Throws when a manifest is not as it should be. */
export async function readMenus() {
  const [slack, teams] = await Promise.all([text('slack.yaml'), text('teams/manifest.json')]);
  const { features } = slackManifest.parse(parse(slack));
  const { composeExtensions } = teamsManifest.parse(JSON.parse(teams));
  return {
    slack: features.shortcuts.map(({ name, type, callback_id: callbackId }) => ({ name, type, callbackId })),
    unfurlDomains: features.unfurl_domains,
    teams: composeExtensions.flatMap(({ commands }) => commands),
  };
}

function text(path: string): Promise<string> {
  return readFile(new URL(path, MANIFESTS), 'utf8');
}
