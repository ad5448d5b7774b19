import { asRecord, asText } from './json.ts';

/** The name to call a person by, and their time zone (IANA, null where Slack says none), of a user object. */
export function readMember(user: Readonly<Record<string, unknown>>): {
  readonly name: string;
  readonly timeZone: string | null;
} {
  const profile = asRecord(user.profile);
  const name =
    asText(profile?.display_name) ??
    asText(profile?.real_name) ??
    asText(user.real_name) ??
    asText(user.name);
  return { name: storable(name ?? ''), timeZone: asTimeZone(user.tz) };
}

const MAX_NAME_LENGTH = 200;

/** Postgres refuses NUL and halves of surrogate pairs. */
function storable(name: string): string {
  return Buffer.from(name.slice(0, MAX_NAME_LENGTH)).toString().replaceAll('\0', '');
}

function asTimeZone(value: unknown): string | null {
  return typeof value === 'string' && /^[\w+/-]{1,64}$/.test(value) ? value : null;
}
