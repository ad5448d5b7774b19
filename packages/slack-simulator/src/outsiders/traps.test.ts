import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';
import { ACME } from '../testing/world.ts';

/** A small app in a process of its own, for what ends it: the official client's rejections that nobody handles. */
const APP = `
import { LogLevel, SocketModeClient } from '@slack/socket-mode';
const client = new SocketModeClient({
  appToken: process.env.APP_TOKEN,
  clientOptions: { slackApiUrl: process.env.API_URL },
  clientPingTimeout: 500,
  logLevel: LogLevel.ERROR,
});
client.on('slack_event', ({ ack }) => ack());
await client.start();
`;

let stage: Stage;
let installed: { appId: string; appToken: string };
beforeEach(async () => {
  stage = await startStage({ connectionLifeMs: 0 });
  installed = await stage.install();
});
afterEach(() => stage.end());

interface Process {
  /** Its exit code, once it ended by itself. */
  readonly exit: Promise<number | null>;
  readonly said: () => string;
}

/** Started and connected. */
async function startApp(): Promise<Process> {
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '--eval', APP], {
    env: { PATH: process.env.PATH, APP_TOKEN: installed.appToken, API_URL: stage.apiUrl },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (piece) => {
    said += piece;
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  stage.onEnd(() => child.kill('SIGKILL'));
  await until(async () => (await openConnection())?.state === 'open', 'its connection');
  return { exit, said: () => said };
}

const openConnection = async () => (await stage.connections(installed.appId))[0];

test('a token that dies ends a process whose client connects anew by itself', async () => {
  const app = await startApp();
  await stage.control.revokeToken({ token: installed.appToken, error: 'invalid_auth' });
  await stage.control.cut(installed.appId, (await openConnection())?.id ?? '');
  expect(await app.exit).toBe(1);
  expect(app.said()).toContain('invalid_auth');
});

test('a payload without an inner event, such as app_rate_limited, ends a process unacked', async () => {
  const app = await startApp();
  await stage.control.rateLimitApp(ACME, installed.appId);
  expect(await app.exit).toBe(1);
  expect(app.said()).toContain('TypeError');
  expect((await stage.control.record()).acks).toEqual([]);
});
