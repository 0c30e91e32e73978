import { CHANNEL_ISSUER } from './auth.ts';
import { GRAPH_AUDIENCE } from './graph.ts';
import type { Answer } from './refusals.ts';
import { CONNECTOR_AUDIENCE, type Tokens } from './tokens.ts';

const AUDIENCES = [CONNECTOR_AUDIENCE, GRAPH_AUDIENCE];

/** POST /login/{tenant}/oauth2/v2.0/token, client credentials only; the errors carry Entra's codes. */
export async function answerLogin(
  tokens: Tokens,
  app: { appId: string; appPassword: string; tenantId: string },
  path: string,
  body: string,
): Promise<Answer> {
  const tenant = /^\/login\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(path)?.[1];
  const form = new URLSearchParams(body);
  if (tenant !== app.tenantId && tenant !== 'botframework.com')
    return no(400, 'invalid_request', `AADSTS90002: Tenant '${tenant}' not found.`);
  if (form.get('grant_type') !== 'client_credentials')
    return no(400, 'unsupported_grant_type', 'AADSTS70003: The app requested an unsupported grant type.');
  if (form.get('client_id') !== app.appId)
    return no(400, 'unauthorized_client', 'AADSTS700016: Application was not found in the directory.');
  if (form.get('client_secret') !== app.appPassword)
    return no(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.');
  const audience = AUDIENCES.find((one) => form.get('scope') === `${one}/.default`);
  if (!audience) return no(400, 'invalid_scope', `AADSTS70011: The scope must be of ${AUDIENCES.join(' or ')}.`);
  const access_token = await tokens.app(tenant, audience);
  return { status: 200, body: { token_type: 'Bearer', expires_in: tokens.lifetime, access_token } };
}

export function openIdMetadata(baseUrl: string) {
  return {
    issuer: CHANNEL_ISSUER,
    authorization_endpoint: 'https://invalid.botframework.com',
    // Beside the metadata, as the real ones: one of the SDKs does not read this but looks there.
    jwks_uri: `${baseUrl}/teams/openid/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
}

function no(status: number, error: string, error_description: string): Answer {
  return { status, body: { error, error_description } };
}
