/** The only file that knows teams-ai and botbuilder. */
import { Application } from '@microsoft/teams-ai/lib/Application.js';
import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import {
  ConfigurationServiceClientCredentialFactory,
  type ConversationParameters,
  TeamsInfo,
  type TurnContext,
} from 'botbuilder';
import type { Watch } from '../../../bot/index.ts';
import { VERB } from '../act.ts';
import type { Activity } from '../activity.ts';
import { type Authority, BOT_FRAMEWORK, type TeamsConfig } from '../config.ts';
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

/** Where a turn has its request's watch. */
const WATCH = Symbol('watch');

export function createSdk(config: TeamsConfig, handlers: Handlers): Sdk {
  const { authority } = config;
  const adapter = authority
    ? new TeamsAdapter(standInSettings(authority), standIn(config, authority))
    : new TeamsAdapter({}, real(config));
  adapter.onTurnError = async (context, error) => {
    watchOf(context).failed();
    handlers.onFault(heard(context), error);
    await respond(context, { status: 500 });
  };
  const app = application(adapter, handlers);
  return {
    async receive(activity, authorization, watch) {
      const answer: Answer = { status: 200 };
      const response = {
        socket: undefined,
        header: () => undefined,
        status: (code: number) => {
          answer.status = code;
        },
        send: (body: unknown) => {
          answer.body = body;
        },
        end: () => undefined,
      };
      const request = { method: 'POST', headers: { authorization }, body: { ...activity } };
      await adapter.process(request, response, async (context) => {
        context.turnState.set(WATCH, watch);
        await app.run(context);
      });
      return answer;
    },
    connector: createConnector(config, adapter),
  };
}

/**
 * The routes. Invoke answers are given here and not by teams-ai: its actionExecute turns to "replace for all" for good
 * once one card carries `refresh`, and then an older tally can overwrite a newer one.
 */
function application(adapter: TeamsAdapter, { onActivity }: Handlers) {
  const app = new Application({ adapter, startTypingTimer: false, removeRecipientMention: false });
  const answer = async (context: TurnContext) => {
    await respond(context, (await onActivity(heard(context), watchOf(context))) ?? { status: 200 });
    return 'answered';
  };
  const named = (name: string) => async (context: TurnContext) => context.activity.name === name;
  app.adaptiveCards.actionExecute(VERB, answer);
  app.taskModules.fetch(named('task/fetch'), answer);
  app.taskModules.submit(named('task/submit'), answer);
  app.messageExtensions.fetchTask(named('composeExtension/fetchTask'), answer);
  app.messageExtensions.submitAction(named('composeExtension/submitAction'), answer);
  // Not messageExtensions.query, which reads the value before anybody has looked at it.
  app.addRoute(named('composeExtension/query'), async (context) => void (await answer(context)), true);
  for (const type of [...MESSAGE_ACTIVITIES, ...PLACE_ACTIVITIES])
    app.activity(type, async (context) => void (await onActivity(heard(context), watchOf(context))));
  return app;
}

/** The guard has checked its shape; the SDK hands the same object on. */
function heard(context: TurnContext): Activity {
  return context.activity as unknown as Activity;
}

function watchOf(context: TurnContext): Watch {
  return context.turnState.get(WATCH);
}

async function respond(context: TurnContext, value: Answer): Promise<void> {
  if (context.activity.type === 'invoke') await context.sendActivity({ type: 'invokeResponse', value });
}

type Credentials = NonNullable<ConstructorParameters<typeof TeamsAdapter>[1]>;

function real(config: TeamsConfig): Credentials {
  return new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: config.appId,
    MicrosoftAppPassword: config.appPassword,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: config.tenantId,
  });
}

function standIn(config: TeamsConfig, authority: Authority): Credentials {
  const token = createLogin(config, authority);
  return {
    isValidAppId: async (appId) => appId === config.appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${await token()}`);
        return request;
      },
    }),
  };
}

/** All or none: naming one drops the SDK's own values of the others. */
function standInSettings(authority: Authority): Record<string, string> {
  return {
    ToChannelFromBotLoginUrl: authority.loginUrl,
    ToChannelFromBotOAuthScope: authority.scope ?? BOT_FRAMEWORK.scope,
    ToBotFromChannelTokenIssuer: authority.issuer,
    ToBotFromChannelOpenIdMetadataUrl: authority.openIdMetadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: authority.openIdMetadataUrl,
    OAuthUrl: authority.loginUrl,
    CallerId: '',
  };
}

type Auth = TeamsAdapter['botFrameworkAuthentication'];
type Client = Awaited<ReturnType<ReturnType<Auth['createConnectorFactory']>['create']>>;

function createConnector(config: TeamsConfig, adapter: TeamsAdapter) {
  const clients = new Map<string, Promise<Client>>();

  async function connect(serviceUrl: string): Promise<Client> {
    // biome-ignore-start lint/complexity/useLiteralKeys: the SDK hides what a bot needs to write without being spoken to
    const ours = adapter['createClaimsIdentity'](config.appId);
    const client = await adapter['botFrameworkAuthentication'].createConnectorFactory(ours).create(serviceUrl);
    // Retrying is up to who sends, who knows the budget; the SDK's own would sleep through a Retry-After and send twice.
    client['client'].pipeline.removePolicy({ name: 'defaultRetryPolicy' });
    // biome-ignore-end lint/complexity/useLiteralKeys: as above
    return client;
  }

  /** One client an address, as it holds the token. */
  async function ask<T>(serviceUrl: string, run: (client: Client, options: Options) => Promise<T>): Promise<T> {
    const client = clients.get(serviceUrl) ?? connect(serviceUrl);
    clients.set(serviceUrl, client);
    try {
      return await within(config.sendTimeoutMs ?? SEND_WITHIN_MS, async (abortSignal) =>
        run(await client, { abortSignal }),
      );
    } catch (error) {
      throw faultOf(error);
    }
  }

  function call<T>(
    serviceUrl: string,
    run: (conversations: Client['conversations'], options: Options) => Promise<T>,
  ): Promise<T> {
    return ask(serviceUrl, ({ conversations }, options) => run(conversations, options));
  }

  return {
    send: (serviceUrl, conversation, activity) =>
      call(serviceUrl, async (api, options) => (await api.sendToConversation(conversation, activity, options)).id),
    update: (serviceUrl, conversation, id, activity) =>
      call(serviceUrl, async (api, options) => void (await api.updateActivity(conversation, id, activity, options))),
    remove: (serviceUrl, conversation, id) =>
      call(serviceUrl, async (api, options) => void (await api.deleteActivity(conversation, id, options))),
    create: (serviceUrl, parameters) =>
      call(serviceUrl, async (api, options) => {
        const made = await api.createConversation(parameters as unknown as ConversationParameters, options);
        return { conversation: made.id, activity: made.activityId };
      }),
    member: (serviceUrl, conversation, user) =>
      call(serviceUrl, async (api, options) =>
        memberFrom(await api.getConversationMember(conversation, user, options)),
      ),
    members: (serviceUrl, conversation, continuationToken) =>
      call(serviceUrl, async (api, options) => {
        const page = { ...options, pageSize: LARGEST_PAGE, ...(continuationToken ? { continuationToken } : {}) };
        const found = await api.getConversationPagedMembers(conversation, page as PageOptions);
        return { members: (found.members ?? []).map(memberFrom), next: found.continuationToken };
      }),
    groupOf: (serviceUrl, team) =>
      ask(serviceUrl, async (client) => {
        // The SDK asks for the team that a turn is in, and has no other way.
        const turn = { adapter: { createConnectorClient: () => client }, activity: { serviceUrl } };
        return (await TeamsInfo.getTeamDetails(turn as unknown as TurnContext, team)).aadGroupId;
      }),
  } satisfies Connector;
}

interface Options {
  abortSignal: AbortSignal;
}

type PageOptions = Parameters<Client['conversations']['getConversationPagedMembers']>[1] & object;

/** The SDK's RestError has the answer's status; a time-out or a broken connection has none. */
function faultOf(error: unknown): ConnectorFault {
  const { statusCode, response, code } = error as {
    statusCode?: number;
    code?: string;
    response?: { headers?: { get(name: string): string | undefined } };
  };
  const wait = retryAfterMs(response?.headers?.get('retry-after'), Date.now());
  return new ConnectorFault(`the connector answered ${statusCode ?? code ?? 'nothing'}`, statusCode, wait, {
    cause: error,
  });
}
