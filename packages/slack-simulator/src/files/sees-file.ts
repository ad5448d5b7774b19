import type { Workspace } from '../state/model.ts';
import type { StoredFile } from '../state/stored-file.ts';
import { channelsOf } from './file-json.ts';

/** Whether a user may see a file: their own, one in a public channel, or one in a channel that they are in. */
export function seesFile(workspace: Workspace, user: string, file: StoredFile): boolean {
  const isShown = channelsOf(workspace, file).some(
    ({ kind, members }) => kind === 'channel' || members.has(user),
  );
  return file.user === user || isShown;
}
