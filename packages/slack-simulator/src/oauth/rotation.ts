import { type Slack, settingsOf } from '../slack.ts';
import type { App, Token } from '../state/model.ts';

/** An access token as it is given out. */
export interface Issued {
  readonly accessToken: string;
  /** Null for a token that lives for ever. */
  readonly renewal: { readonly refreshToken: string; readonly expiresInS: number } | null;
}

/** Whose access token: of a bot, or of a person with the scopes that they granted. */
export type Owner = Pick<Token, 'team' | 'userId' | 'scopes'> & { readonly kind: 'bot' | 'user' };

/** More good access tokens of one owner end the oldest (https://docs.slack.dev/authentication/using-token-rotation). */
const MAX_ROTATING = 2;
/** Ended tokens of one owner that still say why they are no good; earlier ones are unknown. Half are refresh tokens. */
const MAX_ENDED = 20;

/** Gives out an access token, with a refresh token beside it while the app rotates its tokens. */
export function issueToken(slack: Slack, app: App, owner: Owner): Issued {
  return app.features.tokenRotation ? issuePair(slack, app.id, owner) : issueLongLived(slack, app.id, owner);
}

/**
 * Spends a refresh token: the new pair, and for whom. A long-lived token that was exchanged for the spent one ends
 * with its first use. Null when the token is unknown, another app's, spent or revoked.
 */
export function renewToken(
  slack: Slack,
  app: App,
  refreshToken: string,
): { readonly owner: Owner; readonly issued: Issued } | null {
  const token = slack.keeper.world.tokens.get(refreshToken);
  if (!token || token.appId !== app.id || token.renews === null) return null;
  if (token.error !== null || isExpired(slack, token)) return null;
  // A second use in the grace period does not prolong it.
  const expiresAt = token.expiresAt ?? lifeEnd(slack, settingsOf(slack).refreshGraceMs);
  slack.keeper.commit({ type: 'token', token: { ...token, expiresAt } });
  const { team, userId, scopes } = token;
  const owner: Owner = { kind: token.renews, team, userId, scopes };
  for (const old of accessTokens(slack, app.id, owner))
    if (old.exchanged) refuseToken(slack, old, 'token_expired');
  return { owner, issued: issuePair(slack, app.id, owner) };
}

/** Gives tokens that rotate for one that lives for ever, which stays good until they are refreshed. */
export function exchangeToken(slack: Slack, token: Token, owner: Owner): Issued {
  slack.keeper.commit({ type: 'token', token: { ...token, exchanged: true } });
  return issuePair(slack, token.appId, owner);
}

/** Calls with the token answer `error` from now on; null makes it good again. */
export function refuseToken(slack: Slack, token: Token, error: string | null): void {
  slack.keeper.commit({ type: 'token', token: { ...token, error } });
}

/** Whether the token's life is over; one that was revoked is not expired. */
export function isExpired(slack: Slack, token: Token): boolean {
  return token.expiresAt !== null && token.expiresAt <= slack.clock.wallMs();
}

/** Whether the token is of *Sign in with Slack*, which is apart from all that an app was allowed otherwise. */
export function signsIn({ scopes }: Pick<Token, 'scopes'>): boolean {
  return scopes.includes('openid');
}

/** Whether the token is one of a pair, so that its end changes nothing else. */
export function rotates(token: Token): boolean {
  return token.renews !== null || token.expiresAt !== null;
}

function issueLongLived(slack: Slack, appId: string, owner: Owner): Issued {
  const token = slack.ids.token(owner.kind === 'bot' ? 'xoxb' : 'xoxp');
  slack.keeper.commit({ type: 'token', token: { ...fresh(appId, owner), token } });
  return { accessToken: token, renewal: null };
}

function issuePair(slack: Slack, appId: string, owner: Owner): Issued {
  const { accessTokenLifeMs, timeScale } = settingsOf(slack);
  const accessToken = slack.ids.rotatingToken(owner.kind === 'bot' ? 'xoxb' : 'xoxp');
  const refreshToken = slack.ids.refreshToken();
  const expiresAt = lifeEnd(slack, accessTokenLifeMs);
  slack.keeper.commit({ type: 'token', token: { ...fresh(appId, owner), token: accessToken, expiresAt } });
  const renewing = { kind: 'refresh', token: refreshToken, renews: owner.kind } as const;
  slack.keeper.commit({ type: 'token', token: { ...fresh(appId, owner), ...renewing } });
  // The world keeps tokens in the order in which they were given out.
  const good = accessTokens(slack, appId, owner).filter((one) => rotates(one) && !isExpired(slack, one));
  for (const old of good.slice(0, -MAX_ROTATING)) refuseToken(slack, old, 'token_revoked');
  forgetEnded(slack, appId, owner);
  // Apps count in real seconds, and must not think that it lives longer than it does.
  const expiresInS = Math.max(1, Math.floor(accessTokenLifeMs / timeScale / 1000));
  return { accessToken, renewal: { refreshToken, expiresInS } };
}

function fresh(appId: string, { kind, team, userId, scopes }: Owner): Omit<Token, 'token'> {
  return { kind, appId, team, userId, scopes, error: null, expiresAt: null, renews: null, exchanged: false };
}

/** When simulated milliseconds from now are over, in milliseconds since 1970. */
function lifeEnd(slack: Slack, lifeMs: number): number {
  return slack.clock.wallMs() + lifeMs / settingsOf(slack).timeScale;
}

/** A bot that is refreshed for months would fill the world with what nobody uses any more. */
function forgetEnded(slack: Slack, appId: string, owner: Owner): void {
  const ended = tokensOf(slack, appId, owner).filter(
    (token) => rotates(token) && (token.error !== null || isExpired(slack, token)),
  );
  for (const { token } of ended.slice(0, -MAX_ENDED)) slack.keeper.commit({ type: 'token-forgotten', token });
}

/** Those that were not ended before their time. */
function accessTokens(slack: Slack, appId: string, owner: Owner): readonly Token[] {
  return tokensOf(slack, appId, owner).filter((token) => token.renews === null && token.error === null);
}

/** All of one owner, refresh tokens too, the oldest first. */
function tokensOf(slack: Slack, appId: string, owner: Owner): readonly Token[] {
  return [...slack.keeper.world.tokens.values()].filter(
    (token) =>
      token.appId === appId &&
      (token.renews ?? token.kind) === owner.kind &&
      token.team === owner.team &&
      token.userId === owner.userId &&
      signsIn(token) === signsIn(owner),
  );
}
