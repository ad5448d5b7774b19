import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { until } from './until.ts';

let server: Server;
let accepted: Socket[];
let proxy: TcpProxy;
let clients: Socket[];
let port: number;

/** Says everything back, and ends when the other side does. */
beforeEach(async () => {
  accepted = [];
  clients = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    accepted.push(socket);
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  proxy = await startTcpProxy(() => port);
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await proxy.close();
  for (const socket of accepted) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function open(through = proxy): Promise<{ socket: Socket; heard: () => string }> {
  const socket = connect(through.port, '127.0.0.1');
  clients.push(socket);
  let heard = '';
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString();
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return { socket, heard: () => heard };
}

it('passes bytes and ends both ways', async () => {
  const { socket, heard } = await open();
  socket.write('hello');
  await until('it comes back', () => heard() === 'hello', { everyMs: 1 });
  socket.end();
  await once(socket, 'close');
  await until('nothing is left', () => proxy.connections() === 0, { everyMs: 1 });
});

it('holds everything back while frozen, and hides that one side is gone', async () => {
  const one = await open();
  one.socket.write('a');
  await until('it comes back', () => one.heard() === 'a', { everyMs: 1 });
  proxy.freeze('pass');
  one.socket.write('b');
  // Another line shows that what passes has passed.
  const other = await open();
  other.socket.write('c');
  await until('a new line passes', () => other.heard() === 'c', { everyMs: 1 });
  expect(one.heard()).toBe('a');
  accepted[0]?.destroy();
  other.socket.write('d');
  await until('the new line still passes', () => other.heard() === 'cd', { everyMs: 1 });
  expect(one.socket.readyState).toBe('open');
  proxy.thaw();
  await until('the end arrives', () => one.socket.destroyed, { everyMs: 1 });
});

it('lets what was held back arrive once it thaws', async () => {
  const { socket, heard } = await open();
  socket.write('a');
  await until('it comes back', () => heard() === 'a', { everyMs: 1 });
  proxy.freeze('pass');
  socket.write('b');
  proxy.thaw();
  await until('it comes back', () => heard() === 'ab', { everyMs: 1 });
});

it('accepts new lines that hang when told to, and frees them too', async () => {
  proxy.freeze('hang');
  const { socket, heard } = await open();
  socket.write('a');
  await until('the line is there', () => proxy.connections() === 1, { everyMs: 1 });
  expect(heard()).toBe('');
  proxy.thaw();
  await until('it comes back', () => heard() === 'a', { everyMs: 1 });
});

it('drops what a client that hung up had under way, if told to', async () => {
  const strict = await startTcpProxy(() => port, { orphans: 'drop' });
  try {
    const { socket, heard: answered } = await open(strict);
    socket.write('a');
    await until('it comes back', () => answered() === 'a', { everyMs: 1 });
    let heard = '';
    accepted[0]?.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
    });
    strict.freeze('pass');
    socket.end('b');
    await until('the client hung up', () => socket.writableFinished, { everyMs: 1 });
    // Another line, opened later, shows that the end has arrived as well.
    const other = await open(strict);
    other.socket.write('c');
    await until('a new line passes', () => other.heard() === 'c', { everyMs: 1 });
    strict.thaw();
    await until('the server knows', () => accepted[0]?.destroyed, { everyMs: 1 });
    expect(heard).toBe('');
  } finally {
    await strict.close();
  }
});

it('keeps the order while it is slow', async () => {
  const { socket, heard } = await open();
  proxy.slowDown(20);
  for (const letter of 'abc') socket.write(letter);
  await until('it comes back', () => heard().length === 3, { everyMs: 1 });
  proxy.slowDown(0);
  socket.write('d');
  await until('it comes back', () => heard().length === 4, { everyMs: 1 });
  expect(heard()).toBe('abcd');
});

it('ends what it cuts', async () => {
  const { socket } = await open();
  await until('the line is there', () => accepted.length === 1, { everyMs: 1 });
  proxy.cut();
  await until('the client knows', () => socket.destroyed, { everyMs: 1 });
  await until('the server knows', () => accepted[0]?.destroyed, { everyMs: 1 });
});

it('ends a line whose server is away', async () => {
  await new Promise((resolve) => server.close(resolve));
  const { socket } = await open();
  await until('the client knows', () => socket.destroyed, { everyMs: 1 });
});
