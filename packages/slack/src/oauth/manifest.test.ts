import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BOT_EVENTS, BOT_SCOPES, slackAppManifest } from './manifest.ts';

const EXAMPLE_ADDRESS = 'https://muster.example.com';
const file = path.resolve(import.meta.dirname, '../../../../docs/slack-app-manifest.json');

describe('the manifest', () => {
  const manifest = slackAppManifest(EXAMPLE_ADDRESS);

  it('is the same in docs/slack-app-manifest.json', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(manifest)));
  });

  it('asks for every scope and event that the product will need', () => {
    const scopes =
      'app_mentions:read, channels:history, groups:history, im:history, mpim:history, chat:write, commands, ' +
      'files:write, im:write, reactions:read, reactions:write, team:read, users:read';
    const events =
      'app_mention, message.channels, message.groups, message.im, message.mpim, reaction_added, ' +
      'app_home_opened, user_change, app_uninstalled, tokens_revoked, channel_id_changed';
    expect(BOT_SCOPES.join(', ')).toBe(scopes);
    expect(BOT_EVENTS.join(', ')).toBe(events);
    expect(manifest.oauth_config.scopes.bot).toEqual(BOT_SCOPES);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(BOT_EVENTS);
  });

  it('comes over Socket Mode, for organisations too, with tokens that stay', () => {
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: true,
      org_deploy_enabled: true,
      token_rotation_enabled: false,
      interactivity: { is_enabled: true },
    });
    expect(manifest.features).toMatchObject({
      bot_user: { always_online: true },
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
    });
    expect(manifest.features.slash_commands.every((command) => command.should_escape)).toBe(true);
    // With Socket Mode nothing of the app has an address of its own.
    expect(JSON.stringify(manifest)).not.toMatch(/request_url|"url"/);
  });

  it('keeps to the lengths and forms of the manifest schema', () => {
    const { display_information: shown, features } = manifest;
    expect(manifest._metadata.major_version).toBe(1);
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    expect(shown.long_description.length).toBeGreaterThanOrEqual(175);
    expect(shown.long_description.length).toBeLessThanOrEqual(4000);
    expect(shown.background_color).toMatch(/^#([0-9a-f]{3}){1,2}$/);
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    for (const { command, description, usage_hint: hint } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
      expect(description.length).toBeLessThanOrEqual(2000);
      expect(hint.length).toBeLessThanOrEqual(1000);
    }
    for (const name of [...BOT_SCOPES, ...BOT_EVENTS]) expect(name.length).toBeLessThanOrEqual(50);
    expect(new Set(BOT_EVENTS).size).toBe(BOT_EVENTS.length);
  });

  it('sends people back to the gateway of the given address', () => {
    expect(slackAppManifest('http://localhost:3000').oauth_config.redirect_urls).toEqual([
      'http://localhost:3000/slack/oauth_redirect',
    ]);
  });
});
