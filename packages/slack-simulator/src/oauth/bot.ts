import { type Slack, settingsOf } from '../slack.ts';
import type { App, Installation, Workspace } from '../state/model.ts';
import { type Issued, rotates } from './rotation.ts';

/** The token of the installation before, where it stays good: null after its death, or when tokens are renewed. */
export function reusableToken(
  slack: Slack,
  app: App,
  before: Pick<Installation, 'active' | 'botToken'> | undefined,
): Issued | null {
  if (!before?.active || app.features.tokenRotation || settingsOf(slack).newTokenOnReinstall) return null;
  const token = slack.keeper.world.tokens.get(before.botToken);
  if (!token || token.error !== null || rotates(token)) return null;
  return { accessToken: token.token, renewal: null };
}

/** Makes the app's bot a user of the workspace. */
export function addBotUser(slack: Slack, app: App, workspace: Workspace, id: string): void {
  const name = app.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') || 'bot';
  slack.keeper.commit({
    type: 'user',
    team: workspace.id,
    user: { id, name, realName: app.name, timeZone: 'America/Los_Angeles', color: '#4a154b', appId: app.id },
  });
}

/** Nothing is delivered to the installation any more, and its bot is in no channel. */
export function retireBot(slack: Slack, workspace: Workspace, installation: Installation): void {
  const { id: team } = workspace;
  const { appId, botUserId: user } = installation;
  slack.keeper.commit({ type: 'installation', team, installation: { ...installation, active: false } });
  for (const channel of workspace.channels.values()) {
    if (channel.kind === 'im' || !channel.members.has(user)) continue;
    slack.keeper.commit({ type: 'member', team, channel: channel.id, user, joins: false });
  }
  slack.notices.tell({ type: 'apps', appId, team });
}
