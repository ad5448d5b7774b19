import { ControlError } from '../control.ts';

/** One request to the control API; `path` is not yet encoded. Rejects with ControlError. */
export type Call = <Answer>(
  method: string,
  path: readonly string[],
  body?: unknown,
  query?: string,
) => Promise<Answer>;

/** `base`: where the control API is, without a slash at its end. */
export function caller(base: string): Call {
  return async <Answer>(method: string, path: readonly string[], body?: unknown, query = '') => {
    const address = `${base}/${path.map(encodeURIComponent).join('/')}${query}`;
    const response = await fetch(address, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer = (await response.json().catch(() => null)) as Answer & {
      error?: { code: string; message: string };
    };
    if (!response.ok) {
      const { code = 'failed', message = `${method} ${address}: ${response.status}` } = answer?.error ?? {};
      throw new ControlError(code, message, response.status);
    }
    return answer;
  };
}

/** With its question mark; empty without values. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, `${value}`);
  return query.size === 0 ? '' : `?${query}`;
}
