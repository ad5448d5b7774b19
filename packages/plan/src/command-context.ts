/** Who asked, when and where. */
export interface CommandContext {
  readonly now: Date;
  /** IANA name of the person's zone; an invalid one counts as UTC. */
  readonly timeZone: string;
  readonly isDirect: boolean;
  readonly userId: string;
  /** The message that carries the command; null when it came another way. `version` is `edited.ts` or ''. */
  readonly message: { readonly channel: string; readonly ts: string; readonly version: string } | null;
  /** A fresh UUID version 4. */
  newId(): string;
}
