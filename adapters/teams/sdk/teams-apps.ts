/** The only file that knows @microsoft/teams.apps. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { App, type IHttpServerAdapter } from '@microsoft/teams.apps';
import type { Watch } from '../../../bot/index.ts';
import { VERB } from '../act.ts';
import type { Activity } from '../activity.ts';
import { BOT_FRAMEWORK, type TeamsConfig } from '../config.ts';
import {
  type Connector,
  ConnectorFault,
  LARGEST_PAGE,
  memberFrom,
  retryAfterMs,
  SEND_WITHIN_MS,
  within,
} from '../connector.ts';
import { createLogin } from '../login.ts';
import { MESSAGE_ACTIVITIES } from '../on-message.ts';
import { PLACE_ACTIVITIES } from '../on-place.ts';
import type { Answer, Handlers, Sdk } from '../sdk.ts';

type AppOptions = NonNullable<ConstructorParameters<typeof App>[0]>;
type Route = Parameters<IHttpServerAdapter['registerRoute']>[2];

interface Turn {
  activity: Activity;
  watch: Watch;
  /** Came through the SDK to us. */
  heard: boolean;
}

export async function createSdk(config: TeamsConfig, handlers: Handlers): Promise<Sdk> {
  /** The request under way, with the activity as it came. */
  const turns = new AsyncLocalStorage<Turn>();
  let route: Route = async () => ({ status: 503 });
  const app = new App({
    ...trust(config),
    ...credentials(config),
    client: { logger: QUIET },
    logger: QUIET,
    telemetry: { agent365: false },
    httpServerAdapter: {
      registerRoute(_method, _path, handler) {
        route = handler;
      },
    },
  });
  for (const name of SIGN_IN) app.on(name, async () => ({ status: 501 }));
  app.use(() => hear(turns.getStore(), handlers));
  await app.initialize();
  return {
    receive: (activity, authorization, watch) =>
      turns.run({ activity, watch, heard: false }, async () => {
        const answer = await route({ body: envelope(activity), headers: { authorization } });
        if (turns.getStore()?.heard || answer.status < 400) return answer;
        handlers.onFault(activity, new Error('the SDK refused an activity that had passed our own checks'));
        return { status: answer.status };
      }),
    connector: createConnector(app, config.sendTimeoutMs ?? SEND_WITHIN_MS),
  };
}

/** All that the SDK needs to check and route it. On contents that it does not expect it throws; ours are with the turn. */
function envelope({ type, name, id, channelId, serviceUrl, from, recipient, conversation }: Activity) {
  return { type, name, id, channelId, serviceUrl, from, recipient, conversation, text: '', value: {}, channelData: {} };
}

/** The SDK's own routes, which would sign people in. */
const SIGN_IN = ['signin.token-exchange', 'signin.verify-state', 'signin.failure'] as const;
const TOLD = new Set<string>([...MESSAGE_ACTIVITIES, ...PLACE_ACTIVITIES]);
const ASKED = new Set<unknown>([
  ...['task/fetch', 'task/submit'],
  ...['composeExtension/fetchTask', 'composeExtension/submitAction', 'composeExtension/query'],
]);

async function hear(turn: Turn | undefined, { onActivity, onFault }: Handlers): Promise<Answer> {
  if (!turn) throw new Error('an activity that nobody received');
  turn.heard = true;
  const { activity, watch } = turn;
  if (!isForUs(activity)) return { status: activity.type === 'invoke' ? 501 : 200 };
  try {
    return (await onActivity(activity, watch)) ?? { status: 200 };
  } catch (error) {
    watch.failed();
    onFault(activity, error);
    return { status: activity.type === 'invoke' ? 500 : 200 };
  }
}

function isForUs({ type, name, value }: Activity): boolean {
  if (type !== 'invoke') return TOLD.has(type);
  if (name !== 'adaptiveCard/action') return ASKED.has(name);
  return (value as { action?: { verb?: unknown } } | null)?.action?.verb === VERB;
}

/** Whom to believe and where to sign in. Everything is said, since what is not said the SDK takes from the environment. */
function trust({ authority, tenantId }: TeamsConfig): AppOptions {
  const { openIdMetadataUrl, issuer, scope } = { ...BOT_FRAMEWORK, ...authority };
  return {
    dangerouslyAllowUnauthenticatedRequests: false,
    cloud: {
      openIdMetadataUrl,
      tokenIssuer: issuer,
      botScope: `${scope ?? BOT_FRAMEWORK.scope}/.default`,
      loginEndpoint: 'https://login.microsoftonline.com',
      loginTenant: tenantId,
      tokenServiceUrl: 'https://token.botframework.com',
      graphScope: 'https://graph.microsoft.com/.default',
      agenticIdentityBotScope: 'https://botapi.skype.com/.default',
    },
  };
}

/** With a stand-in's login the secret is named too, empty: else one from the environment would be used at the real login. */
function credentials(config: TeamsConfig): AppOptions {
  const { appId: clientId, appPassword: clientSecret, tenantId, authority } = config;
  if (!authority) return { clientId, clientSecret, tenantId };
  return { clientId, clientSecret: '', tenantId, token: createLogin(config, authority) };
}

/** The SDK would write whole activities and answers; what failed is told by `onFault` and ConnectorFault. */
const QUIET: NonNullable<AppOptions['logger']> = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  trace() {},
  log() {},
  child: () => QUIET,
};

/** The SDK retries nothing by itself, as it should be: that is up to who sends, who knows the budget. */
function createConnector(app: App, timeoutMs: number): Connector {
  async function ask<T>(serviceUrl: string, run: (api: App['api']) => Promise<T>): Promise<T> {
    try {
      return await within(timeoutMs, (signal) => {
        const api = app.api.clone({ serviceUrl });
        api.http.use({ request: ({ config }) => Object.assign(config, { signal }) });
        return run(api);
      });
    } catch (error) {
      throw faultOf(error);
    }
  }

  function call<T>(serviceUrl: string, run: (api: App['api']['conversations']) => Promise<T>): Promise<T> {
    return ask(serviceUrl, ({ conversations }) => run(conversations));
  }

  return {
    send: (serviceUrl, conversation, activity) =>
      call(serviceUrl, async (api) => (await api.createActivity(part(conversation), message(activity))).id),
    update: (serviceUrl, conversation, id, activity) =>
      call(serviceUrl, async (api) => void (await api.updateActivity(part(conversation), part(id), message(activity)))),
    remove: (serviceUrl, conversation, id) =>
      call(serviceUrl, async (api) => void (await api.deleteActivity(part(conversation), part(id)))),
    create: (serviceUrl, parameters) =>
      call(serviceUrl, async (api) => {
        const made = await api.create(parameters);
        return { conversation: made.id, activity: made.activityId };
      }),
    member: (serviceUrl, conversation, user) =>
      call(serviceUrl, async (api) => memberFrom(await api.getMemberById(part(conversation), part(user)))),
    members: (serviceUrl, conversation, continuationToken) =>
      call(serviceUrl, async (api) => {
        const found = await api.getPagedMembers(part(conversation), LARGEST_PAGE, continuationToken);
        return { members: found.members.map(memberFrom), next: found.continuationToken };
      }),
    groupOf: (serviceUrl, team) =>
      ask(serviceUrl, async ({ teams }) => (await teams.getById(part(team))).aadGroupId ?? undefined),
  };
}

/** The SDK puts ids into its paths as they are. */
const part = encodeURIComponent;

type Message = Parameters<App['api']['conversations']['createActivity']>[1];

function message(activity: object): Message {
  return activity as Message;
}

/**
 * The SDK's client (axios) has the answer's status and headers; a time-out or a broken connection has none. Its error is not handed
 * on: it holds the request, and with it our token.
 */
function faultOf(error: unknown): ConnectorFault {
  const { response, code, message } = error as {
    code?: string;
    message?: string;
    response?: { status?: number; headers?: Record<string, string | undefined> };
  };
  const wait = retryAfterMs(response?.headers?.['retry-after'], Date.now());
  const said = `the connector answered ${response?.status ?? code ?? 'nothing'}`;
  return new ConnectorFault(said, response?.status, wait, { cause: message });
}
