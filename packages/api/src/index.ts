export { type AppList, type AppView, appList, appView, type NewApp, newApp, poisonView } from './apps.ts';
export {
  type DeadLetterList,
  type DeadLetterView,
  deadLetterList,
  deadLetterName,
  deadLetterView,
} from './dead-letters.ts';
export { type ErrorAnswer, errorAnswer } from './errors.ts';
export {
  type AppHealth,
  appHealth,
  type BacklogView,
  backlogView,
  type FleetView,
  fleetView,
  heldSlot,
  type ProcessKind,
  type ProcessView,
  processKind,
  processView,
} from './fleet.ts';
export {
  type SessionView,
  type SignIn,
  type SignInLink,
  sessionView,
  signIn,
  signInLink,
} from './session.ts';
export { type SlotState, type SlotView, slotView } from './slots.ts';
export {
  type AcceptedMessage,
  acceptedMessage,
  MESSAGE_TEXT_MAX,
  type NewMessage,
  newMessage,
  type WorkspaceList,
  type WorkspaceView,
  workspaceList,
  workspaceView,
} from './workspaces.ts';
