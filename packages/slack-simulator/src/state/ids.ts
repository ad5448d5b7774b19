/** A number from 0 up to but not including 1. */
export type Random = () => number;

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const MIXED = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Ids and tokens in the forms that Slack gives them. */
export interface Ids {
  /** `T0…`, `U0…`, `C0…`: the letter, a zero and nine capitals or digits. */
  id(letter: 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'Q' | 'T' | 'U' | 'V'): string;
  /** `xoxb-…`, `xoxp-…` with the team's and the user's look. */
  token(kind: 'xoxb' | 'xoxp'): string;
  /** `xoxe.xoxb-1-…`, `xoxe.xoxp-1-…`: an access token that expires. */
  rotatingToken(kind: 'xoxb' | 'xoxp'): string;
  /** `xoxe-1-…` */
  refreshToken(): string;
  appToken(appId: string): string;
  secret(): string;
  digits(length: number): string;
  /** Unique over restarts too. */
  eventId(): string;
  triggerId(): string;
  /** Of a block or an element that came without: `2WGp9`. */
  blockId(): string;
  /** Of a view as it is now: `1569362015.55b5e41b`. */
  viewHash(seconds: number): string;
}

/** `startedMs` sets the event ids of this run apart from those of earlier ones. */
export function createIds(random: Random, startedMs: number): Ids {
  const text = (alphabet: string, length: number) => {
    let made = '';
    for (let i = 0; i < length; i += 1) made += alphabet[Math.floor(random() * alphabet.length)];
    return made;
  };
  const digits = (length: number) => text('0123456789', length);
  const run = startedMs.toString(36).toUpperCase().padStart(9, '0').slice(-8);
  let events = 0;
  return {
    id: (letter) => `${letter}0${text(CAPITALS, 9)}`,
    token: (kind) => `${kind}-${digits(12)}-${digits(13)}-${text(MIXED, 24)}`,
    rotatingToken: (kind) => `xoxe.${kind}-1-${text(MIXED, 160)}`,
    refreshToken: () => `xoxe-1-${text(MIXED, 146)}`,
    appToken: (appId) => `xapp-1-${appId}-${digits(13)}-${text('0123456789abcdef', 64)}`,
    secret: () => text('0123456789abcdef', 32),
    digits,
    eventId: () => {
      events += 1;
      return `Ev${run}${events.toString(36).toUpperCase().padStart(5, '0')}`;
    },
    triggerId: () => `${digits(13)}.${digits(12)}.${text('0123456789abcdef', 32)}`,
    blockId: () => text(MIXED, 5),
    viewHash: (seconds) => `${seconds}.${text('0123456789abcdef', 8)}`,
  };
}
