import type { SimSlashCommand } from '../control/interactivity.ts';
import { type Place, post } from '../conversation/post.ts';
import type { Slack } from '../slack.ts';
import { slackText } from '../text/slack-text.ts';
import type { Outgoing } from './deliveries.ts';
import { isInstalled } from './event-payload.ts';
import type { ResponseUrls } from './response-urls.ts';

/** Sends `/command text` to its app. Never repeated; an ack's payload becomes a message. */
export function sendSlashCommand(
  slack: Slack,
  responseUrls: ResponseUrls,
  place: Place,
  command: SimSlashCommand,
): void {
  const { workspace, channel } = place;
  const triggerId = slack.ids.triggerId();
  const respondTo = { ...place, appId: command.appId, user: command.user };
  slack.deliveries.send({
    kind: 'slash_commands',
    payload: {
      token: 'verification-token-is-deprecated',
      team_id: workspace.id,
      team_domain: workspace.domain,
      channel_id: channel.id,
      channel_name: channel.kind === 'im' ? 'directmessage' : channel.name,
      user_id: command.user,
      user_name: workspace.users.get(command.user)?.name ?? '',
      command: command.command,
      text: slackText(command.text),
      api_app_id: command.appId,
      is_enterprise_install: 'false',
      response_url: `${slack.publicUrl()}${responseUrls.issue(respondTo)}`,
      trigger_id: triggerId,
    },
    entry: {
      ...factsOf(place, command.appId, command.user),
      eventId: triggerId,
      type: 'slash_commands',
      text: command.text,
    },
    isWanted: () => isInstalled(workspace, command.appId),
    onAckPayload: (payload) => respond(slack, respondTo, payload),
  });
}

/** Posts what an app answers, for the person's eyes unless it says `in_channel`. */
export function respond(
  slack: Slack,
  to: Place & { readonly appId: string; readonly user: string },
  payload: unknown,
): void {
  const installation = to.workspace.installations.get(to.appId);
  const answer = (payload ?? {}) as { text?: unknown; blocks?: unknown; response_type?: unknown };
  if (!installation || (typeof answer.text !== 'string' && !Array.isArray(answer.blocks))) return;
  post(slack, to, {
    user: installation.botUserId,
    botId: installation.botId,
    appId: to.appId,
    text: slackText(typeof answer.text === 'string' ? answer.text : ''),
    blocks: Array.isArray(answer.blocks) ? JSON.stringify(answer.blocks) : null,
    ephemeralUser: answer.response_type === 'in_channel' ? null : to.user,
  });
}

function factsOf(
  { workspace, channel }: Place,
  appId: string,
  user: string,
): Omit<Outgoing['entry'], 'eventId' | 'type'> {
  return {
    appId,
    team: workspace.id,
    subtype: null,
    channel: channel.id,
    channelType: channel.kind,
    user,
    ts: null,
    threadTs: null,
    editedTs: null,
    text: null,
    own: false,
  };
}
