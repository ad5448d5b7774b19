import type { SimSettings } from '../control/settings.ts';

export const DEFAULT_SETTINGS: SimSettings = Object.freeze({
  timeScale: 1,
  rateLimits: true,
  connectionsPerMinute: 50,
  ackTimeoutMs: 3_000,
  retryDelaysMs: [0, 60_000, 300_000],
  delayedEvents: false,
  sameEnvelopeRepeats: false,
  doubles: true,
  unfurls: true,
  newTokenOnReinstall: false,
  pingIntervalMs: 10_000,
  pongs: true,
  helloDelayMs: 0,
  connectionLifeMs: 18_060_000,
  closeGraceMs: 10_000,
  tcpLingerMs: 30_000,
  ghostLifeMs: 300_000,
  maxConnections: 10,
});
