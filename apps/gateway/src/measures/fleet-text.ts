import type { FleetPicture } from '@muster/leases';
import { createFleetMetrics, type Metrics } from '@muster/process';
import type { QueueDepth } from '@muster/queue';
import type { Backlog } from '@muster/store';

/** What is known of the whole fleet at a scrape. Null where the part that knows did not answer in time. */
export interface FleetFigures {
  readonly picture: FleetPicture | null;
  readonly backlog: Backlog | null;
  readonly depth: QueueDepth | null;
  readonly silentWorkspaces: number | null;
  /** Apps that processes died of, and that are kept apart. */
  readonly poisonApps: number | null;
}

/** The figures of the fleet in Prometheus' text form. What is not known is left out, and said to be. */
export function fleetText(figures: FleetFigures): Promise<string> {
  // Made anew each time: nothing of an earlier scrape is left when a part is away.
  const metrics = createFleetMetrics();
  const { picture, backlog, depth, silentWorkspaces, poisonApps } = figures;
  const up = metrics.gauge('muster_part_up', 'Whether a part answered the scrape', ['part']);
  for (const [part, answer] of Object.entries({ redis: picture, postgres: backlog, queue: depth }))
    up.set({ part }, answer === null ? 0 : 1);
  if (picture) showPicture(metrics, picture);
  if (backlog) showBacklog(metrics, backlog);
  if (depth) {
    const lanes = metrics.gauge('muster_queue_lanes', 'Lanes in the queue', ['state']);
    lanes.set({ state: 'waiting' }, depth.waiting);
    lanes.set({ state: 'running' }, depth.running);
  }
  if (silentWorkspaces !== null)
    metrics
      .gauge('muster_workspaces_silent', 'Workspaces that are connected and yet bring no events')
      .set({}, silentWorkspaces);
  if (poisonApps !== null)
    metrics.gauge('muster_poison_apps', 'Apps that processes died of, kept apart').set({}, poisonApps);
  return metrics.text();
}

function showPicture(metrics: Metrics, picture: FleetPicture): void {
  const processes = metrics.gauge('muster_processes', 'Processes that are there, by kind', ['kind']);
  for (const kind of ['gateway', 'coordinator', 'socket-worker', 'task-worker'] as const)
    processes.set(
      { kind },
      count(picture.processes, (process) => process.kind === kind),
    );
  const slots = metrics.gauge('muster_assigned_slots', 'Slots assigned to a worker, by state', ['state']);
  for (const state of ['live', 'connecting', 'down', 'waiting'] as const)
    slots.set(
      { state },
      count(picture.slots, (slot) => slot.workerId !== null && slot.state === state),
    );
  metrics
    .gauge('muster_leaders', 'Coordinators that lead: 1, or 0 for a moment between two')
    .set({}, picture.leader ? 1 : 0);
  metrics
    .counter('muster_stale_terms_total', 'Changes refused because the term of their coordinator was over')
    .add({}, picture.staleTerms);
}

function showBacklog(metrics: Metrics, backlog: Backlog): void {
  const show = (name: string, help: string, value: number) => metrics.gauge(name, help).set({}, value);
  show('muster_inbox_age_seconds', 'Age of the oldest command that is not finished', backlog.inboxAgeS);
  show('muster_inbox_commands', 'Commands that are not finished', backlog.commands);
  show('muster_lanes_waiting', 'Lanes with unfinished commands', backlog.lanes);
  show('muster_unsent_replies', 'Messages that are not sent yet', backlog.unsentReplies);
  show('muster_outbox_age_seconds', 'Age of the oldest message that is not sent', backlog.outboxAgeS);
  const dead = metrics.gauge('muster_dead_letters', 'What was given up, by kind', ['kind']);
  dead.set({ kind: 'command' }, backlog.parkedCommands);
  dead.set({ kind: 'message' }, backlog.deadMessages);
  const workspaces = metrics.gauge('muster_workspaces', 'Installations, by status', ['status']);
  workspaces.set({ status: 'active' }, backlog.activeWorkspaces);
  workspaces.set({ status: 'removed' }, backlog.removedWorkspaces);
}

function count<Item>(items: readonly Item[], isCounted: (item: Item) => boolean): number {
  return items.filter(isCounted).length;
}
