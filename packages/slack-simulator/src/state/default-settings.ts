import type { SimSettings } from '../control/settings.ts';
import type { SimAppFeatures } from '../control/state.ts';

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
  singleUseTickets: true,
  usedCodeError: 'invalid_code',
  closingTakesPayloads: true,
  socketModeOffError: 'socket_mode_not_enabled',
  revokeRetiresBot: true,
  triggerLifeMs: 3_000,
  responseUrlLifeMs: 1_800_000,
  responseUrlUses: 5,
  answersReplace: false,
  codeLifeMs: 600_000,
  accessTokenLifeMs: 43_200_000,
  refreshGraceMs: 0,
  deliveriesPerHour: 30_000,
  disablesFailingApps: true,
});

/** Of an app that says nothing of them. */
export const DEFAULT_FEATURES: SimAppFeatures = Object.freeze({
  slashCommands: [],
  shortcuts: [],
  homeTab: true,
  tokenRotation: false,
  orgDeploy: true,
  userScopes: [],
});
