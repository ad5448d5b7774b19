import { type Control, createControlClient } from '@muster/slack-simulator/control';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openVisitor } from '../../apps/gateway/src/testing/visitor.ts';
import { checkConnections } from '../checkers/check-connections.ts';
import { readRecord } from '../checkers/read-record.ts';
import { discardDataDir, newDataDir } from '../support/data-dir.ts';
import { type NpmStart, npmStart, processesOf, untilReady } from '../support/npm-start.ts';
import { ROOT } from '../support/processes.ts';
import { runProgram } from '../support/program.ts';
import { until } from '../support/until.ts';

const KINDS = ['coordinator', 'socket-worker', 'task-worker', 'gateway'];

let dataDir: string;
let run: NpmStart;

beforeEach(() => {
  dataDir = newDataDir('deploy');
});
afterEach(async () => {
  run.npm.kill('SIGKILL');
  await discardDataDir(dataDir);
});

/** The pids of the processes that are replaced. */
const pids = () =>
  processesOf(dataDir)
    .filter(({ command }) => KINDS.some((kind) => command.includes(`dist/${kind}/main.js`)))
    .map(({ pid }) => pid);

it('replaces every process one by one, while the app always has a connection and nothing is lost', async () => {
  run = npmStart(dataDir);
  const { console: gateway, slack } = await untilReady(run);
  const control = createControlClient(new URL(slack).origin);
  // Else one answer a second would be let through.
  await control.changeSettings({ rateLimits: false });
  const { team, user, channel } = await addToWorkspace(control, new URL(gateway).origin);
  const before = new Set(pids());
  expect(before.size).toBe(6);

  const deploy = runProgram('npm', ['run', 'deploy:local', '--silent'], {
    cwd: ROOT,
    environment: { MUSTER_DATA_DIR: dataDir },
  });
  const words: string[] = [];
  let isOver = false;
  void deploy.ended.then(() => {
    isOver = true;
  });
  while (!isOver) {
    const word = `word${words.length}x`;
    words.push(word);
    await control.say(team, channel, { user, text: `add task ${word}` });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(await deploy.ended, deploy.output()).toBe(0);
  expect(checkConnections(await readRecord(control)).gaps).toEqual([]);
  expect(deploy.output().match(/✓ (coordinator|socket-worker|task-worker|gateway)/g)).toHaveLength(6);
  expect(pids().filter((pid) => before.has(pid))).toEqual([]);
  const answers = async () => {
    const { messages } = await control.messages({ team, channel, as: user, limit: 1_000 });
    return messages.filter(({ bot_id }) => bot_id !== undefined).map(({ text }) => text);
  };
  await until('everything is answered', async () => {
    const texts = await answers();
    return words.every((word) => texts.some((text) => text.includes(word)));
  });
  const texts = await answers();
  for (const word of words) expect(texts.filter((text) => text.includes(word))).toHaveLength(1);
});

/** As a person does it, without the browser. */
async function addToWorkspace(control: Control, gateway: string) {
  const [workspace] = (await control.state()).workspaces;
  const team = workspace?.id ?? '';
  const user = workspace?.people[0]?.id ?? '';
  const visitor = openVisitor();
  const begun = await visitor.get(`${gateway}/slack/install`);
  const authorize = begun.headers.get('location') ?? '';
  const decided = await visitor.post(authorize, { decision: 'allow', who: `${team}:${user}` });
  await visitor.get(decided.headers.get('location') ?? '');
  const connected = await until('two connections are open', async () => {
    const [app] = (await control.state()).apps;
    const open = app?.connections.filter(({ state }) => state === 'open') ?? [];
    return open.length >= 2 ? app : null;
  });
  const { channel } = await control.openIm(team, { user, appId: connected.id });
  return { team, user, channel };
}
