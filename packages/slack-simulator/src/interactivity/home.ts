import type { SimView } from '../control/interactivity.ts';
import { appBy, demand, userBy, workspaceBy } from '../control-api/lookups.ts';
import { openIm } from '../conversation/places.ts';
import { isInstalled, sendEvent } from '../events/event-payload.ts';
import { hears } from '../events/publish.ts';
import { newTs, type Slack } from '../slack.ts';
import { type Home, homeKey, type Workspace } from '../state/model.ts';
import type { ViewDefinition } from './check-view.ts';
import { changedView, newView, type ViewOwner } from './keep-view.ts';
import { surfaceOfView } from './surfaces.ts';
import { shownView } from './view-json.ts';

/** What an app shows a person in its Home tab; null while it has published nothing, or is not there. */
export function homeFor(slack: Slack, team: string, user: string, appId: string): SimView | null {
  const workspace = workspaceBy(slack, team);
  userBy(workspace, user);
  const app = appBy(slack, appId);
  const isShown = app.features.homeTab && isInstalled(workspace, appId);
  const home = isShown ? keptHome(workspace, user, appId) : undefined;
  return home ? shownHome(slack, workspace, home) : null;
}

/**
 * Someone looks at the Home tab: the app hears `app_home_opened`
 * (https://docs.slack.dev/reference/events/app_home_opened) if it subscribed to it.
 */
export function openHome(slack: Slack, team: string, user: string, appId: string): SimView | null {
  const view = homeFor(slack, team, user, appId);
  const workspace = workspaceBy(slack, team);
  demand(appBy(slack, appId).features.homeTab, 'no_home_tab', 'the app has no Home tab');
  const installation = workspace.installations.get(appId);
  const isThere = installation?.active === true && workspace.active;
  if (!isThere) demand(false, 'not_installed', 'the app is not installed in this workspace');
  else if (hears(slack, installation, { event: 'app_home_opened', scope: null })) {
    sendEvent(slack, workspace, installation, {
      type: 'app_home_opened',
      user,
      channel: openIm(slack, workspace, user, installation.botUserId).id,
      tab: 'home',
      ...(view ? { view } : {}),
      event_ts: newTs(slack),
    });
  }
  return view;
}

/** Puts a view into the Home tab: the same view again with new contents, if there was one. */
export function publishHome(
  slack: Slack,
  owner: ViewOwner,
  user: string,
  definition: ViewDefinition,
): SimView {
  const { workspace, installation } = owner;
  const { appId } = installation;
  const before = keptHome(workspace, user, appId);
  const view = before ? changedView(slack, before.view, definition) : newView(slack, owner, definition);
  const home: Home = { user, view };
  slack.keeper.commit({ type: 'home', team: workspace.id, home });
  slack.notices.tell({ type: 'home', team: workspace.id, user, appId });
  return shownHome(slack, workspace, home);
}

export function keptHome(workspace: Workspace, user: string, appId: string): Home | undefined {
  return workspace.homes.get(homeKey(user, appId));
}

function shownHome(slack: Slack, workspace: Workspace, { user, view }: Home): SimView {
  return shownView(slack, surfaceOfView(workspace, user, view, null));
}
