import { edit, type Place, post, remove } from '../conversation/post.ts';
import { isInstalled } from '../events/event-payload.ts';
import { type Slack, settingsOf } from '../slack.ts';
import type { Installation, Message } from '../state/model.ts';
import { slackText } from '../text/slack-text.ts';
import { ApiError } from '../web-api/api-error.ts';
import { type Args, flagArg, textArg } from '../web-api/args.ts';
import { type Contents, messageContents } from '../web-api/message-args.ts';
import type { ResponsePlace } from './response-urls.ts';

/**
 * Does what an app answers over a `response_url` or with the ack of a command
 * (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses): a new message for the person's
 * eyes unless it says `in_channel`, or a change of the message that was used. Throws ApiError for a message that
 * Slack would not take.
 */
export function respond(slack: Slack, to: ResponsePlace, args: Args): void {
  const { place, installation } = placeOf(slack, to);
  const original = to.original === null ? undefined : place.channel.byTs.get(to.original);
  const isThere = original?.state === 'there';
  if (flagArg(args, 'delete_original')) {
    if (isThere) remove(slack, place, original);
    return;
  }
  const contents = messageContents(args, slack.ids);
  const says = textArg(args, 'replace_original') !== undefined;
  const replaces = says ? flagArg(args, 'replace_original') : settingsOf(slack).answersReplace;
  if (replaces && isThere) replace(slack, place, original, contents);
  else postAnswer({ slack, place, installation, to, args, contents });
}

function placeOf(slack: Slack, to: ResponsePlace): { place: Place; installation: Installation } {
  const workspace = slack.keeper.world.workspaces.get(to.team);
  const channel = workspace?.channels.get(to.channel);
  const installation = workspace?.installations.get(to.appId);
  if (!workspace || !channel || !installation || !isInstalled(workspace, to.appId))
    throw new ApiError('expired_url');
  return { place: { workspace, channel }, installation };
}

/** It stays as visible as it was: an ephemeral message cannot become everyone's. */
function replace(slack: Slack, place: Place, original: Message, contents: Contents): void {
  edit(slack, place, original, {
    text: slackText(contents.text ?? ''),
    blocks: contents.blocks ?? null,
    attachments: contents.attachments ?? null,
  });
}

function postAnswer(answer: {
  readonly slack: Slack;
  readonly place: Place;
  readonly installation: Installation;
  readonly to: ResponsePlace;
  readonly args: Args;
  readonly contents: Contents;
}): void {
  const { slack, place, installation, to, args, contents } = answer;
  const threadTs = textArg(args, 'thread_ts');
  post(slack, place, {
    user: installation.botUserId,
    botId: installation.botId,
    appId: to.appId,
    text: slackText(contents.text ?? ''),
    blocks: contents.blocks ?? null,
    attachments: contents.attachments ?? null,
    threadTs: threadTs === undefined ? null : (place.channel.byTs.get(threadTs)?.threadTs ?? threadTs),
    ephemeralUser: args.response_type === 'in_channel' ? null : to.user,
  });
}
