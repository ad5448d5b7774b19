export type { AppSecrets, Apps, AppToSave, SlackApp } from './apps.ts';
export type { Audit, AuditEntry, AuditLine } from './audit.ts';
export type { Backlog } from './backlog.ts';
export type { DeadLetter, DeadLetters } from './dead-letters.ts';
export type { Deaths, NewDeath } from './deaths.ts';
export { StoreError, type StoreErrorCode } from './errors.ts';
export type { AppGap, GapNote, GapNotes } from './gap-notes.ts';
export type { Commands, NextCommand, StartedCommand } from './hot/commands.ts';
export type { Acceptance, Inbox, NewEntry } from './hot/inbox.ts';
export type { RunOutcome } from './hot/lane-run.ts';
export type { ClaimedMessage, NextMessage, Outbox, ReplyToStore } from './hot/outbox.ts';
export type { QuietLane, Sweeps } from './hot/sweep.ts';
export type {
  Installation,
  Installations,
  InstallationToSave,
  Removal,
  SaveOutcome,
} from './installations.ts';
export type { Members } from './members.ts';
export { migrate } from './migrate/migrate.ts';
export type { OauthStates, StateUse } from './oauth-states.ts';
export type { ResealOutcome } from './reseal.ts';
export { KEYS_FORM, newKey, parseKeys, type SealingKeys } from './sealing.ts';
export type { Sessions } from './sessions.ts';
export type { SlotReport, SlotRow, Slots } from './slots.ts';
export { openStore, type Store, type StoreOptions } from './store.ts';
