import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import type { Slack } from '../slack.ts';

export interface SigningKey {
  /** Names it among the published keys. */
  readonly id: string;
  readonly key: KeyObject;
}

/** The key of id tokens: made when the first is needed and kept in the journal, for clients keep its public half. */
export function signingKey(slack: Slack): SigningKey {
  const jwk = slack.keeper.world.signingKey ?? makeKey(slack);
  return { id: thumbprint(jwk), key: createPrivateKey({ key: jwk, format: 'jwk' }) };
}

/** What `/openid/connect/keys` tells: public halves only. */
export function publicKeys(slack: Slack): readonly JsonWebKey[] {
  const { id, key } = signingKey(slack);
  const jwk = createPublicKey(key).export({ format: 'jwk' });
  return [{ ...jwk, use: 'sig', alg: 'RS256', kid: id }];
}

function makeKey(slack: Slack): JsonWebKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ format: 'jwk' });
  slack.keeper.commit({ type: 'signing-key', key });
  return key;
}

/** As https://www.rfc-editor.org/rfc/rfc7638 makes it of an RSA key. */
function thumbprint({ e, kty, n }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}
