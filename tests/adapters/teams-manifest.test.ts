import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ASK_COMMANDS, IDEA_COMMANDS } from '../../adapters/teams/on-extension.ts';
import { SEARCH_COMMAND } from '../../adapters/teams/on-search.ts';
import { commandOf } from '../../bot/messages/commands.ts';
import { ASK_SHORTCUTS, IDEA_SHORTCUTS } from '../../bot/views/index.ts';
import { draw, ICONS } from '../../manifests/teams/draw-icons.ts';

const text = readFileSync('manifests/teams/manifest.json', 'utf8');
const APP_ID = z.string().regex(/^\$\{\{MICROSOFT_APP_ID\}\}$/);
const scopes = z.array(z.enum(['personal', 'team']));

const command = z.object({
  id: z.string().max(64),
  title: z.string().max(32),
  description: z.string().max(128),
  context: z.array(z.enum(['message', 'compose', 'commandBox'])),
});

/** Limits from the schema that the manifest names. */
const manifest = z
  .object({
    $schema: z.string(),
    manifestVersion: z.string(),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    id: APP_ID,
    developer: z.object({ name: z.string().max(32), websiteUrl: z.string(), privacyUrl: z.string() }),
    name: z.object({ short: z.string().max(30), full: z.string().max(100) }),
    description: z.object({ short: z.string().max(80), full: z.string().max(4000) }),
    icons: z.object({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
    bots: z.tuple([
      z.object({
        botId: APP_ID,
        scopes,
        isNotificationOnly: z.literal(false),
        commandLists: z.array(
          z.object({
            scopes,
            commands: z.array(z.object({ title: z.string().max(128), description: z.string().max(4000) })).max(10),
          }),
        ),
      }),
    ]),
    composeExtensions: z.tuple([
      z.object({
        botId: APP_ID,
        commands: z
          .array(
            z.discriminatedUnion('type', [
              command.extend({ type: z.literal('action'), fetchTask: z.literal(true) }),
              command.extend({
                type: z.literal('query'),
                initialRun: z.boolean(),
                parameters: z
                  .array(
                    z.object({
                      name: z.string().max(64),
                      title: z.string().max(32),
                      description: z.string().max(128),
                      inputType: z.literal('text'),
                    }),
                  )
                  .max(5),
              }),
            ]),
          )
          .max(10),
      }),
    ]),
    permissions: z.array(z.string()),
    webApplicationInfo: z.object({ id: APP_ID, resource: z.string() }),
    authorization: z.object({
      permissions: z.object({ resourceSpecific: z.array(z.object({ name: z.string(), type: z.string() })) }),
    }),
  })
  .parse(JSON.parse(text));
const [bot] = manifest.bots;

test('names the schema it follows', () => {
  expect(manifest.$schema).toContain(`/v${manifest.manifestVersion}/`);
});

test('asks for what the bot hears and does: chats, channels, replies without a mention', () => {
  expect(bot.scopes).toEqual(['personal', 'team']);
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
  const [{ commands }] = manifest.composeExtensions;
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
  const [{ commands }] = manifest.composeExtensions;
  const queries = commands.filter((one) => one.type === 'query');
  expect(queries.map(({ id, parameters }) => [id, parameters.map(({ name }) => name)])).toEqual([
    [SEARCH_COMMAND.id, [SEARCH_COMMAND.parameter]],
  ]);
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
