import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createFleetMetrics, createMetrics } from './metrics.ts';

describe('createMetrics', () => {
  it('renders counters, gauges and timers with the process they belong to', async () => {
    const metrics = createMetrics({ process: 'gateway', processId: 'gateway-1', runtime: false });
    const installs = metrics.counter('installs_total', 'Installs', ['outcome']);
    installs.add({ outcome: 'created' });
    installs.add({ outcome: 'created' }, 2);
    metrics.gauge('ready', 'Ready').set({}, 1);
    metrics.timer('request_seconds', 'Requests', ['route']).observe({ route: '/' }, 0.003);
    const { contentType, body } = await metrics.render();
    expect(contentType).toMatch(/^text\/plain/);
    expect(body).toContain('installs_total{outcome="created",process="gateway",process_id="gateway-1"} 3');
    expect(body).toContain('ready{process="gateway",process_id="gateway-1"} 1');
    expect(body).toMatch(/request_seconds_bucket\{le="0.005".*route="\/".*\} 1/);
  });

  it('keeps two registries apart', async () => {
    const one = createMetrics({ process: 'a', processId: 'a-1', runtime: false });
    const other = createMetrics({ process: 'b', processId: 'b-1', runtime: false });
    one.counter('things_total', 'Things').add({});
    other.counter('things_total', 'Things');
    expect((await other.render()).body).toContain('things_total{process="b",process_id="b-1"} 0');
  });

  it('forgets label sets that are not set anew', async () => {
    const metrics = createMetrics({ process: 'a', processId: 'a-1', runtime: false });
    const slots = metrics.gauge('slots', 'Slots', ['state']);
    slots.set({ state: 'down' }, 4);
    slots.reset();
    slots.set({ state: 'live' }, 1);
    const { body } = await metrics.render();
    expect(body).not.toContain('state="down"');
    expect(body).toContain('state="live"');
  });

  it('watches the runtime unless told otherwise', async () => {
    const { body } = await createMetrics({ process: 'a', processId: 'a-1' }).render();
    expect(body).toContain('nodejs_eventloop_lag_seconds');
  });

  it('shows what other processes told in their snapshots, each family once', async () => {
    const gateway = createMetrics({ process: 'gateway', processId: 'gateway-1', runtime: false });
    const workers = ['w-1', 'w-2'].map((processId) => createMetrics({ process: 'worker', processId }));
    for (const [at, worker] of workers.entries()) {
      worker.counter('acks_total', 'Acks', ['outcome']).add({ outcome: 'stored' }, at + 1);
      worker.timer('ack_seconds', 'Acks', [], [0.1, 1]).observe({}, 0.5);
    }
    const fleet = createFleetMetrics();
    fleet.gauge('waiting', 'Waiting').set({}, 7);
    const snapshots = await Promise.all(workers.map((worker) => worker.snapshot()));
    expect(snapshots.map(({ length }) => length < 4_000)).toEqual([true, true]);
    const { body } = await gateway.render({ texts: [await fleet.text()], snapshots });
    expect(body).toContain('acks_total{outcome="stored",process="worker",process_id="w-1"} 1');
    expect(body).toContain('acks_total{outcome="stored",process="worker",process_id="w-2"} 2');
    expect(body).toContain('ack_seconds_bucket{le="0.1",process="worker",process_id="w-2"} 0');
    expect(body).toContain('ack_seconds_bucket{le="1",process="worker",process_id="w-2"} 1');
    expect(body).toContain('ack_seconds_sum{process="worker",process_id="w-1"} 0.5');
    expect(body).toMatch(/process_start_time_seconds\{process="worker",process_id="w-1"\} \d+/);
    expect(body).toContain('\nwaiting 7\n');
    expect(body.match(/# TYPE acks_total counter/g)).toHaveLength(1);
  });

  it('leaves out a snapshot that it cannot read', async () => {
    const metrics = createMetrics({ process: 'a', processId: 'a-1', runtime: false });
    metrics.gauge('ready', 'Ready').set({}, 1);
    const { body } = await metrics.render({
      snapshots: ['', 'nonsense', gzipSync('{}').toString('base64')],
    });
    expect(body).toContain('ready{process="a",process_id="a-1"} 1');
  });
});
