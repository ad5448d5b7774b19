/** Every type of event that this Slack sends by itself; whoever adds one must show it to the oracle as well. */
export const EVENT_TYPES = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_created',
  'channel_left',
  'channel_rename',
  'channel_shared',
  'channel_unarchive',
  'channel_unshared',
  'file_deleted',
  'file_shared',
  'group_archive',
  'group_left',
  'group_rename',
  'group_unarchive',
  'member_joined_channel',
  'member_left_channel',
  'message',
  'pin_added',
  'pin_removed',
  'reaction_added',
  'reaction_removed',
  'team_access_granted',
  'team_access_revoked',
  'tokens_revoked',
  'user_change',
] as const;

/** An event's content, without its wrapper. */
export type InnerEvent = Readonly<Record<string, unknown>> & { readonly type: (typeof EVENT_TYPES)[number] };
