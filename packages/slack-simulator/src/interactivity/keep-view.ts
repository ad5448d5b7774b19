import type { SimView } from '../control/interactivity.ts';
import { nowSeconds, type Slack } from '../slack.ts';
import type { Installation, Workspace } from '../state/model.ts';
import { withIds } from './blocks.ts';
import type { ViewDefinition } from './check-view.ts';
import type { OpenView } from './modals.ts';

/** Modals of one person lie over each other no higher. */
export const MAX_STACK = 3;

/** Whose view it is. */
export interface ViewOwner {
  readonly workspace: Workspace;
  readonly installation: Installation;
}

/** A new view: of its own, or over another. */
export function newView(
  slack: Slack,
  owner: ViewOwner,
  definition: ViewDefinition,
  below: SimView | null = null,
): SimView {
  const id = slack.ids.id('V');
  const { workspace, installation } = owner;
  return {
    id,
    team_id: workspace.id,
    ...contentOf(slack, definition),
    root_view_id: below === null ? id : below.root_view_id,
    previous_view_id: below?.id ?? null,
    app_id: installation.appId,
    app_installed_team_id: workspace.id,
    bot_id: installation.botId,
  };
}

/** The same view with new contents. */
export function changedView(slack: Slack, view: SimView, definition: ViewDefinition): SimView {
  return { ...view, ...contentOf(slack, definition) };
}

/** Lays a view over the topmost. Null when there is no room. */
export function pushView(
  slack: Slack,
  owner: ViewOwner,
  definition: ViewDefinition,
  top: OpenView,
): SimView | null {
  const { modals } = slack.interactions;
  if (modals.of(top.team, top.user).length >= MAX_STACK) return null;
  const view = newView(slack, owner, definition, top.view);
  modals.push({ ...top, view });
  return view;
}

/** Whether another view of the workspace goes by this name already. */
export function isNameTaken(
  slack: Slack,
  workspace: Workspace,
  name: string,
  except: string | null,
): boolean {
  if (name === '') return false;
  const open = slack.interactions.modals.all(workspace.id).map(({ view }) => view);
  const homes = [...workspace.homes.values()].map(({ view }) => view);
  return [...open, ...homes].some(({ id, external_id }) => external_id === name && id !== except);
}

function contentOf(slack: Slack, definition: ViewDefinition) {
  return {
    ...definition,
    blocks: withIds(definition.blocks, slack.ids),
    // What people put in is kept elsewhere and added where the view is shown.
    state: { values: {} },
    hash: slack.ids.viewHash(nowSeconds(slack)),
  };
}
