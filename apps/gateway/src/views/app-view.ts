import type { AppView } from '@muster/api';
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
  return {
    id: app.id,
    kind: app.kind,
    name: app.name,
    clientId: app.clientId,
    token: {
      state: app.hasAppToken ? app.tokenState : 'missing',
      reason: app.tokenReason,
      checkedAt: app.tokenCheckedAt?.toISOString() ?? null,
    },
    workspaces: active,
    createdAt: app.createdAt.toISOString(),
    installUrl: `${publicUrl}/slack/install?app=${encodeURIComponent(app.id)}`,
    slots: slotViews(app, active > 0, known),
  };
}
