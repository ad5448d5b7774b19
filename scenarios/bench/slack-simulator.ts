import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createControlClient, startSimulator } from '@muster/slack-simulator';
import type { Control } from '@muster/slack-simulator/control';
import { WebSocket } from 'ws';

/**
 * How much the local Slack carries on one core: apps with sockets in a process of their own take payloads and ack
 * each; the simulator's process tells what CPU time it took. One message in a channel with all apps is a payload to
 * each of them. `--apps 500 --sockets 2 --rate 2000 --seconds 20 --json out.json`. Prints a table.
 */
const { values } = parseArgs({
  options: {
    apps: { type: 'string', default: '500' },
    sockets: { type: 'string', default: '2' },
    rate: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '20' },
    json: { type: 'string' },
    serve: { type: 'boolean', default: false },
  },
});
const APPS = Number(values.apps);
const SOCKETS = Number(values.sockets);
const RATE = Number(values.rate);
const SECONDS = Number(values.seconds);
const WARM_UP_SECONDS = 3;

interface Usage {
  readonly cpuMs: number;
  readonly memoryMb: number;
}

if (values.serve) await serve();
else await measure();

/** The process under test: a simulator, and an answer to whoever asks what it took. */
async function serve(): Promise<void> {
  const simulator = await startSimulator();
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = { cpuMs: (user + system) / 1_000, memoryMb: process.memoryUsage().rss / 1e6 };
    process.send?.(usage);
  });
  process.on('disconnect', () => process.exit());
  process.send?.(simulator.url);
}

async function measure(): Promise<void> {
  const child = fork(process.argv[1] ?? '', ['--serve'], { stdio: 'inherit' });
  const [url] = (await once(child, 'message')) as [string];
  const control = createControlClient(url);
  await control.changeSettings({ rateLimits: false, unfurls: false, connectionLifeMs: 0 });
  const { team, channel, user } = await placeFor(control);
  const heard = { payloads: 0, delaysMs: [] as number[] };
  await openApps(control, url, { team, channel }, heard);
  const say = (n: number) => control.say(team, channel, { user, text: `message ${n}` });

  await talk(say, WARM_UP_SECONDS);
  const before = await usageOf(child);
  const startMs = performance.now();
  heard.payloads = 0;
  heard.delaysMs = [];
  await talk(say, SECONDS);
  const tookMs = performance.now() - startMs;
  const after = await usageOf(child);
  report({ tookMs, before, after, ...heard });
  child.disconnect();
  process.exit();
}

async function placeFor(control: Control) {
  const { id: team } = await control.addWorkspace({
    name: 'Load',
    domain: 'load',
    people: [{ name: 'ada' }],
    channels: [{ name: 'general' }],
  });
  const workspace = (await control.state()).workspaces.find(({ id }) => id === team);
  const channel = workspace?.channels[0]?.id ?? '';
  const user = workspace?.people[0]?.id ?? '';
  return { team, channel, user };
}

/** Every app in the channel, with its sockets open. */
async function openApps(
  control: Control,
  url: string,
  { team, channel }: { readonly team: string; readonly channel: string },
  heard: { payloads: number; delaysMs: number[] },
): Promise<void> {
  for (let n = 0; n < APPS; n++) {
    const app = await control.addApp({
      name: `App ${n}`,
      events: ['message.channels'],
      scopes: ['channels:history'],
    });
    await control.install(team, app.id, { channels: [channel] });
    for (let s = 0; s < SOCKETS; s++) {
      const answer = await fetch(`${url}/api/apps.connections.open`, {
        method: 'POST',
        headers: { authorization: `Bearer ${app.appToken}` },
      });
      const socket = new WebSocket(((await answer.json()) as { url: string }).url);
      socket.on('message', (data) => {
        const frame = JSON.parse(data.toString());
        if (frame.type !== 'events_api') return;
        socket.send(JSON.stringify({ envelope_id: frame.envelope_id }));
        heard.payloads++;
        heard.delaysMs.push(Date.now() - Number(frame.payload.event.ts) * 1_000);
      });
      await once(socket, 'open');
    }
  }
}

/** Speaks so often that the apps together hear `RATE` payloads a second, if the simulator keeps up. */
async function talk(say: (n: number) => Promise<unknown>, seconds: number): Promise<void> {
  const everyMs = (1_000 * APPS) / RATE;
  const startMs = performance.now();
  for (let n = 0; n * everyMs < seconds * 1_000; n++) {
    await say(n);
    const aheadMs = startMs + (n + 1) * everyMs - performance.now();
    if (aheadMs > 0) await new Promise((resolve) => setTimeout(resolve, aheadMs));
  }
}

async function usageOf(child: ChildProcess): Promise<Usage> {
  child.send('usage');
  const [usage] = (await once(child, 'message')) as [Usage];
  return usage;
}

function report(seen: {
  readonly tookMs: number;
  readonly before: Usage;
  readonly after: Usage;
  readonly payloads: number;
  readonly delaysMs: readonly number[];
}): void {
  const { tookMs, before, after, payloads } = seen;
  const delays = seen.delaysMs.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(delays[Math.floor(share * (delays.length - 1))] ?? 0);
  const cpuMs = after.cpuMs - before.cpuMs;
  const row = {
    apps: APPS,
    sockets: APPS * SOCKETS,
    'payloads/s': Math.round(payloads / (tookMs / 1_000)),
    'cores used': Number((cpuMs / tookMs).toFixed(2)),
    'CPU ms per payload': Number((cpuMs / payloads).toFixed(3)),
    'delay p50 ms': at(0.5),
    'delay p99 ms': at(0.99),
    'memory MB': Math.round(after.memoryMb),
  };
  // biome-ignore lint/suspicious/noConsole: this program's result is a table.
  console.table([row]);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(row, null, 2)}\n`);
}
