import { ControlError } from '../control/control.ts';
import type { SimSlashCommand } from '../control/interactivity.ts';
import { demandPresence } from '../control-api/conversation.ts';
import { appBy, demand, placeBy } from '../control-api/lookups.ts';
import { type Place, post, typed } from '../conversation/post.ts';
import { isInstalled } from '../events/event-payload.ts';
import { enterpriseOf } from '../oauth/org-access.ts';
import type { Slack } from '../slack.ts';
import type { Workspace } from '../state/model.ts';
import { escapeText, slackText } from '../text/slack-text.ts';
import { ApiError } from '../web-api/api-error.ts';
import { isJson } from './blocks.ts';
import { respond } from './respond.ts';
import type { ResponsePlace } from './response-urls.ts';
import { channelName, DEPRECATED_TOKEN, enterpriseFields, factsOf, isOrgs } from './send-interaction.ts';

/**
 * Sends `/command text` to its app (https://docs.slack.dev/interactivity/implementing-slash-commands). Never
 * repeated. What the ack brings becomes a message; when the command gets nowhere, Slackbot tells the person.
 */
export function sendSlashCommand(slack: Slack, team: string, command: SimSlashCommand): void {
  const place = placeBy(slack, team, command.channel);
  const { workspace, channel } = place;
  demandPresence(place, command.user);
  const app = appBy(slack, command.appId);
  demand(isInstalled(workspace, app.id), 'not_installed', 'the app is not installed in this workspace');
  const feature = app.features.slashCommands.find((one) => one.command === command.command);
  if (!feature) throw new ControlError('unknown_command', `the app has no ${command.command}`, 404);
  const { appId, user } = command;
  const { triggers, responseUrls } = slack.interactions;
  const eventId = triggers.issue({ team, appId, user, viewId: null, channel: channel.id });
  const respondTo: ResponsePlace = { team, channel: channel.id, appId, user, original: null };
  const text = textFor(workspace, command.text, feature.shouldEscape === true);
  const line = text === '' ? command.command : `${command.command} ${text}`;
  slack.deliveries.send({
    kind: 'slash_commands',
    payload: {
      token: DEPRECATED_TOKEN,
      team_id: team,
      team_domain: workspace.domain,
      ...enterpriseFields(enterpriseOf(slack.keeper.world, workspace)),
      channel_id: channel.id,
      channel_name: channelName(channel),
      user_id: user,
      user_name: workspace.users.get(user)?.name ?? '',
      command: command.command,
      text,
      api_app_id: appId,
      is_enterprise_install: String(isOrgs(workspace, appId)),
      response_url: `${slack.publicUrl()}${responseUrls.issue(respondTo)}`,
      trigger_id: eventId,
    },
    entry: {
      ...factsOf({ workspace, appId, user, channel, ts: null, eventId }),
      type: 'slash_commands',
      text,
    },
    acceptsPayload: true,
    isWanted: () => isInstalled(workspace, appId),
    onEnd: (ending) => {
      if (ending.kind === 'acked') answer(slack, place, respondTo, line, ending.payload);
      else tellFailure(slack, place, command, ENDINGS[ending.kind]);
    },
  });
}

/** What Slack calls it. */
const ENDINGS = { unheard: 'dispatch_failed', unacked: 'operation_timeout' };

/** An ack's payload: text alone, or a message. Answered before everyone, what the person typed shows as well. */
function answer(slack: Slack, place: Place, to: ResponsePlace, line: string, payload: unknown): void {
  const message = typeof payload === 'string' ? { text: payload } : payload;
  if (!isJson(message)) return;
  const inChannel = message.response_type === 'in_channel';
  if (inChannel) post(slack, place, typed(to.user, slackText(line)));
  const isEmpty = [message.text, message.blocks, message.attachments].every((part) => !part);
  if (isEmpty) return;
  try {
    respond(slack, to, message);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    tellFailure(
      slack,
      place,
      { command: line.split(' ')[0] ?? '', user: to.user },
      'invalid_command_response',
    );
  }
}

function tellFailure(
  slack: Slack,
  place: Place,
  { command, user }: { readonly command: string; readonly user: string },
  error: string,
): void {
  post(slack, place, {
    user: 'USLACKBOT',
    text: `${escapeText(command)} failed with the error "${error}"`,
    ephemeralUser: user,
  });
}

const TOKEN = /<([@#]?)([^<>|]+)(?:\|([^<>]*))?>/g;

/** People, channels and links as tokens with their names, or as a person reads them. */
function textFor(workspace: Workspace, given: string, escapes: boolean): string {
  return slackText(given.trim()).replace(TOKEN, (token, sign: string, target: string, label?: string) => {
    if (sign === '') return escapes || target.startsWith('!') ? token : (label ?? target);
    const name = (sign === '@' ? workspace.users : workspace.channels).get(target)?.name ?? label ?? '';
    if (!escapes) return name === '' ? token : `${sign}${name}`;
    return name === '' ? `<${sign}${target}>` : `<${sign}${target}|${name}>`;
  });
}
