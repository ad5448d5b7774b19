/**
 * The manifest from which a workspace makes its own Slack app, and the list of everything the shared app needs
 * too. It asks for all that the product will need at once, because a new scope means that everyone has to
 * install again. The form is Slack's manifest schema, major version 1:
 * https://docs.slack.dev/reference/app-manifest
 */
export interface SlackAppManifest {
  readonly _metadata: { readonly major_version: 1; readonly minor_version: number };
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly long_description: string;
    readonly background_color: string;
  };
  readonly features: {
    readonly app_home: {
      readonly home_tab_enabled: boolean;
      readonly messages_tab_enabled: boolean;
      readonly messages_tab_read_only_enabled: boolean;
    };
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
    readonly slash_commands: readonly {
      readonly command: string;
      readonly description: string;
      readonly usage_hint: string;
      readonly should_escape: boolean;
    }[];
  };
  readonly oauth_config: {
    readonly redirect_urls: readonly string[];
    readonly scopes: { readonly bot: readonly string[] };
  };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[] };
    readonly interactivity: { readonly is_enabled: boolean };
    readonly org_deploy_enabled: boolean;
    readonly socket_mode_enabled: boolean;
    readonly token_rotation_enabled: boolean;
  };
}

/** What the bot may do in a workspace, in the order in which Slack is asked for it. */
export const BOT_SCOPES: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'groups:history',
  'im:history',
  'mpim:history',
  'chat:write',
  'commands',
  'files:write',
  'im:write',
  'reactions:read',
  'reactions:write',
  'team:read',
  'users:read',
];

/** What Slack tells the bot of. The message events of channels are needed for edits and deletions. */
export const BOT_EVENTS: readonly string[] = [
  'app_mention',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'reaction_added',
  'app_home_opened',
  'user_change',
  'app_uninstalled',
  'tokens_revoked',
  'channel_id_changed',
];

/**
 * The manifest for a Muster at `publicUrl`. Slack takes HTTPS redirect addresses only; the file in `docs` has
 * an example address to replace.
 */
export function slackAppManifest(publicUrl: string): SlackAppManifest {
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Muster',
      description: "Your team's daily plan: tasks, accomplishments, help needed and meetings, in chat.",
      long_description:
        'Tell Muster what you will do today, what you did, where you need help and which meetings you have: by ' +
        'mentioning it in a channel or writing to it directly. It keeps the plan of the day for everyone on the ' +
        'team, answers in the thread, and follows your edits. Say "help" to see all it understands.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'muster', always_online: true },
      slash_commands: [
        {
          command: '/muster',
          description: 'Your plan of the day',
          usage_hint: 'add task Ship docs | list | done 3 | help',
          should_escape: true,
        },
      ],
    },
    oauth_config: {
      redirect_urls: [new URL('/slack/oauth_redirect', publicUrl).href],
      scopes: { bot: BOT_SCOPES },
    },
    settings: {
      event_subscriptions: { bot_events: BOT_EVENTS },
      interactivity: { is_enabled: true },
      org_deploy_enabled: true,
      socket_mode_enabled: true,
      // Once switched on it cannot be switched off, and tokens would end after 12 hours.
      token_rotation_enabled: false,
    },
  };
}

/** The page on which Slack makes an app from this manifest. `appsUrl`: Slack's list of one's apps. */
export function newAppUrlAt(appsUrl: string, manifest: SlackAppManifest): string {
  const url = new URL(appsUrl);
  url.searchParams.set('new_app', '1');
  url.searchParams.set('manifest_json', JSON.stringify(manifest));
  return url.href;
}
