import type { DeadLetterList, FleetView, ProcessView, WorkspaceList } from '@muster/api';
import { printable, table } from './table.ts';

/** Every process, and below them the apps that are not served or kept apart, and what waits. */
export function showFleet(fleet: FleetView, nowMs: number): string {
  const { processes, leader } = fleet;
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
  const notes = [lead, ...apps(fleet), ...apart(fleet, nowMs), ...waiting(fleet)];
  return `${table(['KIND', 'ID', 'HOST, PID', 'UP', 'WORK'], rows)}\n\n${notes.join('\n')}`;
}

/** How the apps are served, with those that are not. */
function apps({ apps: all }: FleetView): string[] {
  if (!all) return ['Postgres does not answer: how apps are served is not known.'];
  const served = all.filter(({ live }) => live > 0).length;
  const dark = all.filter(({ live }) => live === 0);
  return [
    `${served} of ${all.length} apps have a connection.`,
    ...dark.map(({ name, appId, gapSeconds, quarantined }) =>
      [
        `${name} (${appId}) has none`,
        gapSeconds === null ? '' : ` for ${inUnits(gapSeconds)}`,
        quarantined[0] ? `: ${quarantined[0].reason}` : '',
      ].join(''),
    ),
  ];
}

/** The apps that processes died of. */
function apart({ poison }: FleetView, nowMs: number): string[] {
  return (poison ?? []).map(({ appId, name, since, reason }) =>
    printable(
      `${appId} (${name}) is kept apart for ${age(since, nowMs)}: ${reason}. Release it: muster release ${appId}`,
    ),
  );
}

function waiting({ backlog }: FleetView): string[] {
  if (!backlog) return [];
  const { commands, lanesWaiting, inboxAgeSeconds, unsentReplies } = backlog;
  if (commands === 0 && unsentReplies === 0) return ['No command waits.'];
  const oldest = inUnits(inboxAgeSeconds);
  return [
    `${commands} commands in ${lanesWaiting} lanes wait, the oldest for ${oldest}; ${unsentReplies} replies are unsent.`,
  ];
}

function workOf({ ready, missing, leader, connections, slots, capacity, isQuarantine }: ProcessView): string {
  if (!ready) return `not ready: ${missing.join(', ')}`;
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
    one.isSilent ? 'connected, but silent' : (one.reason ?? ''),
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
  return inUnits(Math.max(0, (nowMs - Date.parse(since)) / 1_000));
}

function inUnits(seconds: number): string {
  for (const [unit, size] of UNITS) if (seconds >= size) return `${Math.floor(seconds / size)} ${unit}`;
  return `${Math.floor(seconds)} s`;
}
