import {
  apply,
  campaign,
  deregister,
  drain,
  expire,
  heartbeat,
  judgeExpiry,
  mayClose,
  planPlacement,
  register,
  report,
  successorOf,
} from '@muster/fleet';

/**
 * What decides in the fleet, as the explorer runs it: the production rules, but for those named below, which stand
 * for a line of code or a statement that lives in a class or in SQL. A mutant replaces one of them.
 */
export interface FleetParts {
  readonly register: typeof register;
  readonly heartbeat: typeof heartbeat;
  readonly report: typeof report;
  readonly drain: typeof drain;
  readonly deregister: typeof deregister;
  readonly campaign: typeof campaign;
  readonly apply: typeof apply;
  readonly expire: typeof expire;
  readonly successorOf: typeof successorOf;
  readonly mayClose: typeof mayClose;
  readonly judgeExpiry: typeof judgeExpiry;
  readonly planPlacement: typeof planPlacement;
  /** The fence: `WHERE slots.epoch <= excluded.epoch` in the store's `record a slot`. */
  mayRecord(known: bigint | undefined, epoch: bigint): boolean;
  /** What a worker does with its connections when its lease is lost: the lease keeper tells nobody, so nothing. */
  readonly closesWhenLost: boolean;
  /** What a worker says it holds when it registers: everything. */
  readonly tellsInventory: boolean;
}

export const PRODUCTION: FleetParts = {
  register,
  heartbeat,
  report,
  drain,
  deregister,
  campaign,
  apply,
  expire,
  successorOf,
  mayClose,
  judgeExpiry,
  planPlacement,
  mayRecord: (known, epoch) => known === undefined || known <= epoch,
  closesWhenLost: false,
  tellsInventory: true,
};
