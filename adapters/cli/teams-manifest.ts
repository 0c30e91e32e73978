import { z } from 'zod';

/**
 * The Teams app manifest 1.22 as far as ours goes, with the limits of its documentation
 * (learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema). Strict: a field that is not here is a mistake.
 */
const text = (most: number) => z.string().trim().min(1).max(most);
const https = z.url({ protocol: /^https$/ }).max(2048);
const appId = z.uuid();
const scopes = z.array(z.enum(['personal', 'team', 'groupChat'])).nonempty();
const languageTag = z.string().regex(/^[a-z]{2}(-[a-z]{2})?$/);

const command = z.strictObject({
  id: text(64),
  type: z.enum(['action', 'query']),
  title: text(32),
  description: text(128),
  context: z.array(z.enum(['message', 'compose', 'commandBox'])).nonempty(),
});
const action = command.extend({ type: z.literal('action'), fetchTask: z.literal(true) });
const parameter = z.strictObject({
  name: text(64),
  title: text(32),
  description: text(128),
  inputType: z.literal('text'),
});
const query = command.extend({
  type: z.literal('query'),
  initialRun: z.boolean(),
  parameters: z.array(parameter).nonempty().max(5),
});

export const teamsManifest = z.strictObject({
  $schema: https,
  manifestVersion: z.literal('1.22'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: appId,
  localizationInfo: z.strictObject({
    defaultLanguageTag: languageTag,
    additionalLanguages: z.array(z.strictObject({ languageTag, file: z.string().endsWith('.json') })),
  }),
  developer: z.strictObject({ name: text(32), websiteUrl: https, privacyUrl: https, termsOfUseUrl: https }),
  name: z.strictObject({ short: text(30), full: text(100) }),
  description: z.strictObject({ short: text(80), full: text(4000) }),
  icons: z.strictObject({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
  accentColor: z.string().regex(/^#[0-9A-F]{6}$/i),
  bots: z.tuple([
    z.strictObject({
      botId: appId,
      scopes,
      isNotificationOnly: z.literal(false),
      supportsFiles: z.literal(false),
      supportsCalling: z.literal(false),
      supportsVideo: z.literal(false),
      commandLists: z
        .array(
          z.strictObject({
            scopes,
            commands: z.array(z.strictObject({ title: text(128), description: text(4000) })).max(10),
          }),
        )
        .max(3),
    }),
  ]),
  composeExtensions: z.tuple([
    z.strictObject({ botId: appId, commands: z.array(z.discriminatedUnion('type', [action, query])).max(10) }),
  ]),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])),
  validDomains: z.array(z.string()).max(16),
  defaultInstallScope: z.literal('team'),
  webApplicationInfo: z.strictObject({ id: appId, resource: https }),
  authorization: z.strictObject({
    permissions: z.strictObject({
      resourceSpecific: z.array(
        z.strictObject({ name: z.literal('ChannelMessage.Read.Group'), type: z.literal('Application') }),
      ),
    }),
  }),
});

const LIMITS: [key: RegExp, most: number][] = [
  [/^name\.short$/, 30],
  [/^name\.full$/, 100],
  [/^description\.short$/, 80],
  [/^description\.full$/, 4000],
  [/^bots\[0\]\.commandLists\[[0-2]\]\.commands\[[0-9]\]\.title$/, 128],
  [/^bots\[0\]\.commandLists\[[0-2]\]\.commands\[[0-9]\]\.description$/, 4000],
  [/^composeExtensions\[0\]\.commands\[[0-9]\]\.(parameters\[[0-4]\]\.)?title$/, 32],
  [/^composeExtensions\[0\]\.commands\[[0-9]\]\.(parameters\[[0-4]\]\.)?description$/, 128],
];

/** The manifest's words in another language: by where they stand in it. */
export const teamsLocalization = z
  .record(z.string(), z.string().trim().min(1))
  .refine((words) => ['name.short', 'description.short', 'description.full'].every((key) => key in words), {
    message: 'name.short, description.short and description.full are needed',
  })
  .superRefine((words, context) => {
    for (const [key, said] of Object.entries(words)) {
      const most = key === '$schema' ? Number.POSITIVE_INFINITY : LIMITS.find(([known]) => known.test(key))?.[1];
      if (most === undefined) context.addIssue(`${key} is none of what can be translated`);
      else if (said.length > most) context.addIssue(`${key} is longer than ${most} characters`);
    }
  });
