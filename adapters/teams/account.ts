import type { Account } from '../../bot/index.ts';
import { type Activity, baseConversation, tenantOf } from './activity.ts';
import { type Connector, ConnectorFault, type Member } from './connector.ts';
import { openingChat, personOf } from './refs.ts';

const REMEMBERED = 10_000;

export type AccountOf = (activity: Activity) => Account;

/** Accounts for the core. E-mail addresses are asked of Teams when the core wants one, and remembered once found. */
export function createAccounts(connector: Connector): AccountOf {
  const emails = new Map<string, string>();

  async function emailOf(activity: Activity, key: string): Promise<string | undefined> {
    const known = emails.get(key);
    if (known !== undefined) return known;
    const { email } = await memberOf(activity);
    if (emails.size >= REMEMBERED) emails.clear();
    if (email !== undefined) emails.set(key, email);
    return email;
  }

  async function memberOf(activity: Activity): Promise<Member> {
    const { serviceUrl, conversation, from } = activity;
    try {
      return await connector.member(serviceUrl, baseConversation(conversation.id), from.id);
    } catch (error) {
      if (!isNotThere(error)) throw error;
      // A message extension is used in chats that the bot is not in.
      const own = await connector.create(serviceUrl, openingChat(personOf(activity)));
      return await connector.member(serviceUrl, own.conversation, from.id);
    }
  }

  return (activity) => {
    const team = tenantOf(activity) ?? '';
    const user = activity.from.aadObjectId ?? activity.from.id;
    return {
      platform: 'teams',
      team,
      user,
      ref: personOf(activity),
      async profile() {
        try {
          const email = await emailOf(activity, `${team}:${user}`);
          return email === undefined ? null : { email, ...(activity.locale ? { locale: activity.locale } : {}) };
        } catch (error) {
          if (isNotThere(error)) return null;
          throw error;
        }
      },
    };
  };
}

/** Not a member, or the bot is not. All else is a fault, for the core to pass on. */
function isNotThere(error: unknown): boolean {
  return error instanceof ConnectorFault && (error.status === 403 || error.status === 404);
}
