/** What deciding about rows needs to know of a message. */
export interface Dated {
  readonly ts: string;
  readonly author: string;
}

/** A line of the message list: a day's name, where new ones begin, or a message with or without its author's head. */
export type Row<Message> =
  | { readonly type: 'day'; readonly key: string; readonly label: string }
  | { readonly type: 'new'; readonly key: string }
  | { readonly type: 'message'; readonly key: string; readonly message: Message; readonly hasHead: boolean };

/** Messages of one author within this time stand together under one head. */
const GROUP_MS = 5 * 60_000;

/**
 * Messages in order of time as rows: a new day gets a line of its own, and an author is named once for
 * messages that follow each other closely. `startsGroup` forces a head, for example on messages of another kind.
 * A line stands above the first message from `newFrom` (a `ts`) on.
 */
export function messageRows<Message>(
  messages: readonly Message[],
  describe: (message: Message) => Dated & { startsGroup: boolean },
  timeZone: string,
  nowMs: number,
  newFrom: string | null = null,
): readonly Row<Message>[] {
  const rows: Row<Message>[] = [];
  let lastDay = '';
  let hasLine = false;
  let last: (Dated & { startsGroup: boolean }) | null = null;
  for (const message of messages) {
    const dated = describe(message);
    const day = dayKey(momentOf(dated.ts), timeZone);
    const isNewDay = day !== lastDay;
    if (isNewDay)
      rows.push({ type: 'day', key: `day-${day}`, label: dayLabel(momentOf(dated.ts), timeZone, nowMs) });
    lastDay = day;
    const isFirstNew: boolean = newFrom !== null && !hasLine && Number(dated.ts) >= Number(newFrom);
    if (isFirstNew) rows.push({ type: 'new', key: 'new' });
    hasLine ||= isFirstNew;
    rows.push({
      type: 'message',
      key: dated.ts,
      message,
      hasHead:
        isNewDay ||
        isFirstNew ||
        dated.startsGroup ||
        last === null ||
        last.startsGroup ||
        !standTogether(last, dated),
    });
    last = dated;
  }
  return rows;
}

function standTogether(before: Dated, after: Dated): boolean {
  return before.author === after.author && momentOf(after.ts) - momentOf(before.ts) < GROUP_MS;
}

/** Milliseconds since 1970 of a Slack `ts` such as `1730000000.000100`. */
export function momentOf(ts: string): number {
  const ms = Number(ts) * 1000;
  return Number.isFinite(ms) ? ms : 0;
}

export function clockTime(ms: number, timeZone: string): string {
  return format({ hour: 'numeric', minute: '2-digit', timeZone }, ms);
}

export function fullTime(ms: number, timeZone: string): string {
  return format({ dateStyle: 'full', timeStyle: 'long', timeZone }, ms);
}

/** In words, for the middle of a sentence: `today at 3:41 PM`. */
export function dayAndTime(ms: number, timeZone: string, nowMs: number): string {
  const day = dayLabel(ms, timeZone, nowMs);
  const isNear = day === 'Today' || day === 'Yesterday';
  return `${isNear ? day.toLowerCase() : `on ${day}`} at ${clockTime(ms, timeZone)}`;
}

function dayLabel(ms: number, timeZone: string, nowMs: number): string {
  const day = dayKey(ms, timeZone);
  if (day === dayKey(nowMs, timeZone)) return 'Today';
  if (day === dayKey(nowMs - 86_400_000, timeZone)) return 'Yesterday';
  return format({ weekday: 'long', month: 'long', day: 'numeric', timeZone }, ms);
}

function dayKey(ms: number, timeZone: string): string {
  return format({ year: 'numeric', month: '2-digit', day: '2-digit', timeZone }, ms);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is slow and a list needs thousands of times, so each is made once. */
function format(options: Intl.DateTimeFormatOptions, ms: number): string {
  const key = JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = safeFormat(options);
    formats.set(key, made);
  }
  return made.format(ms);
}

function safeFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', options);
  } catch {
    // A time zone that this browser does not know.
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
  }
}
