import type { AppGap, Installation } from '@muster/store';

/** No workspace counts as silent sooner: nights and free days are quiet. */
const AT_LEAST_S = 24 * 3_600;
/** As many times the longest pause that the workspace usually makes. */
const TIMES_USUAL = 2;

/** Whether an installation that is connected should have been heard. */
export interface Silence {
  readonly isSilent: boolean;
  /** Since when nothing came although it could have. */
  readonly quietSince: Date;
  /** How long it may be quiet before it counts as silent. */
  readonly silentAfterS: number;
}

/**
 * A connection may be live and yet bring nothing: the app subscribes to no events any more, or Slack forgot it. A
 * workspace is silent when it has been quiet for twice as long as it usually is at most, and for a day at least. It is
 * quiet since its last event, or since it was installed or its app came back from a gap, if that was later.
 */
export function silenceOf(
  {
    lastEventAt,
    refreshedAt,
    usualPauseS,
  }: Pick<Installation, 'lastEventAt' | 'refreshedAt' | 'usualPauseS'>,
  gap: Pick<AppGap, 'lastEndedAt'> | undefined,
  isConnected: boolean,
  nowMs: number,
): Silence {
  const moments = [lastEventAt, refreshedAt, gap?.lastEndedAt].map((at) => at?.getTime() ?? 0);
  const quietSinceMs = Math.max(...moments);
  const silentAfterS = Math.max(AT_LEAST_S, TIMES_USUAL * usualPauseS);
  const isSilent = isConnected && nowMs - quietSinceMs > silentAfterS * 1_000;
  return { isSilent, quietSince: new Date(quietSinceMs), silentAfterS };
}
