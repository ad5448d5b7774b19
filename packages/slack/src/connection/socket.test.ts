import { VirtualClock } from '@muster/fleet/testing';
import { expect, it } from 'vitest';
import { startFakeSlack } from '../testing/fake-slack.ts';
import { until } from '../testing/until.ts';
import { Socket } from './socket.ts';
import type { SocketEnd } from './socket-events.ts';

it('opens nothing when its address comes after it was given up', async () => {
  const slack = await startFakeSlack();
  const clock = new VirtualClock();
  const ends: SocketEnd[] = [];
  let answered = false;
  const nothing = () => undefined;
  const socket: Socket = new Socket({
    appToken: 'xapp-1-A1-secret',
    apiUrl: slack.apiUrl,
    clock,
    quietAfterMs: 30_000,
    // As when the answer and the end cross: giving up comes too late for the request.
    fetch: async (url, { signal: _late, ...init } = {}) => {
      const answer = await fetch(String(url), init as RequestInit);
      socket.close();
      answered = true;
      return answer as never;
    },
    onHello: nothing,
    onDisconnectFrame: nothing,
    onQuiet: nothing,
    onGarbage: nothing,
    onEnvelope: async () => undefined,
    onEnd: (end) => ends.push(end),
  });
  try {
    await until(clock, () => answered);
    for (let turn = 0; turn < 20; turn++) await until(clock, () => clock.monotonicMs() > turn * 20);
    expect(slack.sockets).toHaveLength(0);
    expect(ends).toEqual([{ kind: 'lost', reason: 'asked' }]);
    expect(clock.timers).toBe(0);
  } finally {
    await slack.stop();
  }
});
