import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ackTimes } from '../checkers/ack-times.ts';
import { runClosedLoop, type Writer } from '../support/closed-loop.ts';
import { castPeople } from '../support/people.ts';
import { cpuSeconds } from '../support/process-cpu.ts';
import { startFleet } from '../support/processes.ts';
import { untilConnected } from '../support/run-load.ts';
import { spreadOf } from '../support/spread.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/until.ts';
import { BOLT_SETTINGS, runBoltApp } from './bolt-app.ts';

/**
 * Commands per second, from the socket to the reply: this fleet against a Bolt app that inserts a row and posts a reply,
 * in turns, on one Postgres and one local Slack. `--rounds 5 --seconds 10 --at-once 40 --people 40 --json bolt.json`.
 * Prints a table of medians over the rounds.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    'at-once': { type: 'string', default: '40' },
    people: { type: 'string', default: '40' },
    json: { type: 'string' },
  },
});

/** What is measured: its people, and the processes whose work it is. */
interface Subject {
  readonly name: string;
  readonly appId: string;
  readonly writers: readonly Writer[];
  readonly pids: () => number[];
}

const FIGURES = [
  'commands/s',
  'CPU ms/command',
  'ack p50 ms',
  'ack p99 ms',
  'reply p50 ms',
  'reply p99 ms',
] as const;
type Round = { readonly subject: string } & Readonly<Record<(typeof FIGURES)[number], number>>;

if (process.env[BOLT_SETTINGS]) await runBoltApp();
else await compare();

async function compare(): Promise<void> {
  const stage = await setStage('bench-against-bolt');
  await stage.simulator.control.changeSettings({ rateLimits: false });
  const size = { workspaces: 1, people: Number(values.people) };
  const ours = await castPeople(stage.simulator.control, stage.store, size);
  const fleet = startFleet({
    environment: stage.environment,
    counts: { coordinator: 1, 'socket-worker': 1, 'task-worker': 1 },
    logDir: stage.logDir,
  });
  const { bolt, ...theirs } = await startBolt(stage);
  try {
    await untilConnected(stage, ours.appId);
    const subjects: Subject[] = [
      {
        name: 'Muster',
        appId: ours.appId,
        writers: ours.people,
        pids: () => fleet.places.flatMap(({ pid }) => pid ?? []),
      },
      { name: 'Bolt', ...theirs, pids: () => (bolt.pid === undefined ? [] : [bolt.pid]) },
    ];
    const rounds: Round[] = [];
    // The first of each warms up.
    for (let n = 0; n <= Number(values.rounds); n++)
      for (const subject of subjects) {
        const round = await runRound(stage, subject);
        if (n > 0) rounds.push(round);
      }
    report(rounds);
  } finally {
    bolt.kill('SIGTERM');
    await fleet.stop();
    await stage.close();
  }
}

/** A second app, which a Bolt process serves; the fleet knows nothing of it. */
async function startBolt({
  simulator,
  environment,
}: Stage): Promise<{ bolt: ChildProcess; appId: string; writers: Writer[] }> {
  const { control } = simulator;
  const app = await control.addApp({ name: 'Bolt' });
  const { id: team } = await control.addWorkspace({
    name: 'Bolt',
    domain: 'bolt',
    people: [{ name: 'installer' }],
  });
  const { botToken } = await control.install(team, app.id);
  const writers: Writer[] = [];
  for (let n = 0; n < Number(values.people); n++) {
    const { id: user } = await control.addPerson(team, { name: `person${n}` });
    const { channel } = await control.openIm(team, { user, appId: app.id });
    writers.push({ team, user, channel });
  }
  const settings = {
    botToken,
    appToken: app.appToken,
    apiUrl: simulator.apiUrl,
    databaseUrl: environment.DATABASE_URL ?? '',
  };
  const bolt = fork(process.argv[1] ?? '', {
    env: { PATH: process.env.PATH ?? '', [BOLT_SETTINGS]: JSON.stringify(settings) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await until('Bolt is connected', async () =>
    (await control.state()).apps
      .find(({ id }) => id === app.id)
      ?.connections.some(({ state }) => state === 'open'),
  );
  return { bolt, appId: app.id, writers };
}

async function runRound(stage: Stage, { name, appId, writers, pids }: Subject): Promise<Round> {
  const cpuBefore = cpuOf(pids());
  const forMs = Number(values.seconds) * 1_000;
  const loop = { appId, writers, atOnce: Number(values['at-once']), forMs };
  const { said, seconds, replyMs, record } = await runClosedLoop(stage.simulator.control, loop);
  const cpuSeconds = cpuOf(pids()) - cpuBefore;
  const acks = spreadOf(ackTimes(record, (delivery) => delivery.appId === appId));
  const replies = spreadOf(replyMs);
  return {
    subject: name,
    'commands/s': said / seconds,
    'CPU ms/command': (cpuSeconds * 1_000) / said,
    'ack p50 ms': acks.p50,
    'ack p99 ms': acks.p99,
    'reply p50 ms': replies.p50,
    'reply p99 ms': replies.p99,
  };
}

function cpuOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
}

function report(rounds: readonly Round[]): void {
  const rows = ['Muster', 'Bolt'].map((subject) => {
    const own = rounds.filter((round) => round.subject === subject);
    return {
      subject,
      ...Object.fromEntries(FIGURES.map((figure) => [figure, median(own.map((one) => one[figure]))])),
    };
  });
  // biome-ignore lint/suspicious/noConsole: this program's result is a table.
  console.table(rows);
  if (values.json)
    writeFileSync(values.json, `${JSON.stringify({ options: values, rows, rounds }, null, 2)}\n`);
}

function median(numbers: readonly number[]): number {
  return spreadOf(numbers).p50;
}
