const SCOPE = 'https://api.botframework.com';

/** Who the channel says it is; the real one's name, so that a bot's checks are the real checks. */
export const CHANNEL_ISSUER = 'https://api.botframework.com';

/**
 * What a bot on botbuilder needs to trust this sandbox, as keys of `ConfigurationBotFrameworkAuthentication`.
 *
 * Found by trying (tests/sandbox/teams-auth.test.ts):
 * - Setting one of these drops the built-in values of all, so they are given together. `ValidateAuthority` may stay unset.
 * - Incoming: plain http on 127.0.0.1 works for the metadata and the key set. Signature, expiry, issuer, audience, the
 *   key's endorsement and the `serviceurl` claim are all checked.
 * - Outgoing: botbuilder gets tokens through MSAL, which refuses http authorities and unknown hosts. So the second
 *   argument must be a credentials factory of one's own: plain objects will do, botbuilder only calls
 *   `isValidAppId`, `isAuthenticationDisabled` and `createCredentials`, and of the credentials only `signRequest`.
 *   That one fetches `ToChannelFromBotLoginUrl` + /oauth2/v2.0/token with grant_type=client_credentials and scope <audience>/.default.
 */
export function channelAuth(baseUrl: string, tenantId: string) {
  const teams = `${baseUrl}/teams`;
  return {
    ToChannelFromBotLoginUrl: `${teams}/login/${tenantId}`,
    ToChannelFromBotOAuthScope: SCOPE,
    ToBotFromChannelTokenIssuer: CHANNEL_ISSUER,
    ToBotFromChannelOpenIdMetadataUrl: `${teams}/openid/.well-known/openidconfiguration`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${teams}/openid/.well-known/openidconfiguration`,
    OAuthUrl: `${teams}/oauth`,
    CallerId: 'urn:botframework:azure',
  };
}

/** The address the sandbox gives as `serviceUrl`. It ends in a slash, as the real one does. */
export function serviceUrl(baseUrl: string): string {
  return `${baseUrl}/teams/`;
}
