import type { SlotView, WorkspaceView } from '@muster/api';
import type { AppGap, Installation, SlackApp } from '@muster/store';
import { removalInWords } from './in-words.ts';
import { silenceOf } from './silence.ts';
import { type FleetKnowledge, slotViews } from './slot-views.ts';

/** An installation as the API shows it. `app` is the Slack app it belongs to, `gap` what is known of that one's gaps. */
export function workspaceView(
  installation: Installation,
  app: SlackApp,
  known: FleetKnowledge,
  gap: AppGap | undefined,
  nowMs: number,
): WorkspaceView {
  const isActive = installation.status === 'active';
  const slots = isActive ? slotViews(app, true, known) : [];
  const connection = isActive ? summarize(slots, app) : 'removed';
  const silence = silenceOf(installation, gap, connection === 'connected', nowMs);
  return {
    id: installation.id,
    appId: app.id,
    appName: app.name,
    appKind: app.kind,
    teamId: installation.teamId,
    teamName: installation.teamName,
    teamDomain: installation.teamDomain,
    enterpriseId: installation.enterpriseId,
    url: installation.url,
    botUserId: installation.botUserId,
    scopes: [...installation.scopes],
    status: installation.status,
    removedReason: installation.removedReason,
    removedAt: installation.removedAt?.toISOString() ?? null,
    installedAt: installation.installedAt.toISOString(),
    refreshedAt: installation.refreshedAt.toISOString(),
    lastEventAt: installation.lastEventAt?.toISOString() ?? null,
    isSilent: silence.isSilent,
    quietSince: silence.quietSince.toISOString(),
    silentAfterSeconds: silence.silentAfterS,
    connection,
    reason: whyNotConnected(connection, installation, app, slots),
    workers: [...new Set(slots.flatMap(({ workerId }) => (workerId === null ? [] : [workerId])))],
    slots,
  };
}

/** The best state among the slots: one live connection is enough to be served. */
function summarize(slots: readonly SlotView[], app: SlackApp): WorkspaceView['connection'] {
  const has = (state: SlotView['state']) => slots.some((slot) => slot.state === state);
  if (has('live')) return 'connected';
  if (app.tokenState === 'refused') return 'down';
  if (has('connecting')) return 'connecting';
  return has('down') ? 'down' : 'waiting';
}

function whyNotConnected(
  connection: WorkspaceView['connection'],
  installation: Installation,
  app: SlackApp,
  slots: readonly SlotView[],
): string | null {
  if (connection === 'removed')
    return installation.removedReason && removalInWords(installation.removedReason);
  if (connection === 'connected') return null;
  if (app.tokenState === 'refused')
    return `Slack refused the app-level token of ${app.name}: ${app.tokenReason ?? 'no reason given'}`;
  return slots.find((slot) => slot.reason !== null)?.reason ?? null;
}
