import { appOfSlot, type FleetState, type WorkerRecord } from '@muster/fleet';
import type { LastHeard } from './last-heard.ts';

/** What changed about an app that was live before and has no live connection. Times in microseconds since 1970. */
export type GapChange =
  | { readonly kind: 'begun'; readonly appId: string; readonly sinceUs: number }
  | { readonly kind: 'ended'; readonly appId: string; readonly sinceUs: number; readonly endedUs: number }
  /** Nobody wants the app any more: it was no gap in service. */
  | { readonly kind: 'dropped'; readonly appId: string };

/** The gaps in service of each wanted app, as the leader sees them. */
export interface Gaps {
  look(
    seen: {
      readonly workers: FleetState['workers'];
      readonly wanted: readonly { readonly appId: string }[];
      readonly nowUs: number;
    },
    isLost: (worker: WorkerRecord) => boolean,
  ): readonly GapChange[];
  /** Goes on with gaps that an earlier leader noted. */
  resume(open: ReadonlyMap<string, number>): void;
  /** Since when each app that lacks one has had no connection. */
  readonly open: ReadonlyMap<string, number>;
  forget(): void;
}

/**
 * An app has a connection while any worker that is not lost says so, under whatever epoch: during a handover the old
 * one carries it. A gap that begins with a lost worker begins when that one was last heard.
 */
export function createGaps(lastHeard: Pick<LastHeard, 'of'>): Gaps {
  const open = new Map<string, number>();
  const wereLive = new Set<string>();

  const lookAt = (appId: string, since: Liveness, nowUs: number): GapChange | null => {
    const openSinceUs = open.get(appId);
    if (since === 'live') {
      wereLive.add(appId);
      if (openSinceUs === undefined) return null;
      open.delete(appId);
      return { kind: 'ended', appId, sinceUs: openSinceUs, endedUs: nowUs };
    }
    if (openSinceUs !== undefined || (since === 'never' && !wereLive.has(appId))) return null;
    const sinceUs = since === 'never' ? nowUs : since;
    open.set(appId, sinceUs);
    return { kind: 'begun', appId, sinceUs };
  };

  return {
    open,
    look({ workers, wanted, nowUs }, isLost) {
      const liveness = livenessOf(workers, isLost, lastHeard);
      const wantedIds = new Set(wanted.map(({ appId }) => appId));
      const changes: GapChange[] = [];
      for (const appId of wantedIds) {
        const change = lookAt(appId, liveness.get(appId) ?? 'never', nowUs);
        if (change) changes.push(change);
      }
      for (const appId of wereLive) if (!wantedIds.has(appId)) wereLive.delete(appId);
      for (const appId of open.keys())
        if (!wantedIds.has(appId)) {
          open.delete(appId);
          changes.push({ kind: 'dropped', appId });
        }
      return changes;
    },
    resume(noted) {
      for (const [appId, sinceUs] of noted) open.set(appId, Math.min(sinceUs, open.get(appId) ?? sinceUs));
    },
    forget() {
      open.clear();
      wereLive.clear();
    },
  };
}

/** `live`, the moment at which the last lost worker that had it live was heard, or `never`: no worker has it live. */
type Liveness = 'live' | number | 'never';

function livenessOf(
  workers: FleetState['workers'],
  isLost: (worker: WorkerRecord) => boolean,
  lastHeard: Pick<LastHeard, 'of'>,
): ReadonlyMap<string, Liveness> {
  const found = new Map<string, Liveness>();
  for (const worker of workers.values()) {
    const now: Liveness = isLost(worker) ? lastHeard.of(worker) : 'live';
    for (const [slot, { state }] of worker.held) {
      const appId = appOfSlot(slot);
      if (state === 'live') found.set(appId, better(found.get(appId), now));
    }
  }
  return found;
}

function better(one: Liveness | undefined, other: Liveness): Liveness {
  if (one === 'live' || other === 'live') return 'live';
  if (typeof one === 'number' && typeof other === 'number') return Math.max(one, other);
  return typeof one === 'number' ? one : other;
}
