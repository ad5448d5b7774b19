import type { SimWorkspace } from '@muster/slack-simulator/control';

/** A person or bot, of whichever workspace: channels can be shared between several. */
export interface Known {
  readonly id: string;
  /** What follows the `@`. */
  readonly name: string;
  readonly realName: string;
  /** Hexadecimal digits, with or without a `#`. */
  readonly color: string;
  readonly isBot: boolean;
  readonly appId: string | null;
  /** Where they are from. */
  readonly workspace: SimWorkspace;
}

export const BOT_COLOR = '1f8d75';

/** Everyone by id; who is in the workspace on screen is known as there. */
export function everyoneOf(
  workspaces: readonly SimWorkspace[],
  shown: SimWorkspace,
): ReadonlyMap<string, Known> {
  const others = workspaces.filter((one) => one.id !== shown.id);
  const everyone = new Map<string, Known>();
  for (const workspace of [...others, shown]) {
    for (const { id, name, realName, color } of workspace.people)
      everyone.set(id, { id, name, realName, color, isBot: false, appId: null, workspace });
    for (const { appId, name, botUserId: id } of workspace.apps)
      if (id) everyone.set(id, { id, name, realName: name, color: BOT_COLOR, isBot: true, appId, workspace });
  }
  return everyone;
}
