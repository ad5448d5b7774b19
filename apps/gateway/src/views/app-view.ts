import type { AppView, SlotView } from '@muster/api';
import type { Installation, SlackApp } from '@muster/store';
import { type FleetKnowledge, slotViews } from './slot-views.ts';

/** A Slack app as the API shows it. */
export function appView(
  app: SlackApp,
  installations: readonly Installation[],
  known: FleetKnowledge,
  publicUrl: string,
): AppView {
  const active = installations.filter(({ appId, status }) => appId === app.id && status === 'active').length;
  const slots = slotViews(app, active > 0, known);
  return {
    id: app.id,
    kind: app.kind,
    name: app.name,
    clientId: app.clientId,
    token: {
      state: tokenState(app, slots),
      reason: app.tokenReason,
      checkedAt: app.tokenCheckedAt?.toISOString() ?? null,
    },
    workspaces: active,
    createdAt: app.createdAt.toISOString(),
    installUrl: `${publicUrl}/slack/install?app=${encodeURIComponent(app.id)}`,
    slots,
  };
}

/** A live connection was opened with the token, so Slack accepts it, whatever was noted last. */
function tokenState(app: SlackApp, slots: readonly SlotView[]): AppView['token']['state'] {
  if (!app.hasAppToken) return 'missing';
  const isLive = slots.some(({ state }) => state === 'live');
  return app.tokenState === 'unknown' && isLive ? 'accepted' : app.tokenState;
}
