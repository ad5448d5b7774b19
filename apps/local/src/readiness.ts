import type { Clock } from '@muster/fleet';
import { z } from 'zod';

const POLL_MS = 100;
const REQUEST_TIMEOUT_MS = 2_000;

const fleetSchema = z.object({ processes: z.array(z.object({ kind: z.string(), ready: z.boolean() })) });
const linkSchema = z.object({ url: z.string() });

/** Resolves once `url` answers with 200. Rejects with the signal's reason when it aborts. */
export async function untilAnswers(url: string, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!(await get(url))?.ok) await clock.sleep(POLL_MS, signal);
}

/** With one of each, everything works; the others join while people look at the first page. */
const KINDS = ['gateway', 'coordinator', 'socket-worker', 'task-worker'];

/** Resolves with true once the gateway sees a process of every kind that can serve; with false when `deadlineMs` passed first. */
export async function untilEveryKindIsUp(options: {
  gatewayUrl: string;
  operatorToken: string;
  deadlineMs: number;
  clock: Clock;
  signal: AbortSignal;
}): Promise<boolean> {
  const { gatewayUrl, operatorToken, clock, signal } = options;
  const deadline = clock.monotonicMs() + options.deadlineMs;
  while (clock.monotonicMs() < deadline) {
    const response = await get(`${gatewayUrl}/api/v1/fleet`, operatorToken);
    const fleet = response?.ok ? fleetSchema.safeParse(await response.json()) : null;
    const seen = new Set(
      fleet?.success ? fleet.data.processes.filter(({ ready }) => ready).map(({ kind }) => kind) : [],
    );
    if (KINDS.every((kind) => seen.has(kind))) return true;
    await clock.sleep(POLL_MS, signal);
  }
  return false;
}

/** Asks the gateway for a one-time sign-in link. Throws when it refuses. */
export async function requestSignInLink(gatewayUrl: string, operatorToken: string): Promise<string> {
  const response = await fetch(`${gatewayUrl}/api/v1/sign-in-links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorToken}` },
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the gateway gave no sign-in link (HTTP ${response.status})`);
  return linkSchema.parse(await response.json()).url;
}

async function get(url: string, operatorToken?: string): Promise<Response | null> {
  const headers = operatorToken === undefined ? {} : { authorization: `Bearer ${operatorToken}` };
  try {
    return await fetch(url, { headers, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
  } catch {
    // Nobody listens yet.
    return null;
  }
}
