export { readEvent } from './read-event.ts';
export { readKey } from './read-key.ts';
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
