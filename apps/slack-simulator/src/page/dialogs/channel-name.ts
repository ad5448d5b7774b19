const LONGEST_NAME = 80;

/**
 * A channel's name as Slack takes it: lower case, no spaces or full stops
 * (https://docs.slack.dev/reference/methods/conversations.create).
 */
export function channelName(typed: string): string {
  return typed
    .toLowerCase()
    .trim()
    .replace(/^#+/, '')
    .replace(/[\s.]+/g, '-')
    .replace(/[^\p{L}\p{N}_-]/gu, '')
    .slice(0, LONGEST_NAME);
}
