import type { SimRecord } from '@muster/slack-simulator/control';
import { ackTimes } from './ack-times.ts';

/** What Slack saw of some apps between two moments of its record. */
export interface PhaseSeen {
  /** From the first delivery of an event to its ack, in milliseconds. */
  readonly ackMs: readonly number[];
  /** Events that were not acked at their first delivery, and deliveries that were repeated. */
  readonly missed: number;
  readonly repeated: number;
  /** Connections that came or left. */
  readonly reconnects: number;
}

/** A stretch of the record: `fromN < n <= untilN`. */
export interface Phase {
  readonly fromN: number;
  readonly untilN: number;
}

/** Of these apps alone. The record must reach beyond the phase, so that its last acks are in it. */
export function checkPhase(
  record: Pick<SimRecord, 'deliveries' | 'connections'>,
  phase: Phase,
  apps: ReadonlySet<string>,
): PhaseSeen {
  const isIn = (n: number | null) => n !== null && n > phase.fromN && n <= phase.untilN;
  const deliveries = record.deliveries.filter(({ n, appId }) => isIn(n) && apps.has(appId));
  const first = deliveries.filter(({ attempt }) => attempt === 0);
  return {
    ackMs: ackTimes({ deliveries: first }),
    missed: first.filter(({ ackedAt }) => ackedAt === null).length,
    repeated: deliveries.length - first.length,
    reconnects: record.connections.filter(
      ({ appId, n, leftN }) => apps.has(appId) && (isIn(n) || isIn(leftN)),
    ).length,
  };
}
