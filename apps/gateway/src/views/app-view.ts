import type { AppView, SlotView } from '@muster/api';
import type { Installation, SlackApp } from '@muster/store';
import { type FleetKnowledge, slotViews } from './slot-views.ts';

/** A Slack app as the API shows it. `set` is what the environment sets, and what came of it. */
export function appView(
  app: SlackApp,
  installations: readonly Installation[],
  known: FleetKnowledge,
  set: {
    readonly publicUrl: string;
    readonly sharedAppId: string | null;
    readonly botTokenTrouble: string | null;
  },
): AppView {
  const own = installations.filter(({ appId }) => appId === app.id);
  const active = own.filter(({ status }) => status === 'active').length;
  // The store's `wanted` says the same: one that was never installed is connected beforehand.
  const slots = slotViews(app, active > 0 || own.length === 0, known);
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
    poison: poisonOf(app),
    botTokenTrouble: app.id === set.sharedAppId ? set.botTokenTrouble : null,
    workspaces: active,
    createdAt: app.createdAt.toISOString(),
    installUrl: `${set.publicUrl}/slack/install?app=${encodeURIComponent(app.id)}`,
    slots,
  };
}

/** Why an app is kept apart, if it is. */
export function poisonOf({ poison }: SlackApp): AppView['poison'] {
  return poison && { since: poison.since.toISOString(), reason: poison.reason };
}

/** A live connection was opened with the token, so Slack accepts it, whatever was noted last. */
function tokenState(app: SlackApp, slots: readonly SlotView[]): AppView['token']['state'] {
  if (!app.hasAppToken) return 'missing';
  const isLive = slots.some(({ state }) => state === 'live');
  return app.tokenState === 'unknown' && isLive ? 'accepted' : app.tokenState;
}
