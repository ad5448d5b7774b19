import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret of 32 random bytes, safe in a URL or a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored in the place of a secret. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** What is stored in the place of a secret that counts only as long as the operator token stays the same. */
export function hashUnder(operatorToken: string, secret: string): string {
  return createHmac('sha256', operatorToken).update(secret, 'utf8').digest('hex');
}

/** Whether two secrets are the same, in a time that tells nothing about where they differ. */
export function isSameSecret(one: string, other: string): boolean {
  const digest = (secret: string) => createHash('sha256').update(secret, 'utf8').digest();
  return timingSafeEqual(digest(one), digest(other));
}
