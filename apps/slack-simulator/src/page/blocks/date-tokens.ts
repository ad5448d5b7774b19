/**
 * A moment as a date element's template asks for it, such as `{date_short} at {time}`. Unknown tokens stay as they
 * are (https://docs.slack.dev/reference/block-kit/block-elements/date-element). Null if the moment is none.
 */
export function formatDate(date: {
  template: string;
  seconds: number;
  timeZone: string;
  nowMs: number;
}): string | null {
  const moment = new Date(date.seconds * 1000);
  if (Number.isNaN(moment.getTime())) return null;
  const clock = clockIn(date.timeZone);
  return date.template.replace(/\{(\w+)\}/g, (token, name: string) => {
    const draw = Object.hasOwn(TOKENS, name) ? TOKENS[name] : undefined;
    return draw ? draw({ ms: moment.getTime(), nowMs: date.nowMs, clock }) : token;
  });
}

type Clock = (ms: number, options: Intl.DateTimeFormatOptions) => string;

interface Asked {
  readonly ms: number;
  readonly nowMs: number;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;
const MONTH_DAY = { month: 'long', day: 'numeric' } as const;
const WHOLE = { ...MONTH_DAY, year: 'numeric', weekday: 'long' } as const;

const date = ({ ms, clock }: Asked) => clock(ms, MONTH_DAY);
const dateShort = ({ ms, clock }: Asked) => clock(ms, { month: 'short', day: 'numeric', year: 'numeric' });
const dateLong = ({ ms, clock }: Asked) => clock(ms, WHOLE);

const TOKENS: Readonly<Record<string, (asked: Asked) => string>> = {
  date_num: ({ ms, clock }) => isoDay(ms, clock),
  date_slash: ({ ms, clock }) => clock(ms, { day: '2-digit', month: '2-digit', year: 'numeric' }),
  date_long: dateLong,
  date_long_full: ({ ms, clock }) => clock(ms, { ...MONTH_DAY, year: 'numeric' }),
  date_long_pretty: (asked) => nearDay(asked) ?? dateLong(asked),
  date,
  date_pretty: (asked) => nearDay(asked) ?? date(asked),
  date_short: dateShort,
  date_short_pretty: (asked) => nearDay(asked) ?? dateShort(asked),
  day_divider_pretty: (asked) => nearDay(asked) ?? dayDivider(asked),
  time: ({ ms, clock }) => clock(ms, { hour: 'numeric', minute: '2-digit' }),
  time_secs: ({ ms, clock }) => clock(ms, { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  ago: ({ ms, nowMs }) => ago(ms - nowMs),
};

function dayDivider({ ms, nowMs, clock }: Asked): string {
  const isThisYear = clock(ms, { year: 'numeric' }) === clock(nowMs, { year: 'numeric' });
  return clock(ms, isThisYear ? { ...MONTH_DAY, weekday: 'long' } : WHOLE);
}

function nearDay({ ms, nowMs, clock }: Asked): string | null {
  const days = { yesterday: -DAY_MS, today: 0, tomorrow: DAY_MS };
  for (const [name, away] of Object.entries(days)) {
    if (isoDay(ms, clock) === isoDay(nowMs + away, clock)) return name;
  }
  return null;
}

function isoDay(ms: number, clock: Clock): string {
  const [month, day, year] = clock(ms, { year: 'numeric', month: '2-digit', day: '2-digit' }).split('/');
  return `${year}-${month}-${day}`;
}

const UNITS = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function ago(differenceMs: number): string {
  const words = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' });
  for (const [unit, unitMs] of UNITS) {
    if (Math.abs(differenceMs) >= unitMs) return words.format(Math.trunc(differenceMs / unitMs), unit);
  }
  return words.format(Math.trunc(differenceMs / 1000), 'second');
}

function clockIn(timeZone: string): Clock {
  const known = isTimeZone(timeZone) ? timeZone : 'UTC';
  return (ms, options) => new Intl.DateTimeFormat('en-US', { ...options, timeZone: known }).format(ms);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
