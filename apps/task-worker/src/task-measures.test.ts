import { VirtualClock } from '@muster/fleet/testing';
import { createMetrics } from '@muster/process';
import { expect, it } from 'vitest';
import { createTaskMeasures } from './task-measures.ts';

it('counts commands, replies and calls by their outcomes, and times runs and answers', async () => {
  const clock = new VirtualClock();
  const metrics = createMetrics({ process: 'task-worker', processId: 't-1', runtime: false });
  const measures = createTaskMeasures(metrics, clock);
  const startedMs = clock.monotonicMs();
  const sentMs = clock.wallMs();
  await clock.advance(200);
  measures.ran(startedMs);
  measures.command('done');
  await clock.advance(1_300);
  measures.sent(sentMs);
  measures.sent(null);
  measures.sent(sentMs + 60_000);
  measures.notSent('later');
  measures.slackCall('chat.postMessage', 'rate-limited');
  const { body } = await metrics.render();
  for (const line of [
    'muster_commands_total{outcome="done"} 1',
    'muster_command_run_seconds_sum{} 0.2',
    'muster_replies_total{outcome="sent"} 3',
    'muster_replies_total{outcome="later"} 1',
    'muster_reply_seconds_sum{} 1.5',
    'muster_reply_seconds_count{} 2',
    'muster_slack_calls_total{method="chat.postMessage",outcome="rate-limited"} 1',
  ])
    expect(body.replace(/,?process="task-worker",process_id="t-1"/g, '')).toContain(line);
});
