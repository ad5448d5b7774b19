import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

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
});
