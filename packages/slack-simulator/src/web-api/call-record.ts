import type { CallEntry } from '../record/recorder.ts';
import type { Slack } from '../slack.ts';
import type { Token } from '../state/model.ts';
import type { Request, Response } from './exchange.ts';

/** Calls with secrets in them are recorded without these. */
const SECRET_ARGS = new Set(['token', 'client_secret', 'code', 'refresh_token']);

/** The line of a call that just came in. */
export function newEntry(slack: Slack, request: Request, token: Token | null): CallEntry {
  const args = Object.fromEntries(Object.entries(request.args).filter(([name]) => !SECRET_ARGS.has(name)));
  return {
    ...slack.recorder.stamp(),
    method: request.method,
    team: token?.team ?? null,
    appId: token?.appId ?? null,
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

function errorOf(response: Response): string {
  const found = /"error":"([^"]*)"/.exec(response.body)?.[1];
  return found ?? `http_${response.status}`;
}
