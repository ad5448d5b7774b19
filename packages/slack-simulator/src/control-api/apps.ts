import { type Control, ControlError } from '../control/control.ts';
import type { SimTokenChoice } from '../control/requests.ts';
import { setMember } from '../conversation/places.ts';
import { install, uninstall } from '../oauth/installing.ts';
import { orgOf } from '../oauth/org-access.ts';
import { refuseToken } from '../oauth/rotation.ts';
import type { Slack } from '../slack.ts';
import type { Token } from '../state/model.ts';
import { putApp } from '../state/newcomers.ts';
import { appBy, demand, placeBy, userBy, workspaceBy } from './lookups.ts';

type Part = Pick<
  Control,
  'addApp' | 'changeApp' | 'disableEvents' | 'install' | 'uninstall' | 'revokeToken' | 'restoreToken'
>;

/** Apps, their installations and tokens. */
export function apps(slack: Slack): Part {
  return {
    addApp: async (made) => {
      const { id, name, clientId, clientSecret, appToken } = putApp(slack, made);
      return { id, name, clientId, clientSecret, appToken };
    },
    changeApp: async (appId, changes) => {
      putApp(slack, { ...changes, id: appBy(slack, appId).id });
    },
    disableEvents: async (appId) => {
      slack.keeper.commit({ type: 'app', app: { ...appBy(slack, appId), eventsDisabled: true } });
      slack.notices.tell({ type: 'apps', appId, team: null });
    },
    install: async (team, appId, { user, scopes, channels = [] } = {}) => {
      const workspace = workspaceBy(slack, team);
      const app = appBy(slack, appId);
      const installer = user ?? [...workspace.users.values()].find((one) => one.appId === null)?.id;
      if (installer === undefined) throw new ControlError('nobody_there', 'the workspace has no people', 409);
      userBy(workspace, installer);
      const granted = { scopes: scopes ?? app.scopes, user: installer };
      const places = channels.map((id) => placeBy(slack, team, id));
      const { installation, issued } = install(slack, app, workspace, granted);
      const { botToken, botUserId, botId } = installation;
      for (const { channel } of places) setMember(slack, workspace, channel, botUserId, true);
      const installed = { team, appId, botToken, botUserId, botId, appToken: app.appToken };
      return issued.renewal ? { ...installed, refreshToken: issued.renewal.refreshToken } : installed;
    },
    uninstall: async (team, appId) => {
      const workspace = workspaceBy(slack, team);
      const isThere = workspace.installations.get(appId)?.active === true;
      demand(isThere, 'not_installed', 'the app is not installed in this workspace');
      uninstall(slack, workspace, appId);
    },
    revokeToken: async ({ error = 'token_revoked', ...choice }) => answerWith(slack, choice, error),
    restoreToken: async (choice) => answerWith(slack, choice, null),
  };
}

/** What calls with the token answer from now on; null: the token is good. */
function answerWith(slack: Slack, choice: SimTokenChoice, error: string | null): void {
  const token = tokenBy(slack, choice);
  refuseToken(slack, token, error);
  slack.notices.tell({ type: 'apps', appId: token.appId, team: token.team });
}

function tokenBy(slack: Slack, choice: SimTokenChoice): Token {
  const text = textOf(slack, choice);
  const token = text === undefined ? undefined : slack.keeper.world.tokens.get(text);
  if (!token) throw new ControlError('unknown_token', 'there is no such token', 404);
  return token;
}

function textOf(slack: Slack, choice: SimTokenChoice): string | undefined {
  if ('token' in choice) return choice.token;
  if (choice.team === undefined) return appBy(slack, choice.appId).appToken;
  const { team, appId } = choice;
  const org = orgOf(slack.keeper.world, team, appId);
  return org ? org.install.botToken : workspaceBy(slack, team).installations.get(appId)?.botToken;
}
