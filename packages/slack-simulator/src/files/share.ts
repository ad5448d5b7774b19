import { messageJson } from '../conversation/message-json.ts';
import { type Draft, type Place, post, remove, tellChanged } from '../conversation/post.ts';
import type { InnerEvent } from '../events/event-types.ts';
import { publishOther, publishTo } from '../events/publish.ts';
import { newTs, type Slack } from '../slack.ts';
import type { Message, Workspace } from '../state/model.ts';
import type { StoredFile } from '../state/stored-file.ts';

/**
 * Puts files into a channel with a message of their own (https://docs.slack.dev/reference/events/message.file_share),
 * and tells its apps of each by `file_shared`.
 */
export function share(slack: Slack, place: Place, files: readonly StoredFile[], draft: Draft): Message {
  const { workspace, channel } = place;
  const message = post(slack, place, {
    ...draft,
    files: files.map(({ id }) => id),
    particulars: JSON.stringify({ subtype: 'file_share', upload: true, display_as_bot: false }),
  });
  for (const { id } of files) {
    const file = workspace.files.get(id);
    if (!file) throw new Error(`file ${id} is not there`);
    const shares = [...file.shares, { channel: channel.id, ts: message.ts }];
    slack.keeper.commit({ type: 'file', team: workspace.id, file: { ...file, shares } });
    const event: InnerEvent = {
      type: 'file_shared',
      file_id: id,
      user_id: file.user,
      file: { id },
      channel_id: channel.id,
      event_ts: newTs(slack),
    };
    publishOther(slack, workspace, event, channel);
  }
  return message;
}

/** Takes a file away. Messages that said nothing else go with it, the others show that there was one. */
export function deleteFile(slack: Slack, workspace: Workspace, file: StoredFile): void {
  const shown = shownIn(workspace, file);
  const isAlone = ({ text, files }: Message) =>
    text === '' && files.every((id) => id === file.id || workspace.files.get(id)?.deleted !== false);
  for (const { place, message } of shown) if (isAlone(message)) remove(slack, place, message);
  const staying = shown
    .filter(({ message }) => message.state === 'there')
    .map((one) => ({ ...one, previous: messageJson(workspace, one.place.channel, one.message, true) }));
  slack.keeper.commit({ type: 'file', team: workspace.id, file: { ...file, deleted: true } });
  slack.files.drop(file.id);
  for (const { place, message, previous } of staying) tellChanged(slack, place, message, previous);
  const channels = new Set(shown.map(({ place }) => place.channel));
  const event: InnerEvent = {
    type: 'file_deleted',
    file_id: file.id,
    channel_ids: [...channels].map(({ id }) => id),
    event_ts: newTs(slack),
  };
  for (const installation of workspace.installations.values()) {
    if ([...channels].some(({ members }) => members.has(installation.botUserId)))
      publishTo(slack, workspace, installation, event);
  }
}

function shownIn(workspace: Workspace, file: StoredFile): readonly { place: Place; message: Message }[] {
  return file.shares.flatMap(({ channel: id, ts }) => {
    const channel = workspace.channels.get(id);
    const message = channel?.byTs.get(ts);
    return channel && message?.state === 'there' ? [{ place: { workspace, channel }, message }] : [];
  });
}
