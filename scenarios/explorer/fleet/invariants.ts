import { appOfSlot } from '@muster/fleet';
import type { Invariants, Move } from '../search/model.ts';
import type { Deed, World } from './world.ts';

type FleetMove = Move<World, Deed>;

/** DESIGN's invariants as far as they speak of leases, assignments and connections. */
export const FLEET_INVARIANTS: Invariants<World, Deed> = { I4, I5, I6, I8, I7, I10, I12 };

/**
 * With no worker suspected, connections per app ≤ slots + 2. Never over 10, of any app. A worker that was lost and
 * comes back still has what went to others until it has asked: from then on only the second bound is looked at.
 */
function I4(_before: World, { to }: FleetMove): string | null {
  for (const { appId, slots } of to.wanted) {
    const open = connectionsOf(to, appId);
    if (open > 10 || (to.isCalm && slots > 0 && open > slots + 2)) return `${appId} has ${open} connections`;
  }
  return null;
}

/** The Postgres epoch of a slot never falls. */
function I5(before: World, { to }: FleetMove): string | null {
  if (before.postgres === to.postgres) return null;
  for (const [slot, epoch] of before.postgres)
    if ((to.postgres.get(slot) ?? 0n) < epoch) return `Postgres went back to an older epoch of ${slot}`;
  return null;
}

/** Every assignment raises its slot's epoch: above all that it ever had, also before a wipe. */
function I6(before: World, { to, deed }: FleetMove): string | null {
  if (deed?.kind !== 'applied') return null;
  for (const [slot, { epoch }] of to.store.assignments) {
    const old = before.store.assignments.get(slot);
    if (old?.epoch !== epoch && epoch <= (before.minted.get(slot) ?? 0n))
      return `${slot} was given an epoch that it had before`;
    if (old?.epoch === epoch && old.workerId !== to.store.assignments.get(slot)?.workerId)
      return `${slot} changed hands under one epoch`;
  }
  return null;
}

/** In a planned handover the app always has a live connection: nobody closes the last one of an app that is wanted. */
function I7(_before: World, { to, deed }: FleetMove): string | null {
  if (deed?.kind !== 'closed' || deed.successors?.isMisled) return null;
  for (const slot of deed.slots) {
    const appId = appOfSlot(slot);
    if (deed.successors?.bySlot.get(slot)?.kind === 'released') continue;
    if (isWanted(to, appId) && liveOf(to, appId) === 0)
      return `${deed.workerId} closed the last connection of ${appId}`;
  }
  return null;
}

/** A wiped Redis closes no connection: who knows nothing of a slot keeps it. */
function I8(_before: World, { deed }: FleetMove): string | null {
  if (deed?.kind !== 'closed') return null;
  for (const slot of deed.slots) {
    if (!deed.successors || deed.successors.absent.includes(slot))
      return `${deed.workerId} closed ${slot} though nobody had said that it is elsewhere`;
  }
  return null;
}

/** Nothing is written under an old term. */
function I10(before: World, { deed }: FleetMove): string | null {
  if (deed?.kind !== 'applied') return null;
  return deed.plan.term < before.highestTerm
    ? `a plan of an old term of ${deed.plan.leaderId} was applied`
    : null;
}

/** A slot leaves a worker that is well only with a move that was planned from its present assignment. */
function I12(before: World, { to, deed }: FleetMove): string | null {
  if (deed?.kind !== 'applied') return null;
  for (const [slot, { epoch, workerId }] of before.store.assignments) {
    if (workerId === null || to.store.assignments.get(slot)?.epoch === epoch) continue;
    const record = before.store.workers.get(workerId);
    const isWell = record && record.expiresUs > before.nowUs && !record.isDraining;
    const change = deed.plan.changes.find((one) => one.slot === slot);
    if (isWell && change?.expect !== epoch)
      return `${slot} was taken from ${workerId}, to which it was given since the plan`;
  }
  return null;
}

function isWanted({ wanted }: World, appId: string): boolean {
  return wanted.some((app) => app.appId === appId && app.slots > 0);
}

function connectionsOf(world: World, appId: string): number {
  return countConnections(world, appId, ({ state }) => state !== 'waiting');
}

export function liveOf(world: World, appId: string): number {
  return countConnections(world, appId, ({ state }) => state === 'live');
}

function countConnections(
  { workers }: World,
  appId: string,
  isMeant: (connection: { readonly state: string }) => boolean,
): number {
  let count = 0;
  for (const { held } of workers.values())
    for (const [slot, connection] of held) if (appOfSlot(slot) === appId && isMeant(connection)) count += 1;
  return count;
}
