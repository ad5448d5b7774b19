import { ControlError } from '../control/control.ts';
import type { SimView } from '../control/interactivity.ts';
import { demand, userBy, workspaceBy } from '../control-api/lookups.ts';
import type { Slack } from '../slack.ts';
import type { OpenView } from './modals.ts';
import { type Surface, stateOf, surfaceOfView } from './surfaces.ts';

/** The view of this surface with what the person has put into it. */
export function shownView(slack: Slack, surface: Surface): SimView {
  if (surface.content.type !== 'view') throw new Error('a message is no view');
  return { ...surface.content.view, state: stateOf(slack, surface) };
}

/** The modal's views that a person has before them, the topmost last. */
export function shownModals(slack: Slack, team: string, user: string): readonly SimView[] {
  userBy(workspaceBy(slack, team), user);
  return slack.interactions.modals
    .of(team, user)
    .map((opened) => shownView(slack, surfaceOfModal(slack, opened)));
}

/** The topmost view. Throws ControlError `unknown_view`, or `not_on_top` for one below it. */
export function modalBefore(slack: Slack, team: string, user: string, viewId: string): OpenView {
  userBy(workspaceBy(slack, team), user);
  const stack = slack.interactions.modals.of(team, user);
  const opened = stack.find(({ view }) => view.id === viewId);
  if (!opened) throw new ControlError('unknown_view', `there is no ${viewId} on this person's screen`, 404);
  demand(opened === stack.at(-1), 'not_on_top', 'another view lies over this one');
  return opened;
}

export function surfaceOfModal(slack: Slack, { team, user, view, conversation }: OpenView): Surface {
  return surfaceOfView(workspaceBy(slack, team), user, view, conversation);
}
