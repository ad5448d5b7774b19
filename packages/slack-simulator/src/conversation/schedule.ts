import type { Slack } from '../slack.ts';
import type { ScheduledMessage, Workspace } from '../state/model.ts';
import { post } from './post.ts';

/** Keeps a message until it is time to send it. */
export function schedule(slack: Slack, workspace: Workspace, message: ScheduledMessage): void {
  slack.keeper.commit({ type: 'scheduled', team: workspace.id, message });
  awaitTime(slack, workspace, message);
}

/** It will not be sent. Repeatable. */
export function unschedule(slack: Slack, workspace: Workspace, id: string): void {
  if (workspace.scheduled.has(id)) slack.keeper.commit({ type: 'unscheduled', team: workspace.id, id });
}

/** Waits for everything that an earlier start was to send; what is overdue goes out at once. */
export function awaitAll(slack: Slack): void {
  for (const workspace of slack.keeper.world.workspaces.values())
    for (const message of workspace.scheduled.values()) awaitTime(slack, workspace, message);
}

/** Timers hold 24 days at most, and messages may be scheduled for 120. */
const LONGEST_WAIT_MS = 86_400_000;

function awaitTime(slack: Slack, workspace: Workspace, message: ScheduledMessage): void {
  const wait = (leftMs: number) => {
    const stepMs = Math.min(Math.max(leftMs, 0), LONGEST_WAIT_MS);
    slack.clock.after(stepMs, () => {
      if (leftMs > stepMs) wait(leftMs - stepMs);
      else send(slack, workspace, message);
    });
  };
  wait(message.postAt * 1_000 - slack.clock.wallMs());
}

/** Sends it, unless it was deleted or its app could not write there any more: then it is dropped, as at Slack. */
function send(
  slack: Slack,
  workspace: Workspace,
  { id, appId, channel: channelId, draft }: ScheduledMessage,
) {
  if (!workspace.scheduled.has(id)) return;
  const channel = workspace.channels.get(channelId);
  const mayWrite =
    channel?.members.has(draft.user) &&
    !channel.archived &&
    workspace.active &&
    workspace.installations.get(appId)?.active;
  if (channel && mayWrite) post(slack, { workspace, channel }, draft, id);
  else unschedule(slack, workspace, id);
}
