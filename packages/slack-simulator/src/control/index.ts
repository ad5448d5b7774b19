export { DEFAULT_SETTINGS } from '../state/default-settings.ts';
export { createControlClient } from './client/control-client.ts';
export { type Control, ControlError } from './control.ts';
export type { SimFault, SimFaultKind, SimStandingFault } from './faults.ts';
export type { SimOrgInstall, SimOrgInstalled } from './identity.ts';
export type {
  SimAction,
  SimInput,
  SimInputs,
  SimOption,
  SimOptionSearch,
  SimShortcutUse,
  SimSlashCommand,
  SimSubmission,
  SimSubmitted,
  SimSurface,
  SimView,
} from './interactivity.ts';
export type { SimFile, SimMessage, SimMessageQuery, SimMessages } from './messages.ts';
export type {
  SimAppDetails,
  SimAppToken,
  SimAppTokenScope,
  SimManifestProblem,
} from './own-apps.ts';
export type { SimAck, SimCall, SimConnectionLife, SimDelivery, SimRecord, SimSentEvent } from './record.ts';
export type {
  SimAppCredentials,
  SimCut,
  SimDisconnectReason,
  SimInstall,
  SimInstalled,
  SimNewApp,
  SimNewChannel,
  SimNewEnterprise,
  SimNewFile,
  SimNewPerson,
  SimNewWorkspace,
  SimRevoke,
  SimSay,
  SimTokenChoice,
  SimulatorSeed,
} from './requests.ts';
export type { SimSettings } from './settings.ts';
export type {
  SimApp,
  SimAppFeatures,
  SimChannel,
  SimChannelKind,
  SimConnection,
  SimEnterprise,
  SimPerson,
  SimShortcut,
  SimSlashCommandFeature,
  SimState,
  SimWorkspace,
  SimWorkspaceApp,
} from './state.ts';
export type { SimNotice } from './stream.ts';
export { readWho, type SimWho, whoCookie } from './who-cookie.ts';
export type { SimWire, SimWireEntry, SimWireQuery } from './wire.ts';
