import type { Slack } from '../slack.ts';
import type { OpenView } from './modals.ts';
import { sendInteraction } from './send-interaction.ts';
import { modalBefore, shownView, surfaceOfModal } from './view-json.ts';

/**
 * Someone closes the topmost view, or with `all` the whole modal; so does a view with `clear_on_close`. Apps hear
 * `view_closed` of the views that asked for it (https://docs.slack.dev/surfaces/modals#handling-view_closed), the
 * topmost first.
 */
export function closeView(
  slack: Slack,
  team: string,
  closing: { readonly user: string; readonly viewId: string; readonly all?: boolean },
): void {
  const { user, viewId } = closing;
  const { modals } = slack.interactions;
  const top = modalBefore(slack, team, user, viewId);
  const isCleared = closing.all === true || top.view.clear_on_close;
  const going = isCleared ? modals.of(team, user) : [top];
  for (const opened of [...going].reverse().filter(({ view }) => view.notify_on_close))
    tellClosed(slack, opened, isCleared);
  modals.close(
    team,
    user,
    going.map(({ view }) => view.id),
  );
}

function tellClosed(slack: Slack, opened: OpenView, isCleared: boolean): void {
  const surface = surfaceOfModal(slack, opened);
  const { workspace, appId, user } = surface;
  // The payload has no trigger: nothing can be opened after a goodbye.
  const eventId = slack.ids.triggerId();
  void sendInteraction(
    slack,
    { workspace, appId, user, channel: null, ts: null, eventId },
    {
      type: 'view_closed',
      api_app_id: appId,
      view: shownView(slack, surface),
      is_cleared: isCleared,
    },
  );
}
