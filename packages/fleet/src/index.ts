export { type BackoffPolicy, backoffMs } from './backoff.ts';
export {
  type ConnectNeed,
  type ConnectPermit,
  type ConnectPolicy,
  connectPolicy,
} from './connect-budget.ts';
export { nextEpoch } from './epoch.ts';
export {
  type Brake,
  type BrakePolicy,
  EXPIRY_BRAKE,
  graceAfterOutage,
  judgeExpiry,
  NO_BRAKE,
} from './expiry-brake.ts';
export {
  type AppConnects,
  type AssignedSlot,
  type Assignment,
  EMPTY_FLEET,
  type FleetState,
  type Held,
  type HeldSlot,
  isLive,
  type Leader,
  type ProcessInfo,
  type ProcessKind,
  type ProcessRecord,
  type SlotState,
  type WorkerInfo,
  type WorkerRecord,
} from './fleet-state.ts';
export {
  checkLeaseTiming,
  createDeadline,
  type Deadline,
  LEADER_LEASE,
  type LeaseTiming,
  WORKER_LEASE,
} from './lease-timing.ts';
export {
  type Observed,
  PLACEMENT,
  type PlacementPolicy,
  type Plan,
  type WantedApp,
} from './placement/observed.ts';
export { planPlacement } from './placement/plan-placement.ts';
export { countDeaths, type Death, POISON, type PoisonPolicy } from './poison.ts';
export {
  NOTHING_SPENT,
  noteFailure,
  RESTART_BUDGET,
  type RestartBudget,
  type Spending,
} from './restart-budget.ts';
export type { Clock, Log, LogFields, Random, Timer } from './seams.ts';
export { appOfSlot, parseSlotName, slotName } from './slot-name.ts';
export {
  askToConnect,
  type ConnectNews,
  type ConnectRequest,
  noteConnects,
} from './steps/connect-steps.ts';
export {
  type Applied,
  apply,
  type Campaigned,
  type Change,
  type Changes,
  campaign,
  type Expired,
  type Expiry,
  expire,
  type MadeChange,
  resign,
} from './steps/leader-steps.ts';
export {
  announce,
  compareProcesses,
  visibleProcesses,
  visibleSnapshots,
  withdraw,
} from './steps/presence-steps.ts';
export type { Notice, Step } from './steps/step.ts';
export {
  type Beat,
  deregister,
  drain,
  type Heartbeat,
  heartbeat,
  type RegisterRequest,
  register,
  report,
  type SlotReport,
} from './steps/worker-steps.ts';
export { findStuck, STUCK, type StuckPolicy } from './stuck.ts';
export { mayClose, type Successor, successorOf } from './successor.ts';
export {
  countDeafLooks,
  type DeafLooks,
  findVanished,
  VANISHING,
  type Vanished,
  type VanishPolicy,
} from './vanished.ts';
