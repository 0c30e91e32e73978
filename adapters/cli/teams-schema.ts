/**
 * Microsoft's JSON schemas for the files of a Teams app, as they publish them with @microsoft/app-manifest. Only the schemas are read: its
 * code fetches them from the net, and needs a package that it does not name.
 */
import { createRequire } from 'node:module';
import type { TeamsManifestV1D24 as V1D24 } from '@microsoft/app-manifest';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

export type TeamsManifest = V1D24.TeamsManifestV1D24;

/** The newest for an app of standard channels: from 1.25 on, Teams wants one in teams to be for private and shared channels too. */
const VERSION = 'v1.24';
const require = createRequire(import.meta.url);
const manifestSchema: object = schema('MicrosoftTeams.schema.json');
const wordsSchema: object = schema('MicrosoftTeams.Localization.schema.json');

function schema(name: string): object {
  return require(`@microsoft/app-manifest/build/json-schemas/teams/${VERSION}/${name}`);
}

/** What is wrong with the parsed manifest.json, in a line each; none: nothing. */
export function manifestFaults(manifest: unknown): string[] {
  return faults(manifestSchema, manifest);
}

/** The same of a file with the manifest's words in another language. */
export function wordsFaults(words: unknown): string[] {
  return faults(wordsSchema, words);
}

function faults(against: object, value: unknown): string[] {
  // Some of the schemas' expressions are none by the stricter reading.
  const ajv = new Ajv.default({ allErrors: true, strictTypes: false, unicodeRegExp: false });
  addFormats.default(ajv, ['uri', 'email', 'regex']);
  const check = ajv.compile(against);
  if (check(value)) return [];
  return (check.errors ?? []).map(({ instancePath, message, params }) => {
    return `${instancePath || '/'} ${message ?? 'is wrong'} ${JSON.stringify(params)}`;
  });
}
