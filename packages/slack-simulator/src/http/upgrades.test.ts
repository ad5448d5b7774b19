import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { until } from '../testing/until.ts';

const UPGRADE = ['Host: slack', 'Connection: Upgrade', 'Upgrade: websocket', '', ''].join('\r\n');

test.each([
  ['is never answered', 'hang', 'upgrade not answered'],
  ['was refused and whose client does not go', '500', 'upgrade refused: 503'],
] as const)('it ends in spite of an upgrade that %s', async (_, kind, title) => {
  const { control, url, stop } = await startSimulator();
  await control.addFault({ method: 'socket', kind, times: 1 });
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.on('error', () => {});
  socket.write(`GET /link/?ticket=none HTTP/1.1\r\n${UPGRADE}`);
  await until(async () => (await control.wire()).entries.some((entry) => entry.title === title), title);
  await expect(stop()).resolves.toBeUndefined();
  socket.destroy();
});
