import type { Channel, Installation, Workspace } from '../state/model.ts';
import { mentions } from '../text/slack-text.ts';
import { isInstalled } from './event-payload.ts';

/** An installation that hears of something. */
export interface Hearer {
  readonly workspace: Workspace;
  readonly installation: Installation;
}

/**
 * Who hears of what happens in a channel: the apps whose bot is in it. Of an app with bots of several of its workspaces
 * one installation hears (https://docs.slack.dev/apis/slack-connect): the one whose bot is mentioned, else
 * that of the workspace where it happened.
 */
export function hearersOf(origin: Workspace, channel: Channel, text: string): readonly Hearer[] {
  const others = channel.workspaces.filter((one) => one !== origin);
  const present = [origin, ...others].flatMap((workspace) =>
    activeIn(workspace).filter(({ installation }) => channel.members.has(installation.botUserId)),
  );
  if (others.length === 0) return present;
  const byApp = new Map<string, Hearer>();
  const mentioned = present.filter(({ installation }) => mentions(text, installation.botUserId));
  for (const hearer of [...mentioned, ...present]) {
    const { appId } = hearer.installation;
    if (!byApp.has(appId)) byApp.set(appId, hearer);
  }
  return [...byApp.values()];
}

/** Every installation of the workspace that is told anything. */
export function activeIn(workspace: Workspace): readonly Hearer[] {
  return [...workspace.installations.values()]
    .filter(({ appId }) => isInstalled(workspace, appId))
    .map((installation) => ({ workspace, installation }));
}
