import type { ExchangeResult, Grant } from '@muster/slack/oauth';
import type { GatewayParts } from '../parts.ts';

/** A pretend Slack for route tests: knows codes and tokens, and can be made to fail. */
export interface FakeSlack extends Pick<GatewayParts, 'slackWeb' | 'slackOAuth'> {
  /** Grants that codes stand for; each is spent by its first exchange. */
  readonly codes: Map<string, Grant>;
  /** Bot tokens that are good, with the address that auth.test gives for them. */
  readonly tokens: Map<string, { grant: Grant; url: string }>;
  readonly appTokens: Set<string>;
  /** Secrets of the clients it knows, by client id. */
  readonly clients: Map<string, string>;
  readonly revoked: string[];
  /** While set, every call ends like this. */
  trouble: 'none' | 'away' | 'busy';
  /** Lets auth.test alone fail. */
  authTestTrouble: boolean;
}

export function fakeSlack(): FakeSlack {
  const slack: FakeSlack = {
    codes: new Map(),
    tokens: new Map(),
    appTokens: new Set(),
    clients: new Map(),
    revoked: [],
    trouble: 'none',
    authTestTrouble: false,
    slackOAuth: {
      async exchangeCode({ clientId, clientSecret, code }): Promise<ExchangeResult> {
        if (slack.trouble !== 'none') return { kind: 'unavailable', code: 'timeout' };
        const refused = judgeClient(slack, clientId, clientSecret);
        if (refused) return { kind: 'refused', code: refused };
        const grant = slack.codes.get(code);
        if (!grant) return { kind: 'refused', code: 'invalid_code' };
        slack.codes.delete(code);
        return { kind: 'ok', grant };
      },
      async checkClient({ clientId, clientSecret }) {
        if (slack.trouble !== 'none') return { kind: 'unavailable', code: 'timeout' };
        const refused = judgeClient(slack, clientId, clientSecret);
        return refused ? { kind: 'refused', code: refused } : { kind: 'ok' };
      },
    },
    slackWeb: {
      async authTest(token) {
        const trouble = troubleOf(slack);
        if (trouble) return trouble;
        if (slack.authTestTrouble) return { kind: 'unavailable', code: 'http_500', maybeDone: true };
        const known = slack.tokens.get(token);
        if (!known) return { kind: 'dead-token', code: 'invalid_auth' };
        const { grant, url } = known;
        return {
          kind: 'ok',
          botId: `B${grant.botUserId.slice(1)}`,
          botUserId: grant.botUserId,
          teamId: grant.teamId ?? 'E1',
          enterpriseId: grant.enterpriseId,
          teamName: grant.teamName,
          url,
          isEnterpriseInstall: grant.isEnterpriseInstall,
          appId: null,
          scopes: grant.scopes,
        };
      },
      async appOfBot(token) {
        const trouble = troubleOf(slack);
        if (trouble) return trouble;
        const known = slack.tokens.get(token);
        return known
          ? { kind: 'ok', appId: known.grant.appId }
          : { kind: 'dead-token', code: 'invalid_auth' };
      },
      async openConnection(appToken) {
        const trouble = troubleOf(slack);
        if (trouble) return trouble;
        if (!slack.appTokens.has(appToken)) return { kind: 'dead-token', code: 'invalid_auth' };
        return { kind: 'ok', url: 'wss://slack.test/link' };
      },
      async revoke(token) {
        const trouble = troubleOf(slack);
        if (trouble) return trouble;
        slack.revoked.push(token);
        return slack.tokens.delete(token) ? { kind: 'ok' } : { kind: 'dead-token', code: 'token_revoked' };
      },
    },
  };
  return slack;
}

function judgeClient(slack: FakeSlack, clientId: string, clientSecret: string): string | null {
  const secret = slack.clients.get(clientId);
  if (secret === undefined) return 'invalid_client_id';
  return secret === clientSecret ? null : 'bad_client_secret';
}

function troubleOf({ trouble }: FakeSlack) {
  if (trouble === 'busy') return { kind: 'rate-limited', retryAfterMs: 30_000 } as const;
  return trouble === 'away' ? ({ kind: 'unavailable', code: 'timeout', maybeDone: true } as const) : null;
}
