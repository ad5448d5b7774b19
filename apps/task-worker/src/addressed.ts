import type { Reply } from '@muster/plan';
import type { ReplyToStore, StartedCommand } from '@muster/store';

/**
 * A reply goes to the thread the command was written in; else, `inThread`, to a thread of its own below the command,
 * or beside it. In a direct message everything is private already. An ephemeral message begins no thread: Slack shows
 * it only in a thread that exists (https://docs.slack.dev/reference/methods/chat.postEphemeral). A command without a
 * message is a slash command, which nobody else sees, nor the answer.
 */
export function addressed(command: StartedCommand, reply: Reply, inThread: boolean): ReplyToStore {
  const isForOne = (reply.ephemeral && !command.isDirect) || command.messageTs === null;
  const ephemeralTo = isForOne ? command.userId : null;
  const ownThread = inThread && ephemeralTo === null ? command.messageTs : null;
  return {
    channel: command.channel,
    threadTs: command.threadTs ?? ownThread,
    ephemeralTo,
    text: reply.text,
    blocks: reply.blocks,
  };
}
