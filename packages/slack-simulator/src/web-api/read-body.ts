import { parse } from 'node:querystring';
import type { Args } from './args.ts';

/** What Slack says of a body that it cannot read. */
export type Body =
  | { readonly kind: 'read'; readonly args: Args }
  | { readonly kind: 'refused'; readonly error: string };

/** Reads a call's body by its content type; an empty body is no arguments, whatever the type says. */
export function readBody(contentType: string | undefined, text: string): Body {
  if (text === '') return { kind: 'read', args: {} };
  if (contentType?.startsWith('application/json')) return readJson(text);
  if (contentType?.startsWith('multipart/form-data')) return readMultipart(contentType, text);
  return { kind: 'read', args: readForm(text) };
}

/** The arguments in a query or a form. Of repeated names the last counts. */
export function readForm(text: string): Args {
  const args: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parse(text, '&', '=', { maxKeys: 200 })))
    args[name] = Array.isArray(value) ? value.at(-1) : value;
  return args;
}

function readJson(text: string): Body {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { kind: 'read', args: value as Args };
    return { kind: 'refused', error: 'json_not_object' };
  } catch {
    return { kind: 'refused', error: 'invalid_json' };
  }
}

/** The text fields of a multipart form; files are not taken. */
function readMultipart(contentType: string, text: string): Body {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) return { kind: 'refused', error: 'invalid_form_data' };
  const args: Record<string, unknown> = {};
  for (const part of text.split(`--${boundary}`)) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const name = /name="([^"]*)"/.exec(head)?.[1];
    if (name !== undefined && !head.includes('filename='))
      args[name] = rest.join('\r\n\r\n').replace(/\r\n$/, '');
  }
  return { kind: 'read', args };
}
