import { isDeepStrictEqual } from 'node:util';
import type { App } from '../state/model.ts';
import { manifestProblems, readManifest } from './read-manifest.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The app as a manifest: the one that it was made of for as long as that still says the same, else that one with
 * everything that was changed since.
 */
export function manifestOf(app: App): Json {
  if (app.manifest && saysTheSame(app, app.manifest)) return app.manifest;
  const before = app.manifest ?? {};
  const features = part(before, 'features');
  const settings = part(before, 'settings');
  const oauth = part(before, 'oauth_config');
  return {
    ...before,
    display_information: { ...part(before, 'display_information'), name: app.name },
    features: {
      ...features,
      app_home: { ...part(features, 'app_home'), home_tab_enabled: app.features.homeTab },
      bot_user: { display_name: app.name, ...part(features, 'bot_user') },
      slash_commands: app.features.slashCommands.map((one) => ({
        command: one.command,
        description: one.description,
        ...(one.usageHint === undefined ? {} : { usage_hint: one.usageHint }),
        ...(one.shouldEscape === undefined ? {} : { should_escape: one.shouldEscape }),
      })),
      shortcuts: app.features.shortcuts.map(({ callbackId, ...rest }) => ({
        ...rest,
        callback_id: callbackId,
      })),
    },
    oauth_config: {
      ...oauth,
      redirect_urls: app.redirectUrls,
      scopes: { bot: app.scopes, user: app.features.userScopes },
    },
    settings: {
      interactivity: { is_enabled: true },
      ...settings,
      event_subscriptions: { ...part(settings, 'event_subscriptions'), bot_events: app.events },
      org_deploy_enabled: app.features.orgDeploy,
      socket_mode_enabled: app.socketMode,
      token_rotation_enabled: app.features.tokenRotation,
    },
  };
}

function saysTheSame(app: App, manifest: Json): boolean {
  if (manifestProblems(manifest).length > 0) return false;
  const { socketMode = true, ...said } = readManifest(manifest);
  const { name, redirectUrls, scopes, events, features } = app;
  return (
    socketMode === app.socketMode &&
    isDeepStrictEqual({ ...said }, { name, redirectUrls, scopes, events, ...features })
  );
}

function part(whole: Json, name: string): Json {
  const found = whole[name];
  return typeof found === 'object' && found !== null ? (found as Json) : {};
}
