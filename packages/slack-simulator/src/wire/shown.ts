/** A body longer than this as JSON is shown by its beginning. */
const MAX_LENGTH = 20_000;
const MASK = '•••';
const SECRET_NAME = /(^|_)(token|secret|ticket|verifier|assertion)$|^code$/;
const SECRET_TEXT = /(?:xox[a-z]|xapp)[-.][\w.-]+|(?<=[?&](?:ticket|code|token)=)[^&\s"]+/g;

/** Whoever knows a `response_url` can answer; its beginning tells which one it is. */
const SECRET_PATH = /(?<=\/respond\/[\w-]{6})[\w-]+/g;

/**
 * A body as it may be looked at: JSON text taken apart, secrets masked, and one that is too long as
 * `{ cut: true, length, start }` with the beginning of its JSON.
 */
export function shown(body: unknown): unknown {
  const masked = mask(typeof body === 'string' ? parsed(body) : body);
  const text = JSON.stringify(masked) ?? 'null';
  if (text.length <= MAX_LENGTH) return masked ?? null;
  return { cut: true, length: text.length, start: text.slice(0, MAX_LENGTH) };
}

/** Whether what goes by this name is never shown: `code`, `refresh_token`, `code_verifier`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function mask(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(SECRET_TEXT, MASK).replace(SECRET_PATH, MASK);
  if (Array.isArray(value)) return value.map(mask);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name.replace(SECRET_TEXT, MASK),
      typeof part === 'string' && isSecretName(name) ? MASK : mask(part),
    ]),
  );
}
