import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ErrorAnswer } from '@muster/api';
import { UsageError } from './options.ts';

/** The gateway's API. */
export interface Gateway {
  /** Resolves with the JSON answer; rejects with an Error whose message says what is wrong. */
  call<Answer>(method: 'GET' | 'POST', path: string): Promise<Answer>;
}

const ANSWER_WITHIN_MS = 15_000;

/**
 * The gateway that is meant, and the token to speak to it: by the environment, else what `npm start` wrote into its
 * data folder. Throws UsageError when there is no token.
 */
export function findGateway(env: NodeJS.ProcessEnv, folder: string, url: string | null): Gateway {
  const kept = readSettings(path.join(folder, env.MUSTER_DATA_DIR ?? '.data', 'environment'));
  const base = url ?? env.MUSTER_URL ?? (kept ? localUrl(kept) : null) ?? 'http://localhost:3000';
  const token = env.MUSTER_OPERATOR_TOKEN ?? kept?.get('MUSTER_OPERATOR_TOKEN');
  if (!token)
    throw new UsageError(
      'there is no operator token: set MUSTER_OPERATOR_TOKEN, or run this where "npm start" ran',
    );
  return { call: (method, route) => call(new URL(`/api/v1${route}`, base), method, token) };
}

/** Spoken to on this machine, whatever the public address is. */
function localUrl(kept: ReadonlyMap<string, string>): string | null {
  const port = kept.get('PORT');
  return port ? `http://127.0.0.1:${port}` : null;
}

/** The settings that `npm start` keeps for programs beside it; null when it never ran here. */
function readSettings(file: string): ReadonlyMap<string, string> | null {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    const pairs = lines.map((line) => /^(\w+)='(.*)'$/.exec(line));
    return new Map(
      pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', (pair[2] ?? '').replaceAll("'\\''", "'")]] : [])),
    );
  } catch {
    return null;
  }
}

async function call<Answer>(url: URL, method: string, token: string): Promise<Answer> {
  let response: Response;
  try {
    const headers = { authorization: `Bearer ${token}` };
    response = await fetch(url, { method, headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  } catch {
    throw new Error(`the gateway at ${url.origin} does not answer`);
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as Answer;
  const { error } = (answer ?? {}) as Partial<ErrorAnswer>;
  if (response.status === 401)
    throw new Error(`the gateway at ${url.origin} does not take this operator token`);
  throw new Error(error?.message ?? `the gateway at ${url.origin} answered ${response.status}`);
}
