import type { ConnectNeed, ConnectNews, ConnectPermit, ConnectPolicy, Log, Random } from '@muster/fleet';
import type { LeaseStore } from '@muster/leases';

/** How soon to ask again: what makes an app wait may be over sooner than it seems, as when its other slot is lost. */
const ASK_AGAIN_MS = 2_000;
/** How soon to ask again without a lease. */
const NO_LEASE_MS = 250;

/** Whether connections may be opened: by this worker's lease, and by what the fleet grants. Nothing here rejects. */
export interface ConnectPermits {
  ask(appId: string, need: ConnectNeed): Promise<ConnectPermit>;
  /** Passes on what Slack said of an app's connections. */
  note(appId: string, news: ConnectNews): void;
}

export function createConnectPermits(parts: {
  readonly leases: Pick<LeaseStore, 'askToConnect' | 'noteConnects'>;
  readonly isCurrent: () => boolean;
  readonly policy: ConnectPolicy;
  readonly random: Random;
  readonly log: Log;
}): ConnectPermits {
  const { leases, isCurrent, policy, random, log } = parts;
  const noLease: ConnectPermit = { kind: 'wait', forMs: NO_LEASE_MS, reason: 'no-lease' };
  return {
    async ask(appId, need) {
      // Who replaces what it holds needs no lease, and no Redis: it takes nothing from anybody.
      const isReplacing = need !== 'open';
      if (!isReplacing && !isCurrent()) return noLease;
      try {
        const permit = await leases.askToConnect({ appId, need, policy });
        if (permit.kind === 'granted') return isReplacing || isCurrent() ? permit : noLease;
        // Full jitter: many wait for the same.
        return { ...permit, forMs: random.next() * Math.min(permit.forMs, ASK_AGAIN_MS) };
      } catch (error) {
        log.debug({ error, appId }, 'could not ask to connect');
        return isReplacing ? { kind: 'granted' } : noLease;
      }
    },
    note(appId, news) {
      leases.noteConnects(appId, news).catch((error: unknown) => {
        log.debug({ error, appId }, 'could not pass on what Slack said of connections');
      });
    },
  };
}
