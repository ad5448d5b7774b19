import { createHmac } from 'node:crypto';
import { ControlError } from '../control/control.ts';
import type { OwnAppControl, SimAppToken } from '../control/own-apps.ts';
import { manifestOf } from '../manifest/manifest-of.ts';
import { manifestProblems, readManifest } from '../manifest/read-manifest.ts';
import { uninstall } from '../oauth/installing.ts';
import type { Slack } from '../slack.ts';
import type { App, Token } from '../state/model.ts';
import { addAppToken, putApp } from '../state/newcomers.ts';
import type { Faults } from '../web-api/faults.ts';
import { appBy } from './lookups.ts';

/** What the pages of own apps show and do. */
export function ownApps(slack: Slack, faults: Faults): OwnAppControl {
  return {
    appDetails: async (appId) => {
      const app = appBy(slack, appId);
      return {
        clientSecret: app.clientSecret,
        signingSecret: signingSecretOf(app),
        tokens: tokensOf(slack, app).map(tokenView),
        botTokens: botTokensOf(slack, app),
        manifest: manifestOf(app),
      };
    },
    checkManifest: async (manifest) => ({ problems: manifestProblems(manifest) }),
    changeManifest: async (appId, manifest) => changeManifest(slack, appBy(slack, appId), manifest),
    addAppToken: async (appId, { name, scopes }) => {
      const app = appBy(slack, appId);
      const token = addAppToken(slack, app, { token: slack.ids.appToken(app.id), name, scopes });
      slack.notices.tell({ type: 'apps', appId: app.id, team: null });
      return tokenView(token);
    },
    removeApp: async (appId) => removeApp(slack, faults, appBy(slack, appId)),
  };
}

/** Makes an app of a manifest. Throws ControlError `invalid_manifest`. */
export function putManifest(slack: Slack, manifest: unknown, before: App | null = null): App {
  const [first] = manifestProblems(manifest);
  if (first) throw new ControlError('invalid_manifest', problemsText(manifest));
  const { socketMode, ...made } = readManifest(manifest);
  const whole = before ? { ...made, id: before.id } : made;
  const app = putApp(slack, whole, manifest as App['manifest']);
  if (socketMode === undefined || socketMode === app.socketMode) return app;
  const switched = { ...app, socketMode };
  slack.keeper.commit({ type: 'app', app: switched });
  if (!socketMode) for (const one of slack.hub.of(app.id)) one.disconnect('link_disabled');
  return switched;
}

function changeManifest(slack: Slack, app: App, manifest: unknown): void {
  const hadRotation = app.features.tokenRotation && manifestProblems(manifest).length === 0;
  if (hadRotation && !readManifest(manifest).tokenRotation)
    throw new ControlError(
      'invalid_manifest',
      '/settings/token_rotation_enabled: token rotation cannot be switched off again',
    );
  putManifest(slack, manifest, app);
}

function removeApp(slack: Slack, faults: Faults, app: App): void {
  for (const workspace of slack.keeper.world.workspaces.values()) uninstall(slack, workspace, app.id);
  for (const connection of [...slack.hub.of(app.id)]) {
    connection.disconnect('link_disabled');
    connection.cut('close');
  }
  slack.keeper.commit({ type: 'app-removed', appId: app.id });
  slack.interactions.modals.closeOf(app.id);
  // They would strike whoever comes by this id again.
  for (const { id, appId } of faults.list()) if (appId === app.id) faults.remove(id);
  slack.notices.tell({ type: 'settings' });
  slack.notices.tell({ type: 'apps', appId: app.id, team: null });
}

function problemsText(manifest: unknown): string {
  return manifestProblems(manifest)
    .map(({ pointer, message }) => `${pointer}: ${message}`)
    .join('\n');
}

function tokensOf(slack: Slack, app: App): readonly Token[] {
  return [...slack.keeper.world.tokens.values()].filter((one) => one.kind === 'app' && one.appId === app.id);
}

function botTokensOf(slack: Slack, app: App): readonly { team: string; token: string }[] {
  return [...slack.keeper.world.workspaces.values()].flatMap((workspace) => {
    const here = workspace.installations.get(app.id);
    return here?.active ? [{ team: workspace.id, token: here.botToken }] : [];
  });
}

function tokenView({ token, name = 'First token', scopes, error }: Token): SimAppToken {
  return { token, name, scopes, error };
}

/** Not kept: the journals of earlier versions have none, and it must stay the same. */
function signingSecretOf(app: App): string {
  return createHmac('sha256', app.clientSecret).update('signing secret').digest('hex').slice(0, 32);
}
