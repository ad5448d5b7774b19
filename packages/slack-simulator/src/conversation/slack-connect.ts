import type { Channel, User, Workspace } from '../state/model.ts';

/**
 * Channels that several workspaces have (https://docs.slack.dev/apis/slack-connect). With a workspace outside of the
 * organisation such a channel is one of Slack Connect; inside of one it is only shared.
 */
export function isExtShared({ workspaces: [home, ...others] }: Channel): boolean {
  return others.some(({ enterprise }) => enterprise === null || enterprise !== home?.enterprise);
}

/**
 * The workspace of one who is or was in the channel; its own for everybody else, such as Slackbot. `here`: what comes
 * first for one who is in several workspaces of an organisation.
 */
export function homeOf({ workspaces }: Channel, user: string, here: Workspace | null = null): Workspace {
  const home = here?.users.has(user)
    ? here
    : (workspaces.find(({ users }) => users.has(user)) ?? workspaces[0]);
  if (!home) throw new Error('a channel is in no workspace');
  return home;
}

/** One from another workspace, and a channel that both are in. */
export interface Stranger {
  readonly user: User;
  readonly home: Workspace;
  /** All that the two workspaces share, and the stranger is in. */
  readonly channels: readonly Channel[];
}

/** Finds one who is in a channel of the workspace, but not of the workspace itself. */
export function strangerIn(workspace: Workspace, id: string): Stranger | null {
  const channels = [...workspace.channels.values()].filter(
    ({ workspaces, members }) => workspaces.length > 1 && members.has(id),
  );
  const home = channels[0] && homeOf(channels[0], id);
  const user = home?.users.get(id);
  return home && home !== workspace && user ? { user, home, channels } : null;
}
