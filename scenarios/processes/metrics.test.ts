import type { AppHealth, FleetView, ProcessView } from '@muster/api';
import { freePort } from '@muster/embedded';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cast, castPeople } from '../support/people.ts';
import { type Fleet, startFleet } from '../support/processes.ts';
import { prepareSlack } from '../support/run-load.ts';
import { readScrape, type Scrape } from '../support/scrape.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

const OPERATOR_TOKEN = 'operator-token-for-scenarios';
const COMMANDS = 20;

describe('what a gateway tells of the fleet', () => {
  let stage: Stage;
  let fleet: Fleet;
  let url: string;
  /** An app with two connections, and one with a single one, which a killed worker leaves without any. */
  let twin: Cast;
  let single: Cast;

  beforeAll(async () => {
    stage = await setStage('metrics');
    twin = await prepareSlack(stage, { workspaces: 1, people: 2 });
    single = await castPeople(stage.simulator.control, stage.store, { workspaces: 1, people: 1 });
    await stage.sql.query('UPDATE apps SET slots = 1 WHERE id = $1', [single.appId]);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    fleet = startFleet({
      environment: {
        ...stage.environment,
        MUSTER_OPERATOR_TOKEN: OPERATOR_TOKEN,
        PUBLIC_URL: url,
        PORT: String(port),
      },
      counts: { gateway: 1, coordinator: 2, 'socket-worker': 2, 'task-worker': 1 },
      logDir: stage.logDir,
    });
    await untilScrape(
      'all connections are live',
      (seen) => seen.sum('muster_assigned_slots{state="live"}') === 3,
    );
  });
  afterAll(async () => {
    await fleet.stop();
    await stage.close();
  });

  const scrape = async () => readScrape(await (await fetch(`${url}/metrics`)).text());
  let last: Scrape | undefined;
  const untilScrape = async (what: string, isTrue: (seen: Scrape) => boolean) =>
    until(
      what,
      async () => {
        last = await scrape().catch(() => undefined);
        return last && isTrue(last) ? last : null;
      },
      { describe: () => `Scraped last:\n${last?.text}` },
    );
  /** A scrape in which every process has told anew: what they tell travels every few seconds. */
  const freshScrape = async () => {
    const told = ({ series }: Scrape) =>
      new Map(series('process_cpu_seconds_total').map(({ labels, value }) => [labels.process_id, value]));
    const before = told(await scrape());
    return untilScrape('all have told anew', (seen) =>
      [...told(seen)].every(([id, value]) => before.get(id) !== value),
    );
  };
  const view = async () => {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };
    return (await (await fetch(`${url}/api/v1/fleet`, { headers })).json()) as FleetView;
  };
  const health = async ({ appId }: Cast): Promise<AppHealth | undefined> =>
    (await view()).apps?.find((app) => app.appId === appId);
  const holderOf = async ({ appId }: Cast): Promise<ProcessView | undefined> =>
    (await view()).processes.find(({ slots }) => slots?.some(({ slot }) => slot === `${appId}#0`));

  it('counts and times every command from its envelope to its answer', async () => {
    const { control } = stage.simulator;
    for (let n = 0; n < COMMANDS; n++) {
      const person = twin.people[n % twin.people.length];
      if (person)
        await control.say(person.team, person.channel, { user: person.user, text: `add task no ${n}` });
    }
    const seen = await untilScrape(
      'all answers are counted',
      ({ sum }) =>
        sum('muster_reply_seconds_count') >= COMMANDS &&
        sum('muster_envelopes_total{outcome="stored"}') >= COMMANDS,
    );
    const { sum } = seen;
    expect(sum('muster_envelopes_total{outcome="stored"}')).toBe(COMMANDS);
    expect(sum('muster_ack_seconds_count{type="event",outcome="stored"}')).toBe(COMMANDS);
    expect(sum('muster_ack_seconds_bucket{le="+Inf",outcome="stored"}')).toBe(COMMANDS);
    expect(sum('muster_commands_total{outcome="done"}')).toBe(COMMANDS);
    expect(sum('muster_command_run_seconds_count')).toBe(COMMANDS);
    expect(sum('muster_replies_total{outcome="sent"}')).toBe(COMMANDS);
    expect(sum('muster_slack_calls_total{method="chat.postMessage",outcome="ok"}')).toBe(COMMANDS);
    expect(sum('muster_inbox_commands')).toBe(0);
    expect(sum('muster_ready')).toBe(6);
    // Each process tells its own: none is there twice.
    expect(seen.series('muster_ready').map(({ labels }) => labels.process)).toHaveLength(6);
    const workers = (await view()).processes.filter(({ kind }) => kind === 'socket-worker');
    expect(workers.some(({ ackMs }) => ackMs !== null && ackMs !== undefined && ackMs.p99 > 0)).toBe(true);
  });

  it('times the takeover of each slot of a killed worker, and the gap of the app that it alone served', async () => {
    await until('twins are apart', async () => {
      const { processes } = await view();
      const holders = processes.filter(({ slots }) => slots?.some(({ slot }) => slot.startsWith(twin.appId)));
      return holders.length === 2;
    });
    // A busy machine may have lost workers before.
    const before = await freshScrape();
    const twinBefore = await health(twin);
    const victim = await holderOf(single);
    const lost = victim?.slots?.length ?? 0;
    expect(lost).toBeGreaterThanOrEqual(1);
    const startMs = performance.now();
    process.kill(victim?.pid ?? 0, 'SIGKILL');
    const risen = (seen: Scrape, name: string) => seen.sum(name) - before.sum(name);
    const seen = await untilScrape(
      'the takeovers and the gap are told',
      (now) =>
        risen(now, 'muster_takeover_seconds_count') >= lost &&
        risen(now, 'muster_app_gap_seconds_count') >= 1 &&
        now.sum('muster_takeovers_pending') === 0 &&
        now.sum('muster_apps_without_connection') === 0,
    );
    // All of it happened since the kill, and the last word of a worker is at most a lease old.
    const mostS = (performance.now() - startMs) / 1_000 + 1;
    expect(risen(seen, 'muster_assignments_total{reason="lost"}')).toBeGreaterThanOrEqual(lost);
    const gap = await until('the gap is noted', async () => (await health(single))?.lastGapSeconds);
    expect(gap).toBeGreaterThan(0);
    expect(gap).toBeLessThan(mostS);
    expect(risen(seen, 'muster_app_gap_seconds_sum')).toBeGreaterThanOrEqual(gap - 0.001);
    // Its takeover ended with its gap, and began with it.
    const tookS = risen(seen, 'muster_takeover_seconds_sum');
    expect(tookS).toBeGreaterThanOrEqual(gap - 0.001);
    expect(tookS).toBeLessThan(mostS * risen(seen, 'muster_takeover_seconds_count'));
    expect(await health(single)).toMatchObject({ wanted: 1, live: 1, gapSeconds: null });
    // Its twin carried the other app meanwhile.
    expect((await health(twin))?.lastGapEndedAt).toBe(twinBefore?.lastGapEndedAt);
  });

  it('says who leads, and for which term, before and after the leader died', async () => {
    const isTold = ({ sum }: Scrape, leader: FleetView['leader']) =>
      leader !== null && sum('muster_leader') === 1 && sum('muster_leader_term') === Number(leader.term);
    const before = await view();
    await untilScrape('the leader is told', (seen) => isTold(seen, before.leader));
    const leader = before.processes.find(({ id }) => id === before.leader?.id);
    expect(leader?.leader).toBe(true);
    process.kill(leader?.pid ?? 0, 'SIGKILL');
    const after = await until('another one leads', async () => {
      const now = await view();
      return now.leader && now.leader.id !== before.leader?.id ? now.leader : null;
    });
    expect(BigInt(after.term)).toBeGreaterThan(BigInt(before.leader?.term ?? 0));
    await untilScrape('the new leader is told', (seen) => isTold(seen, after));
  });

  it('answers while Postgres is away, says who cannot serve, and whom it met is there when it is back', async () => {
    const pids = async () => (await view()).processes.map(({ pid }) => pid).sort();
    await until('six processes are there', async () => (await pids()).length === 6);
    const before = await pids();
    await stage.killPostgres();
    const without = await untilScrape(
      'nobody is ready',
      ({ sum, series }) =>
        series('muster_ready').length === 6 &&
        sum('muster_ready') === 0 &&
        sum('muster_part_up{part="postgres"}') === 0,
    );
    expect(without.series('muster_inbox_age_seconds')).toEqual([]);
    expect(without.sum('muster_part_up{part="redis"}')).toBe(1);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    const away = await view();
    expect(away).toMatchObject({ apps: null, backlog: null });
    expect(away.processes.map(({ ready }) => ready)).toEqual(Array(6).fill(false));
    expect(away.processes[0]?.missing).toEqual(['Postgres does not answer it']);
    await stage.startPostgres();
    await untilScrape('all are ready again', ({ sum }) => sum('muster_ready') === 6);
    // Nobody died of waiting.
    expect(await pids()).toEqual(before);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('answers while Redis is away, with what it knows itself and what Postgres knows', async () => {
    await stage.killRedis();
    const without = await untilScrape(
      'Redis is known to be away',
      ({ sum }) => sum('muster_part_up{part="redis"}') === 0 && sum('muster_ready') === 0,
    );
    expect(without.sum('muster_part_up{part="postgres"}')).toBe(1);
    expect(without.sum('muster_workspaces{status="active"}')).toBe(2);
    expect(without.series('muster_ready').map(({ labels }) => labels.process)).toEqual(['gateway']);
    await stage.startRedis();
    await untilScrape(
      'all are there and ready again',
      ({ sum }) => sum('muster_ready') === 6 && sum('muster_assigned_slots{state="live"}') === 3,
    );
  });
});
