export { type Control, ControlError } from './control.ts';
export { createControlClient } from './control-client.ts';
export type { SimFault, SimFaultKind } from './faults.ts';
export type { SimMessage, SimMessageQuery, SimMessages } from './messages.ts';
export type { SimAck, SimCall, SimDelivery, SimRecord, SimSentEvent } from './record.ts';
export type {
  SimAppCredentials,
  SimClick,
  SimCut,
  SimDisconnectReason,
  SimInstall,
  SimInstalled,
  SimNewApp,
  SimNewChannel,
  SimNewPerson,
  SimNewWorkspace,
  SimRevoke,
  SimSay,
  SimSlashCommand,
  SimTokenChoice,
  SimulatorSeed,
} from './requests.ts';
export type { SimSettings } from './settings.ts';
export type {
  SimApp,
  SimChannel,
  SimChannelKind,
  SimConnection,
  SimPerson,
  SimState,
  SimWorkspace,
  SimWorkspaceApp,
} from './state.ts';
export type { SimNotice } from './stream.ts';
export { readWho, type SimWho, whoCookie } from './who-cookie.ts';
