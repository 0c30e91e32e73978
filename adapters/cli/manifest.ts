/** `samrad manifest slack` and `samrad manifest teams FILE.zip`: what an operator gives Slack and Microsoft, with their own address in it. */
import { readFile, writeFile } from 'node:fs/promises';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { type Document, parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError } from './config.ts';
import { manifestFaults, type TeamsManifest, wordsFaults } from './teams-schema.ts';

export const MANIFEST_HELP = `samrad manifest slack              the Slack app's manifest, for your PUBLIC_URL
samrad manifest teams FILE.zip     the Teams app's package, for your PUBLIC_URL and MICROSOFT_APP_ID`;

const MANIFESTS = new URL('../../manifests/', import.meta.url);
const EXAMPLE = 'samrad.example';
/** Made twice, the package is the same. Zip files know no time zone and no year before 1980. */
const SAME_DAY = '2026-01-01T12:00:00';

interface ManifestDeps {
  env: NodeJS.ProcessEnv;
  out(line: string): void;
}

/** The command's work, resolving with the exit code; null: the words ask for none of these. Throws ConfigError when a setting is missing. */
export function manifest(words: string[], deps: ManifestDeps): (() => Promise<number>) | null {
  const [command, platform, file] = words;
  if (command !== 'manifest') return null;
  if (platform === 'slack') return () => printSlack(deps);
  return platform === 'teams' && file ? () => writeTeams(file, deps) : null;
}

const address = z
  .string({ error: 'is not set' })
  .trim()
  .pipe(z.url({ protocol: /^https$/, error: 'is not an https:// address' }))
  .transform((url) => url.replace(/\/$/, ''));

const SlackSettings = z.object({
  PUBLIC_URL: address,
  SLACK_APP_TOKEN: z.string().optional(),
  SLACK_WORKSPACES: z.string().optional(),
});
/** Told where workspaces install the bot by themselves, when they put it out. */
const REMOVAL_EVENTS = ['app_uninstalled', 'tokens_revoked'];

/** With an app token it is for Socket Mode; with workspaces named, which the operator knows before the app is made, they install it by themselves. */
async function printSlack({ env, out }: ManifestDeps): Promise<number> {
  const { PUBLIC_URL: url, SLACK_APP_TOKEN: appToken, SLACK_WORKSPACES: several } = read(SlackSettings, env);
  const yaml = await readFile(new URL('slack.yaml', MANIFESTS), 'utf8');
  const ours = yaml.replaceAll(`https://${EXAMPLE}`, url).replaceAll(EXAMPLE, new URL(url).hostname);
  const doc = parseDocument(ours);
  if (appToken) doc.setIn(['settings', 'socket_mode_enabled'], true);
  if (several) forSeveral(doc, url);
  out(doc.toString({ lineWidth: 120 }).trimEnd());
  return 0;
}

function forSeveral(doc: Document, url: string): void {
  doc.setIn(['oauth_config', 'redirect_urls'], [`${url}/slack/oauth_redirect`]);
  doc.setIn(['settings', 'org_deploy_enabled'], true);
  doc.setIn(['settings', 'token_rotation_enabled'], true);
  for (const event of REMOVAL_EVENTS) doc.addIn(['settings', 'event_subscriptions', 'bot_events'], event);
}

const TeamsSettings = z.object({
  PUBLIC_URL: address,
  MICROSOFT_APP_ID: z.string({ error: 'is not set' }).trim().pipe(z.uuid('is not an application id')),
  PRIVACY_URL: address,
  TERMS_URL: address,
});

/** The package that is uploaded to Teams: manifest, translations and icons, checked before anything is written. */
async function writeTeams(file: string, { env, out }: ManifestDeps): Promise<number> {
  const settings = read(TeamsSettings, env);
  const values: Record<string, string> = { ...settings, SAMRAD_HOST: new URL(settings.PUBLIC_URL).host };
  const filled = (await text('manifest.json')).replace(/\$\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  const { localizationInfo } = checked<TeamsManifest>('manifest.json', filled, manifestFaults);
  const files: Zippable = { 'manifest.json': strToU8(filled) };
  for (const { file: name } of localizationInfo?.additionalLanguages ?? []) {
    const words = await text(name);
    checked(name, words, wordsFaults);
    files[name] = strToU8(words);
  }
  for (const icon of ['color.png', 'outline.png']) files[icon] = await readFile(new URL(`teams/${icon}`, MANIFESTS));
  await writeFile(file, zipSync(files, { mtime: SAME_DAY }));
  out(`${file}: ${Object.keys(files).length} files, valid by Microsoft's schema. Upload it to Teams.`);
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

/** The parsed file. Throws ConfigError with all that is wrong with it. */
function checked<T>(file: string, json: string, faultsIn: (value: unknown) => string[]): T {
  const value = JSON.parse(json);
  const faults = faultsIn(value);
  if (faults.length > 0) throw new ConfigError(`${file} is not as Teams wants it:\n${faults.join('\n')}`);
  return value;
}
