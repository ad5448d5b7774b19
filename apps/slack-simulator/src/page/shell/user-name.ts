import type { SimWorkspace } from '@muster/slack-simulator/control';

/** What follows the `@` in a mention of a person or bot, or null if the workspace knows nobody with this id. */
export function userName(workspace: SimWorkspace, id: string): string | null {
  const person = workspace.people.find((one) => one.id === id);
  return person?.name ?? workspace.apps.find((one) => one.botUserId === id)?.name ?? null;
}
