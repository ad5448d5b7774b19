export { readEvent } from './read-event.ts';
export type {
  Addressed,
  DeletedEvent,
  EditEvent,
  IgnoredReason,
  MemberChangedEvent,
  MessageEvent,
  SlackEvent,
  TokensRevokedEvent,
  UninstalledEvent,
} from './slack-event.ts';
