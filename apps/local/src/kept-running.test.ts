import { EmbeddedError, type EmbeddedServer } from '@muster/embedded';
import { VirtualClock } from '@muster/fleet/testing';
import { describe, expect, it } from 'vitest';
import { keepRunning } from './kept-running.ts';
import { createStopStack } from './stop-stack.ts';

function fakeServer(): EmbeddedServer & { die(): void; wasStopped: () => boolean } {
  let die = () => {};
  const exited = new Promise<void>((resolve) => {
    die = resolve;
  });
  let stopped = false;
  return {
    url: 'redis://here',
    port: 1,
    pid: 1,
    exited,
    die: () => die(),
    wasStopped: () => stopped,
    async stop() {
      stopped = true;
      die();
    },
    kill: () => die(),
  };
}

/** Lets everything that waits for a resolved promise go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

describe('a server that is kept running', () => {
  it('comes back when it ends', async () => {
    const servers = [fakeServer(), fakeServer()];
    let starts = 0;
    const start = async () => servers[starts++] ?? fakeServer();
    const kept = await keepRunning({ start, clock: new VirtualClock(), onTrouble: () => {} });
    servers[0]?.die();
    await settle();
    expect(starts).toBe(2);
    await kept.stop();
    expect(servers[1]?.wasStopped()).toBe(true);
  });

  it('goes on trying while it cannot start', async () => {
    const first = fakeServer();
    const clock = new VirtualClock();
    const troubles: string[] = [];
    let starts = 0;
    const start = async () => {
      starts++;
      if (starts === 2) throw new EmbeddedError('start_failed', 'no room');
      return starts === 1 ? first : fakeServer();
    };
    const kept = await keepRunning({ start, clock, onTrouble: (message) => troubles.push(message) });
    first.die();
    await settle();
    expect(troubles).toEqual(['no room']);
    await clock.advance(1_000);
    await settle();
    expect(starts).toBe(3);
    await kept.stop();
  });
});

describe('what was started', () => {
  it('is stopped in reverse, each part when the one before is gone', async () => {
    const stack = createStopStack();
    const order: string[] = [];
    for (const name of ['postgres', 'redis', 'processes'])
      stack.add({
        async stop() {
          order.push(`${name} asked`);
          await settle();
          order.push(`${name} gone`);
        },
        kill: () => order.push(`${name} killed`),
      });
    await stack.stop();
    expect(order.filter((line) => line.endsWith('gone'))).toEqual([
      'processes gone',
      'redis gone',
      'postgres gone',
    ]);
    expect(order.indexOf('redis asked')).toBeGreaterThan(order.indexOf('processes gone'));
  });
});
