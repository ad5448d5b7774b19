/** Slack takes no more of one app. */
const MOST_OF_AN_APP = 10;
/** What the pretended Slack allows an app in a minute, as the real one at best. */
const MAX_OPENS_A_MINUTE = 50;
const MINUTE_MS = 60_000;

/** An app's connections as Slack counts them, those that it only believes open included. */
export interface Counted {
  readonly appId: string;
  readonly connections: number;
  readonly slots: number;
}

/** I4: with no worker suspected an app has at most two connections more than slots; never over ten. */
export function checkConnectionCount(
  { appId, connections, slots }: Counted,
  isSuspecting: boolean,
): string[] {
  if (connections > MOST_OF_AN_APP) return [`I4: ${appId} has ${connections} connections`];
  return !isSuspecting && connections > slots + 2
    ? [`I4: ${appId} has ${connections} connections for ${slots} slots, and nobody is suspected`]
    : [];
}

/** I7: in a planned handover the app always has a live connection. */
export function checkNoGap(appId: string, live: number): string[] {
  return live === 0 ? [`I7: ${appId} has no live connection in a planned handover`] : [];
}

/** I7 and I8: a worker lets go of a live connection only when the slot is live elsewhere. */
export function checkLettingGo(slot: string, workerId: string, liveElsewhere: number): string[] {
  return liveElsewhere === 0 ? [`I7/I8: ${workerId} closed the only live connection of ${slot}`] : [];
}

/** I11: some time after the last fault every healthy app has a live connection. */
export function checkServed(
  apps: readonly { readonly appId: string; readonly live: number; readonly isHealthy: boolean }[],
  afterMs: number,
): string[] {
  return apps
    .filter(({ live, isHealthy }) => isHealthy && live === 0)
    .map(({ appId }) => `I11: ${appId} has no live connection ${afterMs} ms after the last fault`);
}

/** I14: the connects of an app stay in budget. */
export class ConnectChecker {
  private readonly opens = new Map<string, number[]>();

  opened(appId: string, nowMs: number): string[] {
    const recent = (this.opens.get(appId) ?? []).filter((atMs) => atMs > nowMs - MINUTE_MS);
    recent.push(nowMs);
    this.opens.set(appId, recent);
    return recent.length > MAX_OPENS_A_MINUTE
      ? [`I14: ${appId} was connected ${recent.length} times within a minute`]
      : [];
  }
}
