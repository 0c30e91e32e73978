import { type Method, SlackRefusal, stringArg } from '../context.ts';

const authTest: Method = ({ deps, directory }) => ({
  url: `${deps.baseUrl()}/`,
  team: deps.options.slack.teamName,
  user: directory.bot.name,
  team_id: directory.bot.teamId,
  user_id: directory.bot.userId,
  bot_id: directory.bot.botId,
  ...(deps.options.slack.enterprise ? { enterprise_id: deps.options.slack.enterprise.id } : {}),
  is_enterprise_install: false,
});

const info: Method = ({ directory, world }, args) => {
  const user = directory.user(stringArg(args, 'user') ?? '');
  if (!user) throw new SlackRefusal('user_not_found');
  return { user: { ...user, deleted: world().closed.includes(String(user.id)) } };
};

const lookupByEmail: Method = ({ directory, world }, args) => {
  const email = stringArg(args, 'email')?.toLowerCase();
  const userId = directory.userIds().find((one) => directory.personOf(one)?.email.toLowerCase() === email);
  if (!userId || world().closed.includes(userId)) throw new SlackRefusal('users_not_found');
  return { user: directory.user(userId) };
};

const list: Method = ({ directory }, args) => {
  const all = [...directory.userIds(), directory.bot.userId];
  const start = Number(stringArg(args, 'cursor') ?? 0) || 0;
  const end = start + (Number(args.limit) || 200);
  const next = end < all.length ? String(end) : '';
  return { members: all.slice(start, end).map(directory.user), response_metadata: { next_cursor: next } };
};

export const userMethods: Record<string, Method> = {
  'auth.test': authTest,
  'users.info': info,
  'users.lookupByEmail': lookupByEmail,
  'users.list': list,
  'team.info': ({ deps, directory }) => ({
    team: { id: directory.bot.teamId, name: deps.options.slack.teamName, domain: 'sandbox' },
  }),
  'apps.connections.open': ({ socketUrl }) => ({ url: socketUrl() }),
};
