import type { ErrorAnswer } from '@muster/api';

/** A call that failed. `message` is made to be shown; `status` is 0 when there was no answer at all. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const ANSWER_WITHIN_MS = 15_000;

/** Calls the gateway's API. Resolves with the JSON answer, or undefined when there is none; rejects with CallError. */
export async function callApi<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await send(method, path, body);
  if (response.status === 204) return undefined as Answer;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as Answer;
  const error = (answer as Partial<ErrorAnswer> | null)?.error;
  throw new CallError(
    response.status,
    error?.code ?? 'unknown',
    error?.message ?? `The gateway answered ${response.status}.`,
  );
}

async function send(method: string, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  } catch {
    throw new CallError(0, 'unreachable', 'The gateway does not answer.');
  }
}
