import type { Clock } from '@muster/fleet';
import { WebClient } from '@slack/web-api';
import { Agent } from 'undici';
import type { CallResult } from '../errors.ts';
import { asId, asRecord, asText } from '../json.ts';
import { readMember } from '../member.ts';
import { silentLogger } from '../silent-logger.ts';
import { agentFetch } from './agent-fetch.ts';
import { callsOf } from './call.ts';
import { findReply, type ReplyPlace } from './find-reply.ts';
import { type OutgoingMessage, post } from './post.ts';
import { recentClients } from './recent-clients.ts';

/** Slack's Web API as far as it is used here. No call rejects, none is repeated, each ends within the timeout. */
export interface SlackWeb {
  /** Posts a message: to everyone in the channel, or to `userId` alone. Sent twice it appears twice. */
  post(token: string, message: OutgoingMessage): Promise<CallResult<{ readonly ts: string }>>;
  /** Looks for a message that `post` may have posted; `ts` is null when there is none. */
  findReply(token: string, where: ReplyPlace): Promise<CallResult<{ readonly ts: string | null }>>;
  authTest(token: string): Promise<CallResult<Identity>>;
  /** The Slack app that a bot belongs to. Needs the scope `users:read`. */
  appOfBot(token: string, botId: string): Promise<CallResult<{ readonly appId: string }>>;
  userInfo(
    token: string,
    userId: string,
  ): Promise<CallResult<{ readonly name: string; readonly timeZone: string | null }>>;
  /** Asks for the address of a Socket Mode connection: the way to check an app-level token. */
  openConnection(appToken: string): Promise<CallResult<{ readonly url: string }>>;
  /** Ends a token. */
  revoke(token: string): Promise<CallResult<object>>;
  /** Closes the connections to Slack. */
  close(): Promise<void>;
}

/** Whom a bot token speaks for. */
export interface Identity {
  readonly botId: string;
  readonly botUserId: string;
  readonly teamId: string;
  readonly enterpriseId: string | null;
  readonly teamName: string;
  /** The workspace's address, `https://<domain>.slack.com/`. */
  readonly url: string;
  readonly isEnterpriseInstall: boolean;
  /** Null where Slack does not say. */
  readonly appId: string | null;
  /** What the token may do; empty where Slack does not say. */
  readonly scopes: readonly string[];
}

const DEFAULT_TIMEOUT_MS = 2_000;
/** Clients kept, the least recently used one goes. A client is cheap to make again. */
const MAX_CLIENTS = 1_000;
/** Connections to Slack at once; further calls wait, and their time counts. */
const MAX_CONNECTIONS = 64;

/**
 * A client of the Web API at `apiUrl`. There is one official client per token, because a 429 concerns one workspace
 * and the client would make all wait; they share connections that are kept open.
 */
export function createSlackWeb(options: {
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly timeoutMs?: number;
  /** Told of every answer: the method and what its answer was. Must not throw. */
  readonly onAnswer?: (method: string, kind: CallResult<object>['kind']) => void;
}): SlackWeb {
  const agent = new Agent({ connections: MAX_CONNECTIONS, keepAliveTimeout: 30_000 });
  const fetch = agentFetch(agent, options.clock, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const clients = recentClients(
    MAX_CLIENTS,
    (token) =>
      new WebClient(token, {
        slackApiUrl: options.apiUrl,
        fetch,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        allowAbsoluteUrls: false,
        logger: silentLogger,
      }),
  );

  const call = callsOf(clients, options.onAnswer);
  return {
    post: (token, message) => post(call, token, message),
    findReply: (token, where) => findReply(call, token, where),
    authTest: (token) => call(token, 'auth.test', {}, readIdentity),
    appOfBot: (token, botId) =>
      call(token, 'bots.info', { bot: botId }, (answer) => {
        const appId = asId(asRecord(answer.bot)?.app_id);
        return appId === null ? null : { appId };
      }),
    userInfo: (token, userId) =>
      call(token, 'users.info', { user: userId }, (answer) => {
        const user = asRecord(answer.user);
        return user && readMember(user);
      }),
    openConnection: (appToken) =>
      call(appToken, 'apps.connections.open', {}, (answer) => {
        const url = asText(answer.url);
        return url === null ? null : { url };
      }),
    revoke: (token) => call(token, 'auth.revoke', {}, () => ({})),
    close: () => agent.close(),
  };
}

/** https://docs.slack.dev/reference/methods/auth.test */
function readIdentity(answer: Readonly<Record<string, unknown>>): Identity | null {
  const botUserId = asId(answer.user_id);
  const teamId = asId(answer.team_id);
  if (!botUserId || !teamId) return null;
  return {
    botId: asId(answer.bot_id) ?? '',
    botUserId,
    teamId,
    enterpriseId: asId(answer.enterprise_id),
    teamName: asText(answer.team) ?? '',
    url: asText(answer.url) ?? '',
    isEnterpriseInstall: answer.is_enterprise_install === true,
    appId: asId(answer.app_id),
    scopes: readScopes(answer),
  };
}

/** Slack says in a header what the token may do, and the official client moves it into the answer. */
function readScopes(answer: Readonly<Record<string, unknown>>): string[] {
  const scopes = asRecord(answer.response_metadata)?.scopes;
  return Array.isArray(scopes) ? scopes.flatMap((scope) => asId(scope) ?? []) : [];
}
