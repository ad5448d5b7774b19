import type {
  BlockAction,
  BlockElementAction,
  BlockSuggestion,
  EnvelopedEvent,
  GlobalShortcut,
  MessageShortcut,
  SlashCommand,
  ViewClosedAction,
  ViewSubmitAction,
} from '@slack/bolt';

/** Bolt's generic types with their parts filled in, for a schema is made of whole types only. */
export type EventWrapper = EnvelopedEvent<Record<string, unknown>>;
export type BlockActionsPayload = BlockAction<BlockElementAction>;

/** By the `type` of an interactive payload; slash commands have none. */
export interface PayloadTypes {
  readonly slash_commands: SlashCommand;
  readonly block_actions: BlockActionsPayload;
  readonly block_suggestion: BlockSuggestion;
  readonly shortcut: GlobalShortcut;
  readonly message_action: MessageShortcut;
  readonly view_submission: ViewSubmitAction;
  readonly view_closed: ViewClosedAction;
}
