import type { FleetState, MadeChange, WantedApp, WorkerRecord } from '@muster/fleet';
import type { CoordinatorMeasures } from './coordinator-measures.ts';
import type { GapRecorder } from './gap-recorder.ts';
import { createGaps } from './gaps.ts';
import { createLastHeard } from './last-heard.ts';
import { moveReason } from './move-reason.ts';
import { createTakeovers } from './takeovers.ts';

type Table = Pick<FleetState, 'version' | 'workers' | 'assignments'>;

/** Watches what a coordinator sees and does while it leads: takeovers, gaps in service, moves. It decides nothing. */
export interface LeaderWatch {
  /** It leads for this term, or follows: null. */
  leads(term: bigint | null): void;
  /** It looked at the table. Called at every look, so that it is known when each worker was last heard. */
  heard(table: Table, nowUs: number): void;
  /** It is about to plan with this. */
  planning(seen: {
    readonly table: Table;
    readonly nowUs: number;
    readonly suspects: ReadonlySet<string>;
    readonly wanted: readonly WantedApp[];
  }): void;
  planned(waiting: number): void;
  /** It made a change to the table that it last planned with. */
  made(change: MadeChange): void;
}

export function createLeaderWatch(measures: CoordinatorMeasures, recorder: GapRecorder): LeaderWatch {
  const lastHeard = createLastHeard();
  const takeovers = createTakeovers(lastHeard);
  const gaps = createGaps(lastHeard);
  let term: bigint | null = null;
  let last: { readonly table: Table; readonly nowUs: number } | undefined;
  let lastLook = '';
  let lastWanted: readonly WantedApp[] = [];

  const begin = (led: bigint | null) => {
    term = led;
    lastLook = '';
    takeovers.forget();
    gaps.forget();
    measures.leads(led);
    // A leader before this one may have left gaps open.
    if (led !== null)
      recorder.readOpen((open) => {
        if (term !== led) return;
        gaps.resume(open);
        lastLook = '';
      });
  };

  const look = ({ table, nowUs, suspects, wanted }: Parameters<LeaderWatch['planning']>[0]) => {
    const isLost = ({ info, expiresUs }: WorkerRecord) => expiresUs <= nowUs && !suspects.has(info.id);
    const lost = [...table.workers.values()].filter(isLost).map(({ info }) => info.id);
    const key = `${table.version} ${lost.join(' ')}`;
    // Nothing that counts has changed: most looks of a leader are so.
    if (key === lastLook && isSameWanted(wanted, lastWanted)) return;
    lastLook = key;
    lastWanted = wanted;
    for (const seconds of takeovers.look(table, nowUs, isLost)) measures.takeover(seconds);
    for (const change of gaps.look({ workers: table.workers, wanted, nowUs }, isLost)) {
      if (change.kind === 'ended') measures.gap((change.endedUs - change.sinceUs) / 1_000_000);
      recorder.record(change);
    }
  };

  measures.leads(null);
  return {
    leads(led) {
      if (led !== term) begin(led);
    },
    heard: ({ workers }, nowUs) => lastHeard.note(workers, nowUs),
    planning(seen) {
      last = seen;
      look(seen);
    },
    planned(waiting) {
      const { nowUs } = last ?? { nowUs: 0 };
      const oldestUs = Math.min(nowUs, ...gaps.open.values());
      const longestGap = (nowUs - oldestUs) / 1_000_000;
      measures.standing({ waiting, takeovers: takeovers.pending(), gaps: gaps.open.size, longestGap });
    },
    made(change) {
      if (last) measures.move(moveReason(change, last.table, last.nowUs));
    },
  };
}

function isSameWanted(one: readonly WantedApp[], other: readonly WantedApp[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every(({ appId }, at) => appId === other[at]?.appId);
}

/** Watches nothing. */
export const NO_WATCH: LeaderWatch = {
  leads() {},
  heard() {},
  planning() {},
  planned() {},
  made() {},
};
