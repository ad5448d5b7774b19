import { slackAppManifest } from '@muster/slack/oauth';
import type { Secrets } from './secrets.ts';

/**
 * What the local Slack is told to know from its start: the bot's app, with what its manifest says, so that its
 * commands, events and Home tab are there as they would be at Slack.
 */
export function simulatorSeed(secrets: Secrets, publicUrl: string): object {
  const manifest = slackAppManifest(publicUrl);
  const { features, oauth_config, settings } = manifest;
  return {
    apps: [
      {
        ...secrets.simulatorApp,
        name: manifest.display_information.name,
        redirectUrls: oauth_config.redirect_urls,
        scopes: oauth_config.scopes.bot,
        events: settings.event_subscriptions.bot_events,
        slashCommands: features.slash_commands.map((one) => ({
          command: one.command,
          description: one.description,
          usageHint: one.usage_hint,
          shouldEscape: one.should_escape,
        })),
        homeTab: features.app_home.home_tab_enabled,
        tokenRotation: settings.token_rotation_enabled,
        orgDeploy: settings.org_deploy_enabled,
      },
    ],
  };
}
