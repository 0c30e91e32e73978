import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ASK_CALLBACKS } from '../../adapters/slack/listeners/ask-shortcut.ts';
import { EVENTS, listen } from '../../adapters/slack/listeners/index.ts';
import { SHORTCUTS } from '../../adapters/slack/listeners/shortcut.ts';
import { SCOPES } from '../../adapters/slack/oauth/scopes.ts';
import { ASK_SHORTCUTS, IDEA_SHORTCUTS } from '../../bot/messages/index.ts';

const manifest = z
  .object({
    display_information: z.object({
      name: z.string().max(35),
      description: z.string().max(140),
      long_description: z.string().min(174).max(4000),
    }),
    features: z.object({
      unfurl_domains: z.array(z.string().regex(/^[a-z0-9.-]+$/)).max(5),
      slash_commands: z.array(
        z.object({ command: z.string().startsWith('/'), url: z.url(), description: z.string().max(2000) }),
      ),
      shortcuts: z.array(
        z.object({
          name: z.string().max(24),
          type: z.enum(['global', 'message']),
          callback_id: z.string().max(255),
          description: z.string().max(150),
        }),
      ),
      app_home: z.object({
        home_tab_enabled: z.literal(true),
        messages_tab_enabled: z.literal(true),
        messages_tab_read_only_enabled: z.literal(false),
      }),
    }),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
    settings: z.object({
      event_subscriptions: z.object({ request_url: z.url(), bot_events: z.array(z.string()) }),
      interactivity: z.object({ is_enabled: z.literal(true), request_url: z.url() }),
    }),
  })
  .parse(parse(readFileSync('manifests/slack.yaml', 'utf8')));

/** Scopes that Slack asks for each method and event, from its reference. */
const METHOD_SCOPES: Record<string, string[]> = {
  'auth.test': [],
  'auth.revoke': [],
  'views.open': [],
  'views.push': [],
  'views.update': [],
  'views.publish': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.getPermalink': [],
  'chat.unfurl': ['links:write'],
  filesUploadV2: ['files:write'],
  'conversations.open': ['im:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read.email'],
};
const EVENT_SCOPES: Record<string, string[]> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  link_shared: ['links:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  member_joined_channel: ['channels:read', 'groups:read'],
  channel_id_changed: ['channels:read', 'groups:read'],
  channel_left: ['channels:read'],
  channel_archive: ['channels:read'],
  channel_unarchive: ['channels:read'],
  channel_deleted: ['channels:read'],
  group_left: ['groups:read'],
  group_archive: ['groups:read'],
  group_unarchive: ['groups:read'],
  group_deleted: ['groups:read'],
  user_change: ['users:read'],
  channel_shared: ['channels:read', 'groups:read'],
  channel_unshared: ['channels:read', 'groups:read'],
};

function source(): string {
  const files = readdirSync('adapters/slack', { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`adapters/slack/${file}`, 'utf8'))
    .join('\n');
}

function methodsUsed(): string[] {
  const calls = source().matchAll(/client\.([a-z]+\.[a-zA-Z]+|filesUploadV2)\(/g);
  return [...new Set([...calls].map((call) => call[1] ?? ''))].sort();
}

describe('the Slack manifest', () => {
  it('subscribes to the events that are listened to, and no others', () => {
    const kinds = manifest.settings.event_subscriptions.bot_events.map((name) => name.split('.')[0]);
    expect([...new Set(kinds)].sort()).toEqual([...EVENTS].sort());
  });

  it('has one command, on the address that takes everything', () => {
    const [command, ...more] = manifest.features.slash_commands;
    expect(more).toEqual([]);
    expect(command?.command).toBe('/samrad');
    const addresses = [
      command?.url,
      manifest.settings.interactivity.request_url,
      manifest.settings.event_subscriptions.request_url,
    ];
    expect(new Set(addresses)).toEqual(new Set(['https://samrad.example/slack/events']));
  });

  it('hears of addresses on its own host, and no others', () => {
    expect(manifest.features.unfurl_domains).toEqual(['samrad.example']);
  });

  it('has a shortcut for each that is listened to, by the name that answers tell people', () => {
    const named = manifest.features.shortcuts.map(({ callback_id, name, type }) => [callback_id, name, type]);
    const ideas = Object.entries(SHORTCUTS).map(([id, idea]) => [id, IDEA_SHORTCUTS[idea], 'message']);
    const asking = [
      [ASK_CALLBACKS.anywhere, ASK_SHORTCUTS.anywhere, 'global'],
      [ASK_CALLBACKS.message, ASK_SHORTCUTS.message, 'message'],
    ];
    expect(named).toEqual([...asking, ...ideas]);
  });

  it('names what Bolt is told to listen to, and nothing else', () => {
    const heard = { commands: new Set<string>(), shortcuts: new Set<string>(), events: new Set<string>() };
    const app = {
      command: (name: string) => heard.commands.add(name),
      shortcut: ({ type, callback_id }: { type: string; callback_id: string }) =>
        heard.shortcuts.add(`${type === 'shortcut' ? 'global' : 'message'} ${callback_id}`),
      event: (name: string) => heard.events.add(name),
      action: () => undefined,
      view: () => undefined,
    };
    const [{ command } = { command: '' }] = manifest.features.slash_commands;
    listen(app as unknown as Parameters<typeof listen>[0], command, {} as Parameters<typeof listen>[2], () => '');
    expect([...heard.commands]).toEqual(manifest.features.slash_commands.map((one) => one.command));
    expect([...heard.shortcuts].sort()).toEqual(
      manifest.features.shortcuts.map(({ type, callback_id }) => `${type} ${callback_id}`).sort(),
    );
    const subscribed = manifest.settings.event_subscriptions.bot_events.map((name) => name.split('.')[0]);
    expect([...heard.events].sort()).toEqual([...new Set(subscribed)].sort());
  });

  it('asks for the same scopes as where workspaces install by themselves', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(SCOPES);
  });

  it('asks for the scopes that are used, and no others', () => {
    expect(methodsUsed().length).toBeGreaterThan(5);
    const used = methodsUsed().flatMap((method) => METHOD_SCOPES[method] ?? [`no scope known for ${method}`]);
    const heard = manifest.settings.event_subscriptions.bot_events.flatMap((name) => EVENT_SCOPES[name] ?? name);
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...new Set([...used, ...heard, 'commands'])].sort());
  });
});
