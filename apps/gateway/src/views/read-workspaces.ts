import type { WorkspaceView } from '@muster/api';
import type { Installation } from '@muster/store';
import type { GatewayParts } from '../parts.ts';
import { readKnowledge } from './read-knowledge.ts';
import { workspaceView } from './workspace-view.ts';

/** Installations as the API shows them, in their order. */
export async function readWorkspaces(
  { store, fleet, clock }: Pick<GatewayParts, 'store' | 'fleet' | 'clock'>,
  installations: readonly Installation[],
): Promise<WorkspaceView[]> {
  const [apps, gaps, known] = await Promise.all([
    store.apps.list(),
    store.gaps.list(),
    readKnowledge(store, fleet),
  ]);
  const appOf = new Map(apps.map((app) => [app.id, app]));
  const gapOf = new Map(gaps.map((gap) => [gap.appId, gap]));
  const nowMs = clock.wallMs();
  return installations.flatMap((installation) => {
    const app = appOf.get(installation.appId);
    return app ? [workspaceView(installation, app, known, gapOf.get(app.id), nowMs)] : [];
  });
}
