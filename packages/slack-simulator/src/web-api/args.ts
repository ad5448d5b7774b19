import { ApiError } from './api-error.ts';

/** A call's arguments: text in forms, anything in JSON bodies. */
export type Args = Readonly<Record<string, unknown>>;

/** Text, or undefined when absent or empty. Numbers and booleans of JSON bodies count as their text. */
export function textArg(args: Args, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}

/** Text that must be there. Refuses with `error`. */
export function neededText(args: Args, name: string, error = 'invalid_arguments'): string {
  const value = textArg(args, name);
  if (value === undefined) throw new ApiError(error);
  return value;
}

/** `true` and `1`, also as text. */
export function flagArg(args: Args, name: string): boolean {
  const value = textArg(args, name);
  return value === 'true' || value === '1';
}

/** A whole number between 1 and `most`; `usual` when absent or none. */
export function limitArg(args: Args, usual: number, most: number): number {
  const value = Number(textArg(args, 'limit') ?? usual);
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : usual;
}

/** A nested value: JSON text in forms, itself in JSON bodies. Refuses with `error` when it is not JSON. */
export function nestedArg(args: Args, name: string, error: string): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new ApiError(error);
  }
}

/** A comma-separated list. */
export function listArg(args: Args, name: string): readonly string[] {
  const value = args[name];
  const parts = Array.isArray(value) ? value.map(String) : (textArg(args, name)?.split(',') ?? []);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
