import type { SlotView } from '@muster/api';
import type { FleetPicture, PicturedSlot } from '@muster/leases';
import type { SlackApp, SlotRow } from '@muster/store';
import { slotDetailInWords } from './in-words.ts';

/** What is known of the fleet when a page is drawn. `picture` is null while the registry is away. */
export interface FleetKnowledge {
  readonly picture: FleetPicture | null;
  /** What the holders of slots last wrote into Postgres. */
  readonly rows: readonly SlotRow[];
}

/**
 * An app's slots as they are now. Who holds a slot and how it fares is the registry's word. Postgres adds since
 * when, if that was written under the same epoch, and stands in while the registry is away.
 */
export function slotViews(app: SlackApp, isWanted: boolean, known: FleetKnowledge): SlotView[] {
  return Array.from({ length: app.slots }, (_, index) => {
    const row = known.rows.find(({ slot }) => slot.appId === app.id && slot.index === index);
    const slot = `${app.id}#${index}`;
    if (known.picture === null) return lastKnown(slot, index, row);
    const assigned = known.picture.slots.find((candidate) => candidate.slot === slot);
    return assigned?.workerId
      ? held(index, assigned, assigned.workerId, row, known.picture)
      : empty(slot, index, whyUnassigned(app, isWanted, known.picture));
  });
}

function held(
  index: number,
  assigned: PicturedSlot,
  workerId: string,
  row: SlotRow | undefined,
  picture: FleetPicture,
): SlotView {
  const isServed = picture.workers.some(({ id, lease }) => id === workerId && lease === 'current');
  const state = isServed ? assigned.state : 'down';
  const own = row?.epoch === assigned.epoch ? row : undefined;
  return {
    slot: assigned.slot,
    index,
    state,
    workerId,
    epoch: String(assigned.epoch),
    reason: isServed ? whyNotLive(state, assigned.detail || own?.detail) : WORKER_GONE,
    liveSince: state === 'live' ? (own?.liveSince?.toISOString() ?? null) : null,
    retryAt: isServed && state === 'down' ? (own?.retryAt?.toISOString() ?? null) : null,
  };
}

const WORKER_GONE = 'Its worker is gone; another takes over';
const REGISTRY_AWAY = 'The registry of the fleet (Redis) does not answer';
const USUAL_REASONS = {
  connecting: 'Connecting to Slack',
  down: 'The connection was lost',
  waiting: 'Its worker has not begun to connect yet',
};

function whyNotLive(state: SlotView['state'], detail: string | null | undefined): string | null {
  if (state === 'live') return null;
  return detail ? slotDetailInWords(detail) : USUAL_REASONS[state];
}

function lastKnown(slot: string, index: number, row: SlotRow | undefined): SlotView {
  if (!row) return empty(slot, index, REGISTRY_AWAY);
  const { state } = row;
  return {
    slot,
    index,
    state: state === 'live' || state === 'connecting' || state === 'waiting' ? state : 'down',
    workerId: row.workerId,
    epoch: String(row.epoch),
    reason: `${REGISTRY_AWAY}; this is what was last reported`,
    liveSince: state === 'live' ? (row.liveSince?.toISOString() ?? null) : null,
    retryAt: null,
  };
}

function empty(slot: string, index: number, reason: string): SlotView {
  return {
    slot,
    index,
    state: 'waiting',
    workerId: null,
    epoch: null,
    reason,
    liveSince: null,
    retryAt: null,
  };
}

function whyUnassigned(app: SlackApp, isWanted: boolean, picture: FleetPicture): string {
  if (!app.hasAppToken) return 'The Slack app has no app-level token';
  if (app.tokenState === 'refused') return 'Stopped: Slack refused the app-level token';
  if (!isWanted) return 'Connects once the app is in a workspace again';
  const running = picture.workers.filter(({ lease }) => lease === 'current');
  // An app that is not poison waits for an ordinary one.
  if (!running.some(({ isQuarantine }) => app.poison !== null || !isQuarantine))
    return 'No socket worker is running';
  if (!picture.leader) return 'No coordinator is running to assign it';
  if (app.poison) return 'Waits for a quarantine worker';
  return 'Waits to be assigned to a worker';
}
