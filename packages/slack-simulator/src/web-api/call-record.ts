import type { CallEntry } from '../record/recorder.ts';
import type { Slack } from '../slack.ts';
import type { Token } from '../state/model.ts';
import { isSecretName } from '../wire/shown.ts';
import type { LineEnd } from '../wire/wire-log.ts';
import type { Request, Response } from './exchange.ts';

/** The line of a call that just came in, without the secrets in it. */
export function newEntry(slack: Slack, request: Request, token: Token | null): CallEntry {
  const args = Object.fromEntries(Object.entries(request.args).filter(([name]) => !isSecretName(name)));
  return {
    ...slack.recorder.stamp(),
    method: request.method,
    team: token?.team ?? null,
    appId: token?.appId ?? appOfClient(slack, request.args.client_id),
    args,
    doneN: null,
    doneAt: null,
    answeredN: null,
    answeredAt: null,
    httpStatus: null,
    ok: null,
    error: null,
    ts: null,
    channel: null,
    fault: null,
  };
}

/** The call took effect, with this answer. */
export function noteDone(slack: Slack, entry: CallEntry, answer: Readonly<Record<string, unknown>>): void {
  const { n, at } = slack.recorder.stamp();
  entry.doneN = n;
  entry.doneAt = at;
  const ts = answer.ts ?? answer.message_ts;
  if (typeof ts === 'string') entry.ts = ts;
  const channel = answer.channel ?? entry.args.channel;
  if (typeof channel === 'string') entry.channel = channel;
  // A code tells only now whom it was for.
  const team = (answer.team as { id?: unknown } | undefined)?.id;
  if (entry.team === null && typeof team === 'string') entry.team = team;
  if (entry.appId === null && typeof answer.app_id === 'string') entry.appId = answer.app_id;
}

/** The answer goes out. */
export function noteAnswer(slack: Slack, entry: CallEntry, response: Response): void {
  const { n, at } = slack.recorder.stamp();
  entry.answeredN = n;
  entry.answeredAt = at;
  entry.httpStatus = response.status;
  const isOk = response.status === 200 && response.body.startsWith('{"ok":true');
  entry.ok = isOk;
  if (!isOk && entry.error === null) entry.error = errorOf(response);
}

/** How it ended, for the view of the wire. */
export function outcomeOf({ ok, error, appId, team }: CallEntry): Omit<LineEnd, 'fromApp' | 'toApp'> {
  return { outcome: ok ? 'ok' : (error ?? 'failed'), isFailure: !ok, appId, team };
}

/** Calls of OAuth carry no token, but a client's id. */
function appOfClient(slack: Slack, clientId: unknown): string | null {
  if (typeof clientId !== 'string') return null;
  for (const app of slack.keeper.world.apps.values()) if (app.clientId === clientId) return app.id;
  return null;
}

function errorOf(response: Response): string {
  const found = /"error":"([^"]*)"/.exec(response.body)?.[1];
  return found ?? `http_${response.status}`;
}
