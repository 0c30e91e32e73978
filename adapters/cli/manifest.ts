/** `samrad manifest slack` and `samrad manifest teams FOLDER`: what an operator gives Slack and Microsoft, with their own address in it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config.ts';
import { teamsLocalization, teamsManifest } from './teams-manifest.ts';

export const MANIFEST_HELP = `samrad manifest slack              the Slack app's manifest, for your PUBLIC_URL
samrad manifest teams FOLDER       the files of the Teams app's package, for your PUBLIC_URL and MICROSOFT_APP_ID`;

const MANIFESTS = new URL('../../manifests/', import.meta.url);
const EXAMPLE = 'samrad.example';

interface ManifestDeps {
  env: NodeJS.ProcessEnv;
  out(line: string): void;
}

/** The command's work, resolving with the exit code; null: the words ask for none of these. Throws ConfigError when a setting is missing. */
export function manifest(words: string[], deps: ManifestDeps): (() => Promise<number>) | null {
  const [command, platform, folder] = words;
  if (command !== 'manifest') return null;
  if (platform === 'slack') return () => printSlack(deps);
  return platform === 'teams' && folder ? () => writeTeams(folder, deps) : null;
}

const address = z
  .string({ error: 'is not set' })
  .trim()
  .pipe(z.url({ protocol: /^https$/, error: 'is not an https:// address' }))
  .transform((url) => url.replace(/\/$/, ''));

const SlackSettings = z.object({ PUBLIC_URL: address, SLACK_APP_TOKEN: z.string().optional() });

/** With an app token it is for Socket Mode. */
async function printSlack({ env, out }: ManifestDeps): Promise<number> {
  const { PUBLIC_URL: url, SLACK_APP_TOKEN: appToken } = read(SlackSettings, env);
  const yaml = await readFile(new URL('slack.yaml', MANIFESTS), 'utf8');
  const ours = yaml.replaceAll(`https://${EXAMPLE}`, url).replaceAll(EXAMPLE, new URL(url).hostname);
  out((appToken?.trim() ? ours.replace('socket_mode_enabled: false', 'socket_mode_enabled: true') : ours).trimEnd());
  return 0;
}

const TeamsSettings = z.object({
  PUBLIC_URL: address,
  MICROSOFT_APP_ID: z.string({ error: 'is not set' }).trim().pipe(z.uuid('is not an application id')),
  PRIVACY_URL: address,
  TERMS_URL: address,
});

/** All that belongs in the package, checked before anything is written. */
async function writeTeams(folder: string, { env, out }: ManifestDeps): Promise<number> {
  const settings = read(TeamsSettings, env);
  const values: Record<string, string> = { ...settings, SAMRAD_HOST: new URL(settings.PUBLIC_URL).host };
  const filled = (await text('manifest.json')).replace(/\$\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  const { localizationInfo } = checked('manifest.json', teamsManifest, filled);
  const files: Record<string, string | Buffer> = { 'manifest.json': filled };
  for (const { file } of localizationInfo.additionalLanguages) {
    files[file] = await text(file);
    checked(file, teamsLocalization, String(files[file]));
  }
  for (const icon of ['color.png', 'outline.png']) files[icon] = await readFile(new URL(`teams/${icon}`, MANIFESTS));
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  out(
    `${Object.keys(files).length} files are in ${folder}. Zip them, without the folder, and upload the package to Teams.`,
  );
  return 0;
}

function text(name: string): Promise<string> {
  return readFile(new URL(`teams/${name}`, MANIFESTS), 'utf8');
}

function read<T>(settings: z.ZodType<T>, env: NodeJS.ProcessEnv): T {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
}

function checked<T>(file: string, schema: z.ZodType<T>, json: string): T {
  const parsed = schema.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new ConfigError(`${file} is not as Teams wants it:\n${z.prettifyError(parsed.error)}`);
}
