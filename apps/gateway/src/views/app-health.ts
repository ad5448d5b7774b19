import type { AppHealth } from '@muster/api';
import type { FleetPicture } from '@muster/leases';
import type { AppGap, SlackApp, SlotRow } from '@muster/store';
import { failedTooOften, slotDetailInWords } from './in-words.ts';

/** What is known of apps when the fleet is shown. */
export interface AppKnowledge {
  readonly picture: FleetPicture;
  readonly apps: readonly SlackApp[];
  /** The apps that shall be connected, with how many connections. */
  readonly wanted: readonly { readonly appId: string; readonly slots: number }[];
  readonly gaps: readonly AppGap[];
  readonly rows: readonly SlotRow[];
}

/** How every wanted app is served, at a moment of the wall clock. Those without a connection first. */
export function appHealth(known: AppKnowledge, nowMs: number): AppHealth[] {
  const names = new Map(known.apps.map(({ id, name }) => [id, name]));
  const gaps = new Map(known.gaps.map((gap) => [gap.appId, gap]));
  const live = countLive(known.picture);
  const quarantined = findQuarantined(known);
  const health = known.wanted.map(({ appId, slots }): AppHealth => {
    const gap = gaps.get(appId);
    return {
      appId,
      name: names.get(appId) ?? appId,
      wanted: slots,
      live: live.get(appId) ?? 0,
      gapSeconds: gap?.since ? Math.max(0, (nowMs - gap.since.getTime()) / 1_000) : null,
      lastGapSeconds: gap?.lastSeconds ?? null,
      lastGapEndedAt: gap?.lastEndedAt?.toISOString() ?? null,
      longestGapSeconds: gap?.longestSeconds ?? null,
      quarantined: quarantined.get(appId) ?? [],
    };
  });
  return health.sort((one, other) => Number(one.live > 0) - Number(other.live > 0));
}

/** Live slots by app: during a handover two workers have the same one live. */
function countLive(picture: FleetPicture): ReadonlyMap<string, number> {
  const live = new Set<string>();
  for (const { lease, held } of picture.workers)
    if (lease === 'current') for (const { slot, state } of held) if (state === 'live') live.add(slot);
  const counts = new Map<string, number>();
  for (const slot of live) counts.set(appOf(slot), (counts.get(appOf(slot)) ?? 0) + 1);
  return counts;
}

function findQuarantined({ picture, rows }: AppKnowledge): ReadonlyMap<string, AppHealth['quarantined']> {
  const retries = new Map(rows.map(({ slot, retryAt }) => [`${slot.appId}#${slot.index}`, retryAt]));
  const found = new Map<string, AppHealth['quarantined']>();
  for (const { slot, state, detail } of picture.slots) {
    const reason = failedTooOften(detail);
    if (state !== 'down' || reason === null) continue;
    const retryAt = retries.get(slot)?.toISOString() ?? null;
    const one = { slot, reason: slotDetailInWords(reason), retryAt };
    found.set(appOf(slot), [...(found.get(appOf(slot)) ?? []), one]);
  }
  return found;
}

function appOf(slot: string): string {
  return slot.slice(0, slot.lastIndexOf('#'));
}
