import { nowSeconds, type Slack } from '../slack.ts';
import type { Workspace } from '../state/model.ts';
import type { StoredFile } from '../state/stored-file.ts';

export interface NewFile extends Pick<StoredFile, 'user' | 'name' | 'title' | 'altText'> {
  readonly fileId: string;
  readonly content: Uint8Array;
}

/** Makes a file of a workspace, shown nowhere yet. Its content is kept before the world knows of it. */
export function keepFile(slack: Slack, workspace: Workspace, made: NewFile): StoredFile {
  const { fileId, user, name, title, altText, content } = made;
  slack.files.put(fileId, content);
  const file: StoredFile = {
    id: fileId,
    name,
    title,
    size: content.byteLength,
    user,
    created: nowSeconds(slack),
    altText,
    shares: [],
    deleted: false,
  };
  slack.keeper.commit({ type: 'file', team: workspace.id, file });
  return file;
}
