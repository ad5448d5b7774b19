import type { Channel, Message, Workspace } from '../state/model.ts';

/** Where a message is seen in a browser. */
export function permalinkOf(workspace: Workspace, channel: Channel, message: Message): string {
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
  const page = `${workspace.publicUrl()}/workspaces/${workspace.domain}`;
  return `${page}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`;
}
