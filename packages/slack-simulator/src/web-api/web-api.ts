import type { SimFault } from '../control/faults.ts';
import type { CodeStore } from '../oauth/codes.ts';
import type { CallEntry } from '../record/recorder.ts';
import { type Slack, settingsOf } from '../slack.ts';
import { allMethods } from './all-methods.ts';
import { ApiError } from './api-error.ts';
import { textArg } from './args.ts';
import { authenticate, tokenOf } from './authenticate.ts';
import { newEntry, noteAnswer, noteDone, outcomeOf } from './call-record.ts';
import type { Request, Response } from './exchange.ts';
import type { Faults } from './faults.ts';
import type { Method } from './method.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';

/** Answers Web API calls. A response of null never comes: the line stays open. */
export interface WebApi {
  answer(request: Request): Promise<Response | null>;
}

export function createWebApi(parts: {
  readonly slack: Slack;
  readonly faults: Faults;
  readonly codes: CodeStore;
}): WebApi {
  const { slack, faults } = parts;
  const methods = allMethods(parts.codes);
  const limits = createRateLimits(() => slack.clock.now() * settingsOf(slack).timeScale);
  return {
    answer: async (request) => {
      const token = tokenOf(slack, request.token);
      const entry = newEntry(slack, request, token);
      slack.recorder.call(entry);
      const line = slack.wire.begin({ ...entry, kind: 'call', title: request.method, ...callBodies(entry) });
      const method = methods.get(request.method);
      const fault = faults.take(request.method, entry);
      entry.fault = fault?.kind ?? null;
      // A fault that strikes is used up by one.
      if (fault) slack.notices.tell({ type: 'settings' });
      const run = () => perform(slack, limits, method, request, entry);
      const response = fault ? await withFault(slack, fault, run) : run();
      if (response) {
        noteAnswer(slack, entry, response);
        slack.wire.end(line, { ...outcomeOf(entry), toApp: response.body });
      }
      return response;
    },
  };
}

const callBodies = ({ args }: CallEntry) => ({ connectionId: null, fromApp: args, toApp: null });

function perform(
  slack: Slack,
  limits: RateLimits,
  method: Method | undefined,
  request: Request,
  entry: CallEntry,
): Response {
  try {
    if (!method) throw new ApiError('unknown_method', { req_method: request.method });
    if (request.bodyError !== null) throw new ApiError(request.bodyError);
    const auth = authenticate(slack, method, request);
    // Of an organisation's token only the call tells which workspace it is about.
    if (auth.caller) entry.team = auth.caller.workspace.id;
    const wait = waitSeconds(slack, limits, method, request, entry);
    if (wait > 0) return limited(entry, wait);
    const answer = method.run({ slack, args: request.args, token: request.token, ...auth });
    noteDone(slack, entry, answer);
    const granted = (auth.caller ?? auth.org)?.scopes.join(',') ?? '';
    return json(200, { ok: true, ...answer }, granted === '' ? {} : { 'x-oauth-scopes': granted });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    entry.error = error.code;
    return json(200, { ok: false, error: error.code, ...error.details });
  }
}

/** Seconds to wait before the call would be let through; 0 lets it through. */
function waitSeconds(
  slack: Slack,
  limits: RateLimits,
  method: Method,
  request: Request,
  entry: CallEntry,
): number {
  const settings = settingsOf(slack);
  if (!settings.rateLimits) return 0;
  const who = `${request.method} ${entry.appId} ${entry.team}`;
  const isOpen = request.method === 'apps.connections.open';
  const perMinute = isOpen ? settings.connectionsPerMinute : method.perMinute;
  const wait = limits.take(who, perMinute, perMinute);
  if (wait > 0 || request.method !== 'chat.postMessage') return wait;
  // About one message per second and channel, short bursts allowed.
  return limits.take(`${who} ${textArg(request.args, 'channel')}`, 60, 5);
}

function limited(entry: CallEntry, seconds: number): Response {
  entry.error = 'ratelimited';
  return json(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) });
}

async function withFault(slack: Slack, fault: SimFault, run: () => Response): Promise<Response | null> {
  const delay = () =>
    new Promise<void>((resolve) => slack.clock.after(fault.delayMs ?? 5_000, () => resolve()));
  switch (fault.kind) {
    case '429':
      return json(
        429,
        { ok: false, error: 'ratelimited' },
        { 'retry-after': String(fault.retryAfterS ?? 1) },
      );
    case '500':
      return SERVER_ERROR;
    case '500-but-done':
      run();
      return SERVER_ERROR;
    case 'slow':
      await delay();
      return run();
    case 'slow-but-done': {
      const response = run();
      await delay();
      return response;
    }
    case 'hang':
      return null;
    case 'error':
      return json(200, { ok: false, error: fault.error ?? 'fatal_error' });
  }
}

const SERVER_ERROR: Response = {
  status: 500,
  headers: { 'content-type': 'text/plain' },
  body: 'Internal Server Error',
};

function json(
  status: number,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}
