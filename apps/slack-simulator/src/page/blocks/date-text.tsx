import { OutsideLink } from '../mrkdwn/mrkdwn.tsx';
import { useNames } from '../mrkdwn/names.ts';
import { formatDate } from './date-tokens.ts';

/** A moment in the reader's time zone, as its template asks; `fallback` for what is no moment. */
export function DateText(props: { seconds: number; template: string; fallback: string; url: string }) {
  const { timeZone = 'UTC' } = useNames();
  const { seconds, template } = props;
  const text = formatDate({ template, seconds, timeZone, nowMs: Date.now() }) ?? props.fallback;
  return props.url === '' ? text : <OutsideLink url={props.url} label={text} />;
}
