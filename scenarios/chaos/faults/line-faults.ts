import { between, type Fault, mostlyShort, NOTHING_TO_UNDO, placesOf } from './fault.ts';

/** Longer than any watchdog, shorter than Slack's repeats: what is lost meanwhile comes again. */
const MIN_FREEZE_MS = 500;
const MAX_FREEZE_MS = 20_000;
const SLOW_MS = [20, 400] as const;

type End = 'redis' | 'postgres' | 'slack';

const targetsOf = (end: End): Fault['targets'] =>
  end === 'slack'
    ? () => ['slack sockets', 'slack web api']
    : (aims) =>
        placesOf(aims, 'socket-worker', 'task-worker', 'coordinator').map((place) => `${end} of ${place}`);

/** Half-open: no byte passes and no end, as where a route is lost. New connections pass, or hang as well. */
const freeze = (end: End, weight: number): Fault => ({
  name: `half-open to ${end}`,
  weight,
  targets: targetsOf(end),
  durationMs: (random) => mostlyShort(random, MIN_FREEZE_MS, MAX_FREEZE_MS),
  async begin({ lines, note }, target, random) {
    const newOnes = random.next() < 0.5 ? 'pass' : 'hang';
    lines.line(target).freeze(newOnes);
    note(`new connections ${newOnes}`);
    return async () => lines.line(target).thaw();
  },
});

const cut = (end: End, weight: number): Fault => ({
  name: `cut to ${end}`,
  weight,
  targets: targetsOf(end),
  durationMs: () => 0,
  async begin({ lines, note }, target) {
    note(`${lines.line(target).connections()} connections`);
    lines.line(target).cut();
    return NOTHING_TO_UNDO;
  },
});

const slow = (end: End, weight: number): Fault => ({
  name: `slow to ${end}`,
  weight,
  targets: targetsOf(end),
  durationMs: (random) => between(random, 2_000, 8_000),
  async begin({ lines, note }, target, random) {
    const delayMs = between(random, ...SLOW_MS);
    note(`${delayMs} ms`);
    lines.line(target).slowDown(delayMs);
    return async () => lines.line(target).slowDown(0);
  },
});

export const LINE_FAULTS: readonly Fault[] = [
  freeze('redis', 5),
  freeze('postgres', 5),
  freeze('slack', 4),
  cut('redis', 2),
  cut('postgres', 2),
  cut('slack', 2),
  slow('redis', 1),
  slow('postgres', 1),
  slow('slack', 1),
];
