/** Every type of event that this Slack sends by itself; whoever adds one must show it to the oracle as well. */
export const EVENT_TYPES = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_shared',
  'channel_unshared',
  'member_joined_channel',
  'member_left_channel',
  'message',
  'reaction_added',
  'reaction_removed',
  'team_access_granted',
  'team_access_revoked',
  'tokens_revoked',
  'user_change',
] as const;

/** An event's content, without its wrapper. */
export type InnerEvent = Readonly<Record<string, unknown>> & { readonly type: (typeof EVENT_TYPES)[number] };
