import type { FleetState, ProcessInfo, ProcessRecord } from '../fleet-state.ts';
import { NO_NOTICES, type Step } from './step.ts';

/** Makes a process visible for a while. What has vanished is swept out on the way. Without a snapshot the last stands. */
export function announce(
  state: FleetState,
  asked: { readonly process: ProcessInfo; readonly ttlMs: number; readonly snapshot: string },
  nowUs: number,
): Step<null> {
  const processes = new Map<string, ProcessRecord>(
    [...state.processes].filter(([, record]) => record.expiresUs > nowUs),
  );
  const { process, ttlMs } = asked;
  const snapshot = asked.snapshot || (processes.get(process.id)?.snapshot ?? '');
  processes.set(process.id, { info: process, expiresUs: nowUs + ttlMs * 1000, snapshot });
  return { state: { ...state, processes }, reply: null, notices: NO_NOTICES };
}

/** Takes a process off the list at once. */
export function withdraw(state: FleetState, processId: string): Step<null> {
  const processes = new Map(state.processes);
  processes.delete(processId);
  return { state: { ...state, processes }, reply: null, notices: NO_NOTICES };
}

/** The processes that are visible at a moment, by kind and id. */
export function visibleProcesses(state: Pick<FleetState, 'processes'>, nowUs: number): ProcessInfo[] {
  return [...state.processes.values()]
    .filter((record) => record.expiresUs > nowUs)
    .map((record) => record.info)
    .sort(compareProcesses);
}

/** The snapshots that the processes visible at a moment gave last, by process id. */
export function visibleSnapshots(
  state: Pick<FleetState, 'processes'>,
  nowUs: number,
): ReadonlyMap<string, string> {
  const given = [...state.processes].filter(
    ([, { expiresUs, snapshot }]) => expiresUs > nowUs && snapshot !== '',
  );
  return new Map(given.map(([id, { snapshot }]) => [id, snapshot]));
}

/** The order of processes on a screen: by kind, then by id. */
export function compareProcesses(a: ProcessInfo, b: ProcessInfo): number {
  return compare(a.kind, b.kind) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
