import { ControlError } from '../control/control.ts';
import type { Place } from '../conversation/post.ts';
import type { Slack } from '../slack.ts';
import type { App, Channel, Enterprise, Message, User, Workspace } from '../state/model.ts';

/** Finds what a control call names. Throws ControlError 404 with a code per kind of thing. */
export function workspaceBy(slack: Slack, team: string): Workspace {
  return found(slack.keeper.world.workspaces.get(team), 'unknown_workspace', team);
}

export function enterpriseBy(slack: Slack, id: string): Enterprise {
  return found(slack.keeper.world.enterprises.get(id), 'unknown_enterprise', id);
}

export function appBy(slack: Slack, appId: string): App {
  return found(slack.keeper.world.apps.get(appId), 'unknown_app', appId);
}

export function userBy(workspace: Workspace, user: string): User {
  return found(workspace.users.get(user), 'unknown_user', user);
}

export function placeBy(slack: Slack, team: string, channelId: string): Place {
  const workspace = workspaceBy(slack, team);
  const channel: Channel = found(workspace.channels.get(channelId), 'unknown_channel', channelId);
  return { workspace, channel };
}

export function messageBy(channel: Channel, ts: string): Message {
  const message = channel.byTs.get(ts);
  return found(message?.state === 'there' ? message : undefined, 'unknown_message', ts);
}

/** The message that a thread hangs on: its thread outlives it. */
export function threadBy(channel: Channel, ts: string): Message {
  const message = channel.byTs.get(ts);
  return found(message?.state === 'deleted' ? undefined : message, 'unknown_message', ts);
}

function found<Value>(value: Value | undefined, code: string, id: string): Value {
  if (value === undefined) throw new ControlError(code, `there is no ${id}`, 404);
  return value;
}

/** Throws ControlError 409 unless it holds. */
export function demand(holds: boolean, code: string, message: string): void {
  if (!holds) throw new ControlError(code, message, 409);
}
