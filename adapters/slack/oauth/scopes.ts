/** What is asked for when the bot is installed. The manifest says what for, and a test that both ask for the same. */
export const SCOPES = [
  'app_mentions:read',
  'channels:read',
  'channels:history',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'links:read',
  'links:write',
  'users:read',
  'users:read.email',
];
