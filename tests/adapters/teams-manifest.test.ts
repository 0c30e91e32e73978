import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { manifestFaults, wordsFaults } from '../../adapters/cli/teams-schema.ts';
import { ASK_COMMANDS, IDEA_COMMANDS } from '../../adapters/teams/on-extension.ts';
import { SEARCH_COMMAND } from '../../adapters/teams/on-search.ts';
import { commandOf } from '../../bot/messages/commands.ts';
import { ASK_SHORTCUTS, IDEA_SHORTCUTS } from '../../bot/messages/index.ts';
import { draw, ICONS } from '../../manifests/teams/draw-icons.ts';
import json from '../../manifests/teams/manifest.json' with { type: 'json' };
import product from '../../package.json' with { type: 'json' };

const text = readFileSync('manifests/teams/manifest.json', 'utf8');
const FILLED = { MICROSOFT_APP_ID: '7b5c8a52-8f4e-4a6b-9a3e-0d2c6f1e5b77', SAMRAD_HOST: 'samrad.example' };
const filled = text.replace(/\$\{\{(\w+)\}\}/g, (_, name: string) =>
  name in FILLED ? FILLED[name as keyof typeof FILLED] : 'https://samrad.example/vilkaar',
);
const manifest: typeof json = JSON.parse(filled);
const [bot] = manifest.bots as [(typeof json.bots)[number]];
const [extension] = manifest.composeExtensions as [(typeof json.composeExtensions)[number]];

test('is as Microsoft’s schema of its version wants it; what is not is told', () => {
  expect(manifestFaults(manifest)).toEqual([]);
  expect(manifestFaults({ ...manifest, name: { short: 'x'.repeat(31) }, more: 1 })).toEqual([
    expect.stringContaining('additional properties'),
    expect.stringContaining('/name/short'),
  ]);
  expect(wordsFaults({})).toContainEqual(expect.stringContaining('name.short'));
});

test('has the version of the product: Teams takes a package for an update only when that is higher', () => {
  expect(manifest.version).toBe(product.version);
});

test('names the schema it follows', () => {
  expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`);
});

test('asks for what the bot hears and does: chats, channels, replies without a mention', () => {
  expect(bot.scopes).toEqual(['personal', 'team', 'groupChat']);
  expect(manifest.authorization.permissions.resourceSpecific).toEqual([
    { name: 'ChannelMessage.Read.Group', type: 'Application' },
  ]);
});

test('offers only commands that the core knows, and help in every scope', () => {
  for (const { commands } of bot.commandLists) {
    const known = commands.map(({ title }) => commandOf(title)?.command);
    expect(known).not.toContain(undefined);
    expect(known).toContain('help');
  }
  expect(bot.commandLists.flatMap((list) => list.scopes)).toEqual(bot.scopes);
  expect(commandOf('koffer')).toBeNull();
});

test('has a command in the menu of a message for each that is answered, by the name that answers tell people', () => {
  const { commands } = extension;
  const ideas = Object.entries(IDEA_COMMANDS).map(([id, idea]) => [id, IDEA_SHORTCUTS[idea], ['message']]);
  const asking = [
    [ASK_COMMANDS.anywhere, ASK_SHORTCUTS.anywhere, ['compose', 'commandBox']],
    [ASK_COMMANDS.message, ASK_SHORTCUTS.message, ['message']],
  ];
  const actions = commands.filter(({ type }) => type === 'action');
  expect(actions.map(({ id, title, context }) => [id, title, context])).toEqual([...asking, ...ideas]);
  // It runs in the channels the bot is in: no permission more than those it had.
  expect(manifest.permissions).toEqual(['identity', 'messageTeamMembers']);
});

test('has the search that is answered, with the parameter that is read', () => {
  const { commands } = extension;
  const queries = commands.filter((one) => one.type === 'query');
  expect(queries.map(({ id, parameters }) => [id, parameters?.map(({ name }) => name)])).toEqual([
    [SEARCH_COMMAND.id, [SEARCH_COMMAND.parameter]],
  ]);
});

test.each(manifest.localizationInfo.additionalLanguages)(
  'in $languageTag says the same, with words that are understood',
  ({ file }) => {
    const words: Record<string, string> = JSON.parse(readFileSync(`manifests/teams/${file}`, 'utf8'));
    expect(wordsFaults(words)).toEqual([]);
    const at = (key: string) =>
      key.split(/[.[\]]+/).reduce<unknown>((json, name) => (json as Record<string, unknown>)[name], manifest);
    for (const key of Object.keys(words)) expect([key, at(key)]).toEqual([key, expect.any(String)]);
    for (const [i, { commands }] of bot.commandLists.entries()) {
      for (const [j, { title }] of commands.entries()) {
        const said = `bots[0].commandLists[${i}].commands[${j}]`;
        expect([title, commandOf(words[`${said}.title`] ?? '')?.command]).toEqual([title, commandOf(title)?.command]);
        expect(words[`${said}.description`]).toBeTruthy();
      }
    }
    // Answers tell people the names of those that catch an idea: one for all languages.
    const ideas = Object.keys(IDEA_COMMANDS);
    for (const [i, { id, description }] of extension.commands.entries()) {
      const said = `composeExtensions[0].commands[${i}]`;
      expect([id, `${said}.title` in words]).toEqual([id, !ideas.includes(id)]);
      expect([id, words[`${said}.description`] ?? description]).not.toEqual([id, description]);
    }
  },
);

test('a translation of what is not there, or too long, is a mistake', () => {
  const words = { 'name.short': 'a', 'description.short': 'b', 'description.full': 'c' };
  expect(wordsFaults(words)).toEqual([]);
  expect(wordsFaults({ ...words, 'bots[0].name': 'x' })).toHaveLength(1);
  expect(wordsFaults({ ...words, 'name.short': 'x'.repeat(31) })).toHaveLength(1);
  expect(wordsFaults({ 'name.short': 'a' })).toHaveLength(2);
});

test('has no placeholder but those the guide names', () => {
  const found = [...text.matchAll(/\$\{\{(.*?)\}\}/g)].map(([, name]) => name);
  expect(new Set(found)).toEqual(new Set(['MICROSOFT_APP_ID', 'SAMRAD_HOST', 'PRIVACY_URL', 'TERMS_URL']));
});

test.each(Object.entries(ICONS))(
  '%s is drawn as the script draws it, in the size Teams wants',
  (name, { size, ground }) => {
    const file = readFileSync(`manifests/teams/${name}`);
    expect([file.toString('latin1', 1, 4), file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual(['PNG', size, size]);
    const at = file.indexOf('IDAT');
    const rows = inflateSync(file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4)));
    const pixels = Buffer.concat(
      Array.from({ length: size }, (_, y) => rows.subarray(y * (size * 4 + 1) + 1, (y + 1) * (size * 4 + 1))),
    );
    expect(pixels.equals(draw(size, ground))).toBe(true);
  },
);
