import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { readFailure } from '../errors.ts';
import { silentLogger } from '../silent-logger.ts';

/** What Slack grants for a code. `teamId` is null for an org-wide installation, `enterpriseId` without an org. */
export interface Grant {
  readonly botToken: string;
  readonly appId: string;
  readonly teamId: string | null;
  readonly teamName: string;
  readonly enterpriseId: string | null;
  readonly isEnterpriseInstall: boolean;
  readonly botUserId: string;
  /** As granted, which may be more than was asked for now. */
  readonly scopes: readonly string[];
  /** The Slack user who allowed it. */
  readonly installedBy: string;
}

/**
 * `refused`: Slack said no, and asking again with the same code will not help. `unavailable`: no answer, or one
 * that makes no sense; the code may be spent all the same.
 */
export type ExchangeResult =
  | { readonly kind: 'ok'; readonly grant: Grant }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unavailable'; readonly code: string };

/** Whether a client id and secret belong together. */
export type ClientCheck =
  | { readonly kind: 'ok' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unavailable'; readonly code: string };

export interface SlackOAuth {
  /** Trades a code for a bot token. Never tries twice, for a code works once. */
  exchangeCode(request: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly code: string;
    readonly redirectUrl: string;
  }): Promise<ExchangeResult>;
  /** Asks Slack with a code that cannot exist: its complaint tells whether the client was known. */
  checkClient(client: { readonly clientId: string; readonly clientSecret: string }): Promise<ClientCheck>;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** The OAuth side of Slack's Web API at `apiUrl`. Holds nothing that needs closing. */
export function createSlackOAuth(options: {
  readonly apiUrl: string;
  readonly timeoutMs?: number;
}): SlackOAuth {
  const client = new WebClient(undefined, {
    slackApiUrl: options.apiUrl,
    timeout: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: silentLogger,
  });
  return {
    async exchangeCode({ clientId, clientSecret, code, redirectUrl }) {
      try {
        const answer = await client.oauth.v2.access({
          client_id: clientId,
          client_secret: clientSecret,
          code,
          redirect_uri: redirectUrl,
        });
        return readGrant(answer);
      } catch (error) {
        return exchangeFailure(error);
      }
    },
    async checkClient({ clientId, clientSecret }) {
      try {
        await client.oauth.v2.access({
          client_id: clientId,
          client_secret: clientSecret,
          code: 'muster-check',
        });
        return { kind: 'unavailable', code: 'unexpected_answer' };
      } catch (error) {
        const failure = exchangeFailure(error);
        return failure.kind === 'refused' && failure.code === 'invalid_code' ? { kind: 'ok' } : failure;
      }
    },
  };
}

const named = z.object({ id: z.string().min(1), name: z.string().default('') });

/** https://docs.slack.dev/reference/methods/oauth.v2.access */
const accessAnswer = z.object({
  access_token: z.string().min(1),
  token_type: z.literal('bot'),
  scope: z.string().default(''),
  bot_user_id: z.string().min(1),
  app_id: z.string().min(1),
  team: named.nullish(),
  enterprise: named.nullish(),
  is_enterprise_install: z.boolean().default(false),
  authed_user: z.object({ id: z.string().default('') }).nullish(),
  refresh_token: z.string().optional(),
});

function readGrant(answer: unknown): ExchangeResult {
  const parsed = accessAnswer.safeParse(answer);
  if (!parsed.success) return { kind: 'unavailable', code: 'unexpected_answer' };
  const { data } = parsed;
  // Such a token ends within 12 hours, and there is nobody to refresh it.
  if (data.refresh_token !== undefined) return { kind: 'refused', code: 'token_rotation_enabled' };
  const teamId = data.is_enterprise_install ? null : (data.team?.id ?? null);
  const enterpriseId = data.enterprise?.id ?? null;
  if (teamId === null && enterpriseId === null) return { kind: 'unavailable', code: 'unexpected_answer' };
  return {
    kind: 'ok',
    grant: {
      botToken: data.access_token,
      appId: data.app_id,
      teamId,
      teamName: (teamId === null ? data.enterprise?.name : data.team?.name) ?? '',
      enterpriseId,
      isEnterpriseInstall: data.is_enterprise_install,
      botUserId: data.bot_user_id,
      scopes: data.scope.split(',').filter((scope) => scope !== ''),
      installedBy: data.authed_user?.id ?? '',
    },
  };
}

/** A code or a client that Slack refuses may come with any error; only what concerns Slack itself is trouble. */
function exchangeFailure(error: unknown): Exclude<ExchangeResult, { kind: 'ok' }> {
  const failure = readFailure(error);
  switch (failure.kind) {
    case 'rate-limited':
      return { kind: 'unavailable', code: 'ratelimited' };
    case 'unavailable':
      return { kind: 'unavailable', code: failure.code };
    case 'refused':
    case 'dead-token':
      return { kind: 'refused', code: failure.code };
  }
}
