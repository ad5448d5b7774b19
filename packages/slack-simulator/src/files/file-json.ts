import type { SimFile } from '../control/messages.ts';
import type { Channel, Workspace } from '../state/model.ts';
import type { StoredFile } from '../state/stored-file.ts';
import { fileTypeOf } from './file-types.ts';

/**
 * A file as Slack describes it (https://docs.slack.dev/reference/objects/file-object); of a deleted one only that it
 * was. No thumbnails are made.
 */
export function fileJson(workspace: Workspace, file: StoredFile): SimFile {
  const publicUrl = workspace.publicUrl();
  if (file.deleted) return { id: file.id, mode: 'tombstone' };
  const { filetype, mimetype, pretty } = fileTypeOf(file.name);
  const name = encodeURIComponent(file.name);
  const address = `${publicUrl}/files-pri/${workspace.id}-${file.id}`;
  const channels = channelsOf(workspace, file);
  const idsOf = (kinds: readonly Channel['kind'][]) =>
    channels.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype,
    filetype,
    pretty_type: pretty,
    user: file.user,
    user_team: workspace.id,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: channels.some(({ kind }) => kind === 'channel'),
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${address}/${name}`,
    url_private_download: `${address}/download/${name}`,
    permalink: `${publicUrl}/workspaces/${workspace.domain}/files/${file.user}/${file.id}/${name}`,
    channels: idsOf(['channel']),
    groups: idsOf(['private', 'mpim']),
    ims: idsOf(['im']),
    has_rich_preview: false,
    file_access: 'visible',
    ...(file.altText === '' ? {} : { alt_txt: file.altText }),
  };
}

/** Where it was shared and still is, each channel once. */
export function channelsOf(workspace: Workspace, file: StoredFile): readonly Channel[] {
  const living = file.shares.filter(
    ({ channel, ts }) => workspace.channels.get(channel)?.byTs.get(ts)?.state === 'there',
  );
  const ids = new Set(living.map(({ channel }) => channel));
  return [...ids].flatMap((id) => workspace.channels.get(id) ?? []);
}
