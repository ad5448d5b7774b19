export { readEvent } from './read-event.ts';
export { readSlashCommand, type SlashCommand } from './read-slash-command.ts';
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
