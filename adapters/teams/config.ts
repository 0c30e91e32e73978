/** Whose tokens are believed and where the bot gets its own. */
export interface Authority {
  /** OpenID metadata of the channel that signs what comes in. */
  openIdMetadataUrl: string;
  /** `iss` of those tokens. */
  issuer: string;
  /** The login without `/oauth2/v2.0/token`. */
  loginUrl: string;
  /** Audience of the outgoing token, without `/.default`; absent: the Bot Framework's. */
  scope?: string | undefined;
  /** Microsoft Graph with its version; absent: the real one. */
  graphUrl?: string | undefined;
}

/** `teams-ai`: on botbuilder, for any Node. `teams-apps`: its successor, for Node 22.12 and newer. */
export type SdkName = 'teams-ai' | 'teams-apps';

export interface TeamsConfig {
  /** `teams-ai` by default. */
  sdk?: SdkName | undefined;
  /** Microsoft Entra application id of the bot; the audience of incoming tokens. */
  appId: string;
  appPassword: string;
  /** The one tenant that is served. */
  tenantId: string;
  /** A stand-in for Microsoft's login and keys; absent: the real ones. */
  authority?: Authority | undefined;
  /** How long a call to the Bot Connector may take, 20 s by default. */
  sendTimeoutMs?: number | undefined;
  /** How long the core may take before an invoke is answered with its fault text, 4 s by default (Teams gives about 5). */
  answerWithinMs?: number | undefined;
}

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
export const BOT_FRAMEWORK = {
  openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  issuer: 'https://api.botframework.com',
  scope: 'https://api.botframework.com',
};
