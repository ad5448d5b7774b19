import type { Clock } from '@muster/fleet';
import type { Metrics } from '@muster/process';

/** What became of a run of a command. `failed`: it is tried again. */
export type CommandOutcome = 'done' | 'failed' | 'parked' | 'overtaken';

/** What a task worker counts and times. Every label's values are a small closed set. */
export interface TaskMeasures {
  /** A run of a command ended, however, that began at `startedMs` on the monotonic clock. */
  ran(startedMs: number): void;
  command(outcome: CommandOutcome): void;
  /** A message was sent. `sentMs`: when what it answers was sent to us, since 1970; null: nothing of the kind. */
  sent(sentMs: number | null): void;
  /** A message is to be sent later, or is given up. */
  notSent(outcome: 'later' | 'dead'): void;
  /** Slack answered a call of its Web API. */
  slackCall(method: string, kind: string): void;
}

/** From a second, in which a reply is expected, to the minutes of an outage. */
const REPLY_BUCKETS_S = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];

export function createTaskMeasures(
  metrics: Metrics,
  clock: Pick<Clock, 'monotonicMs' | 'wallMs'>,
): TaskMeasures {
  const commands = metrics.counter('muster_commands_total', 'Runs of commands by what became of them', [
    'outcome',
  ]);
  const runs = metrics.timer(
    'muster_command_run_seconds',
    'How long a run of a command took, its reply apart',
  );
  const replies = metrics.counter('muster_replies_total', 'Messages to Slack by what became of a try', [
    'outcome',
  ]);
  const answers = metrics.timer(
    'muster_reply_seconds',
    'From the moment Slack gives for a message to its answer sent',
    [],
    REPLY_BUCKETS_S,
  );
  const slackCalls = metrics.counter(
    'muster_slack_calls_total',
    "Calls of Slack's Web API by method and outcome; rate-limited is Slack's 429",
    ['method', 'outcome'],
  );
  return {
    ran: (startedMs) => runs.observe({}, (clock.monotonicMs() - startedMs) / 1_000),
    command: (outcome) => commands.add({ outcome }),
    sent(sentMs) {
      replies.add({ outcome: 'sent' });
      // Slack's clock and ours differ a little: no answer came before its question.
      if (sentMs !== null) answers.observe({}, Math.max(0, clock.wallMs() - sentMs) / 1_000);
    },
    notSent: (outcome) => replies.add({ outcome }),
    slackCall: (method, kind) => slackCalls.add({ method, outcome: kind }),
  };
}
