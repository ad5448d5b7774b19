import { type CallResult, readFailure } from '../errors.ts';
import { asRecord } from '../json.ts';
import type { RecentClients } from './recent-clients.ts';

/** Makes one call; `read` takes what is needed out of the answer, or returns null if it is not there. */
export type Call = <Answer extends object>(
  token: string,
  method: string,
  args: Record<string, unknown>,
  read: (answer: Readonly<Record<string, unknown>>) => Answer | null,
) => Promise<CallResult<Answer>>;

/** Calls through the token's own client, and tells `onAnswer` what each came to. Never rejects. */
export function callsOf(
  clients: RecentClients,
  onAnswer: (method: string, kind: CallResult<object>['kind']) => void = () => {},
): Call {
  return async (token, method, args, read) => {
    const result = await callOnce(clients, token, method, args, read);
    onAnswer(method, result.kind);
    return result;
  };
}

async function callOnce<Answer extends object>(
  clients: RecentClients,
  token: string,
  method: string,
  args: Record<string, unknown>,
  read: (answer: Readonly<Record<string, unknown>>) => Answer | null,
): Promise<CallResult<Answer>> {
  let answer: unknown;
  try {
    answer = await clients.of(token).apiCall(method, args);
  } catch (error) {
    return readFailure(error);
  }
  const found = read(asRecord(answer) ?? {});
  return found
    ? { kind: 'ok', ...found }
    : { kind: 'unavailable', code: 'unexpected_answer', maybeDone: true };
}
