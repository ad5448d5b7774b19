/** Messages by which Slack tells of a change, in the name of who made it: lines, and nobody's to change. */
const EVENT_LINES: ReadonlySet<string> = new Set([
  'channel_join',
  'channel_leave',
  'channel_name',
  'channel_topic',
  'channel_purpose',
  'channel_archive',
  'channel_unarchive',
]);

export function isEventLine(subtype: string | undefined): boolean {
  return subtype !== undefined && EVENT_LINES.has(subtype);
}
