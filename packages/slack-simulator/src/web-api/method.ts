import type { Org } from '../oauth/org-access.ts';
import type { Slack } from '../slack.ts';
import type { App, Installation, Token, Workspace } from '../state/model.ts';
import { ApiError } from './api-error.ts';
import type { Args } from './args.ts';

/** One method of the Web API. What it returns goes out beside `ok: true`. */
export interface Method {
  /** `none`: no token is looked at. `team`: a bot's or a person's. `app`: `xapp-…` only. */
  readonly token: 'none' | 'team' | 'app';
  /** A refresh token is taken too. */
  readonly takesRefreshTokens?: boolean;
  /** With an organisation's token it is about the organisation: `org` is there instead of `caller`. */
  readonly orgWide?: boolean;
  /** All of these must have been granted. */
  readonly scopes?: readonly string[];
  /** Calls per minute, workspace and app, while rate limits are on. */
  readonly perMinute: number;
  run(call: Call): Answer;
}

export type Answer = Readonly<Record<string, unknown>>;

/** One call, as its method sees it. */
export interface Call {
  readonly slack: Slack;
  readonly args: Args;
  /** As it came, in the header or the body; of no worth until it was checked. */
  readonly token: string | null;
  /** Present for the methods that take a team's token. */
  readonly caller: Caller | null;
  /** Present while an organisation's token calls a method that is `orgWide`. */
  readonly org: OrgCaller | null;
  /** The app of an app-level token. */
  readonly app: App | null;
}

/** An organisation whose token it was. */
export interface OrgCaller extends Org {
  readonly token: Token;
  readonly app: App;
  readonly scopes: readonly string[];
  /** The bot's user, or the person's. */
  readonly userId: string;
}

/** Whose token it was. */
export interface Caller {
  readonly token: Token;
  readonly app: App;
  readonly workspace: Workspace;
  readonly installation: Installation;
  readonly scopes: readonly string[];
  /** The bot's user, or the person's. */
  readonly userId: string;
}

/** The caller, in methods that take a team's token. */
export function callerOf(call: Call): Caller {
  if (!call.caller) throw new ApiError('not_authed');
  return call.caller;
}

/** Refuses unless the scope was granted, or one that will do as well. */
export function needScope(caller: Caller, scope: string, ...others: readonly string[]): void {
  if (![scope, ...others].some((one) => caller.scopes.includes(one)))
    throw new ApiError('missing_scope', { needed: scope, provided: caller.scopes.join(',') });
}
