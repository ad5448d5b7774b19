import { z } from 'zod';
import type { SimManifestProblem } from '../control/own-apps.ts';
import type { SimNewApp } from '../control/requests.ts';
import { manifest as schema } from './manifest-schema.ts';

/**
 * What an app manifest, as parsed from JSON, says of an app
 * (https://docs.slack.dev/reference/app-manifest). Throws an Error that names every problem. `socketMode` is absent
 * where the manifest does not speak of it.
 */
export function readManifest(manifest: unknown): SimNewApp & { readonly socketMode?: boolean } {
  const result = schema.safeParse(manifest);
  if (!result.success) throw new Error(z.prettifyError(result.error));
  const { display_information, features = {}, oauth_config = {}, settings = {} } = result.data;
  const { bot, bot_optional, user, user_optional } = oauth_config.scopes ?? {};
  return {
    name: display_information.name,
    redirectUrls: oauth_config.redirect_urls ?? [],
    scopes: [...(bot ?? []), ...(bot_optional ?? [])],
    userScopes: [...(user ?? []), ...(user_optional ?? [])],
    events: settings.event_subscriptions?.bot_events ?? [],
    slashCommands: (features.slash_commands ?? []).map((one) => ({
      command: one.command,
      description: one.description,
      ...(one.usage_hint === undefined ? {} : { usageHint: one.usage_hint }),
      ...(one.should_escape === undefined ? {} : { shouldEscape: one.should_escape }),
    })),
    shortcuts: (features.shortcuts ?? []).map(({ name, type, callback_id, description }) => ({
      name,
      type,
      callbackId: callback_id,
      description,
    })),
    homeTab: features.app_home?.home_tab_enabled ?? false,
    tokenRotation: settings.token_rotation_enabled ?? false,
    orgDeploy: settings.org_deploy_enabled ?? false,
    ...(settings.socket_mode_enabled === undefined ? {} : { socketMode: settings.socket_mode_enabled }),
  };
}

/** Every problem at its place, a misspelt field at the field itself. */
export function manifestProblems(manifest: unknown): readonly SimManifestProblem[] {
  const result = schema.safeParse(manifest);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys')
      return [{ pointer: pointerTo(issue.path), message: issue.message }];
    return issue.keys.map((key) => ({
      pointer: pointerTo([...issue.path, key]),
      message: 'A manifest has no such field',
    }));
  });
}

/** https://datatracker.ietf.org/doc/html/rfc6901 */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
