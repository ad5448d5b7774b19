import { createHash, sign } from 'node:crypto';
import type { SignIn } from '../oauth/codes.ts';
import { nowSeconds, type Slack } from '../slack.ts';
import { signingKey } from './signing-key.ts';

/** Of an id token, as in Slack's example. */
const LIFE_S = 300;

export interface IdTokenParts {
  /** For whom it is. */
  readonly clientId: string;
  /** The access token that goes out beside it. */
  readonly accessToken: string;
  readonly signIn: SignIn;
  /** Of the person. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Says who somebody is, signed (https://docs.slack.dev/authentication/sign-in-with-slack, RFC 7519). */
export function makeIdToken(slack: Slack, { clientId, accessToken, signIn, claims }: IdTokenParts): string {
  const now = nowSeconds(slack);
  const { id, key } = signingKey(slack);
  const head = { alg: 'RS256', typ: 'JWT', kid: id };
  const body = {
    iss: slack.publicUrl(),
    aud: clientId,
    exp: now + LIFE_S,
    iat: now,
    auth_time: signIn.authTime,
    ...(signIn.nonce === null ? {} : { nonce: signIn.nonce }),
    at_hash: accessTokenHash(accessToken),
    ...claims,
  };
  const signed = `${encoded(head)}.${encoded(body)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}

/** The left half of its hash (https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken). */
function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
