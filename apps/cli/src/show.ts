import type { DeadLetterList, FleetView, ProcessView, WorkspaceList } from '@muster/api';
import { printable, table } from './table.ts';

/** Every process, and below them the apps that processes died of. */
export function showFleet({ processes, leader, poison }: FleetView, nowMs: number): string {
  const rows = processes.map((one) => [
    one.kind,
    one.id,
    `${one.host} ${one.pid}`,
    age(one.since, nowMs),
    workOf(one),
  ]);
  const lead = leader
    ? `Led by ${leader.id}, term ${leader.term}.`
    : 'Nobody leads: nothing new is assigned.';
  const apart = (poison ?? []).map(
    ({ appId, name, since, reason }) =>
      `${appId} (${name}) is kept apart for ${age(since, nowMs)}: ${reason}. Release it: muster release ${appId}`,
  );
  return [table(['KIND', 'ID', 'HOST, PID', 'UP', 'WORK'], rows), '', lead, ...apart.map(printable)].join(
    '\n',
  );
}

function workOf({ leader, connections, slots, capacity, isQuarantine }: ProcessView): string {
  if (leader) return 'leads';
  if (slots === undefined) return '';
  const purpose = isQuarantine ? ', quarantine' : '';
  return `${connections ?? 0} of ${slots.length} live, room for ${capacity ?? 0}${purpose}`;
}

/** Every workspace with its connections, and why one is not live. */
export function showWorkspaces({ items }: WorkspaceList, nowMs: number): string {
  if (items.length === 0) return 'No workspace has the bot yet.';
  const rows = items.map((one) => [
    one.teamName,
    one.appName,
    one.connection,
    one.slots.map(({ slot, state }) => `${slot} ${state}`).join(', '),
    one.lastEventAt ? `${age(one.lastEventAt, nowMs)} ago` : 'never',
    one.reason ?? '',
  ]);
  return table(['WORKSPACE', 'APP', 'CONNECTION', 'SLOTS', 'LAST EVENT', 'WHY NOT'], rows);
}

/** What was given up. */
export function showDeadLetters({ items }: DeadLetterList, nowMs: number): string {
  if (items.length === 0) return 'Nothing was given up.';
  const rows = items.map(({ kind, id, name, since, reason }) => [
    kind,
    id,
    name ?? '',
    `${age(since, nowMs)} ago`,
    reason,
  ]);
  return table(['KIND', 'ID', 'COMMAND', 'GIVEN UP', 'WHY'], rows);
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** Since a moment, ISO 8601, in its greatest unit. */
function age(since: string, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - Date.parse(since)) / 1_000);
  for (const [unit, size] of UNITS) if (seconds >= size) return `${Math.floor(seconds / size)} ${unit}`;
  return `${Math.floor(seconds)} s`;
}
