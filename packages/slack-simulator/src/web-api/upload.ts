import type { Place } from '../conversation/post.ts';
import { fileJson } from '../files/file-json.ts';
import { keepFile } from '../files/keep-file.ts';
import { share } from '../files/share.ts';
import type { Upload } from '../files/uploads.ts';
import type { StoredFile } from '../state/stored-file.ts';
import { slackText } from '../text/slack-text.ts';
import { ApiError } from './api-error.ts';
import { listArg, nestedArg, textArg } from './args.ts';
import { authorOf } from './chat.ts';
import { optionalBlocks } from './message-args.ts';
import { type Answer, type Call, callerOf, type Method } from './method.ts';
import { needMembership, targetChannel } from './places.ts';

/** Uploads, in three steps: https://docs.slack.dev/messaging/working-with-files#uploading_files */
export const uploadMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': { token: 'team', scopes: ['files:write'], perMinute: 100, run: getUploadUrl },
  'files.completeUploadExternal': { token: 'team', scopes: ['files:write'], perMinute: 100, run: complete },
};

/** Bytes. Slack takes a gigabyte; here files pass through memory. */
export const MAX_FILE_BYTES = 100_000_000;
const MAX_ALT_TEXT = 1_000;
const MAX_CHANNELS = 100;

function getUploadUrl(call: Call): Answer {
  const { workspace, app, userId } = callerOf(call);
  const name = textArg(call.args, 'filename');
  const length = Number(textArg(call.args, 'length'));
  if (name === undefined || !Number.isInteger(length) || length < 1) throw new ApiError('missing_argument');
  if (length > MAX_FILE_BYTES) throw new ApiError('file_upload_size_restricted');
  // The documentation names the one, the official client sends the other.
  const altText = textArg(call.args, 'alt_txt') ?? textArg(call.args, 'alt_text') ?? '';
  if (altText.length > MAX_ALT_TEXT) throw new ApiError('alt_txt_too_large');
  const { fileId, key } = call.slack.uploads.announce({
    team: workspace.id,
    appId: app.id,
    user: userId,
    name,
    length,
    altText,
  });
  return { upload_url: `${call.slack.publicUrl()}/upload/v1/${fileId}?ticket=${key}`, file_id: fileId };
}

function complete(call: Call): Answer {
  const caller = callerOf(call);
  const { workspace } = caller;
  const finished = finishedUploads(call);
  const places = placesArg(call);
  const comment = textArg(call.args, 'initial_comment');
  const blocks = comment === undefined ? optionalBlocks(call.args, call.slack.ids) : undefined;
  const files = finished.map(({ upload, title }) => {
    const file = keepFile(call.slack, workspace, { ...upload, title });
    call.slack.uploads.finish(upload.fileId);
    return file;
  });
  const threadTs = textArg(call.args, 'thread_ts');
  for (const place of places) {
    share(call.slack, place, files, {
      ...authorOf(caller),
      text: slackText(comment ?? ''),
      blocks: blocks ?? null,
      threadTs: threadTs === undefined ? null : (place.channel.byTs.get(threadTs)?.threadTs ?? threadTs),
    });
  }
  return { files: files.map(({ id }) => fileJson(workspace, workspace.files.get(id) as StoredFile)) };
}

interface Finished {
  readonly upload: Upload & { readonly content: Uint8Array };
  readonly title: string;
}

/** Those that the call names. Refuses one that is not the caller's, or whose content never came. */
function finishedUploads(call: Call): readonly Finished[] {
  const { app, workspace } = callerOf(call);
  const given = nestedArg(call.args, 'files', 'invalid_arguments');
  if (!Array.isArray(given) || given.length === 0) throw new ApiError('invalid_arguments');
  return given.map((one: unknown) => {
    const { id, title } = (one ?? {}) as { id?: unknown; title?: unknown };
    const upload = typeof id === 'string' ? call.slack.uploads.byFile(id) : null;
    const isOwn = upload?.appId === app.id && upload.team === workspace.id;
    if (!upload || !isOwn || upload.content === null) throw new ApiError('file_not_found');
    return {
      upload: { ...upload, content: upload.content },
      title: typeof title === 'string' && title !== '' ? title : upload.name,
    };
  });
}

/** Where the files are to be shown; nowhere without a channel. */
function placesArg(call: Call): readonly Place[] {
  const caller = callerOf(call);
  const one = textArg(call.args, 'channel_id');
  const targets = [...new Set([...(one === undefined ? [] : [one]), ...listArg(call.args, 'channels')])];
  if (targets.length > MAX_CHANNELS) throw new ApiError('channels_limit_exceeded');
  return targets.map((target) => {
    const channel = targetChannel(call.slack, caller, target);
    needMembership(caller, channel);
    return { workspace: caller.workspace, channel };
  });
}
