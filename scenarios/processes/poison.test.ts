import type { FleetView, ProcessView } from '@muster/api';
import { freePort } from '@muster/embedded';
import { afterEach, expect, it } from 'vitest';
import { checkConnections } from '../checkers/check-connections.ts';
import { readRecord } from '../checkers/read-record.ts';
import { killHandlersOf } from '../support/kill-handlers.ts';
import type { Person } from '../support/people.ts';
import { type Fleet, startFleet } from '../support/processes.ts';
import { prepareSlack } from '../support/run-load.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

const OPERATOR_TOKEN = 'operator-token-of-the-scenario';
const OTHERS = 3;
/** Slack repeats what was not acked; often enough for all the deaths to come. */
const RETRY_DELAYS_MS = Array.from({ length: 30 }, () => 2_000);

let stage: Stage | undefined;
let fleet: Fleet | undefined;
let unlock: (() => void) | undefined;
afterEach(async () => {
  unlock?.();
  await fleet?.stop();
  await stage?.close();
  unlock = undefined;
  fleet = undefined;
  stage = undefined;
});

it('takes an app that workers die of to the quarantine worker, away from all others, and back when it is released', async () => {
  const own = await setStage('poison');
  stage = own;
  const { control } = own.simulator;
  const casts = [];
  for (let n = 0; n <= OTHERS; n++) casts.push(await prepareSlack(own, { workspaces: 1, people: 1 }));
  await control.changeSettings({ retryDelaysMs: RETRY_DELAYS_MS });
  const [poison, ...others] = casts;
  const [victim] = poison?.people ?? [];
  if (!poison || !victim) throw new Error('nobody is there');
  const port = await freePort();
  const gateway = {
    MUSTER_OPERATOR_TOKEN: OPERATOR_TOKEN,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: `${port}`,
  };
  fleet = startFleet({
    environment: { ...own.environment, ...gateway },
    counts: { gateway: 1, coordinator: 1, 'socket-worker': 2, 'quarantine-worker': 1, 'task-worker': 1 },
    logDir: own.logDir,
  });
  const running = fleet;

  const call = (method: string, path: string) =>
    fetch(`${gateway.PUBLIC_URL}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${OPERATOR_TOKEN}` },
    });
  const view = async (): Promise<FleetView | null> => {
    const answer = await call('GET', '/fleet').catch(() => null);
    return answer?.ok ? ((await answer.json()) as FleetView) : null;
  };
  /** The kinds of workers that hold an app's slots live: `false` for each on an ordinary one. */
  const placesOf = ({ processes }: FleetView, appId: string) =>
    processes.flatMap(({ slots = [], isQuarantine }) =>
      slots
        .filter(({ slot, state }) => slot.startsWith(`${appId}#`) && state === 'live')
        .map(() => isQuarantine),
    );
  const workersOf = ({ processes }: FleetView, appId: string) =>
    processes.filter(({ slots = [] }: ProcessView) => slots.some(({ slot }) => slot.startsWith(`${appId}#`)));
  const areApart = (seen: FleetView, appIds: readonly string[]) =>
    appIds.every(
      (appId) => `${placesOf(seen, appId)}` === 'false,false' && workersOf(seen, appId).length === 2,
    );
  const isInQuarantine = (seen: FleetView) => `${placesOf(seen, poison.appId)}` === 'true,true';
  const untilFleet = (what: string, isSo: (seen: FleetView) => boolean) =>
    until(what, async () => {
      const seen = await view();
      return seen && isSo(seen) ? seen : null;
    });
  const otherIds = others.map(({ appId }) => appId);
  /** The last moment at which anything happened to a connection, by the record's clock. */
  const lastMoment = async () => {
    const { connections } = await readRecord(control);
    return Math.max(...connections.flatMap(({ at, openedAt, leftAt }) => [at, openedAt ?? 0, leftAt ?? 0]));
  };
  const appsWithGapsSince = async (moment: number) => {
    const { gaps } = checkConnections(await readRecord(control));
    return gaps.filter(({ fromMs }) => fromMs > moment).map(({ appId }) => appId);
  };
  const deathsOf = (app: string) =>
    running.places.filter((place) => place.app === app).reduce((sum, { deaths }) => sum + deaths, 0);
  const hasItem = async (word: string) =>
    (await own.sql.query('SELECT 1 FROM items WHERE text = $1', [word])).rows.length > 0;
  const say = ({ team, channel, user }: Person, text: string) => control.say(team, channel, { user, text });

  const everybody = [poison.appId, ...otherIds];
  await untilFleet('all apps live on ordinary workers', (seen) => areApart(seen, everybody));

  // The handling of what the victim writes takes a while from here on, and whoever is at it dies.
  const lock = await own.sql.connect();
  // Closes the connection, which ends the lock.
  unlock = () => lock.release(true);
  await lock.query('BEGIN');
  await lock.query('SELECT 1 FROM installations WHERE id = $1 FOR UPDATE', [victim.installationId]);
  const killer = killHandlersOf(poison.appId, own.environment.MUSTER_DATA_DIR ?? '');
  await say(victim, 'add task Deadly');
  const marked = await untilFleet('the app is poison', ({ poison }) => (poison ?? []).length > 0);
  expect(marked.poison).toEqual([
    expect.objectContaining({
      appId: poison.appId,
      reason: expect.stringMatching(/^\d+ processes died within an hour while they handled what it sent; /),
    }),
  ]);
  expect(killer.killed.length).toBeGreaterThanOrEqual(3);

  await untilFleet(
    'it is in quarantine and all others are apart',
    (seen) => isInQuarantine(seen) && areApart(seen, otherIds),
  );
  const quarantined = await lastMoment();
  const ordinaryDeaths = deathsOf('socket-worker');
  const quarantineDeaths = deathsOf('quarantine-worker');
  const strays: unknown[] = [];
  await until('the quarantine worker has died of it twice more, and is back', async () => {
    const seen = await view();
    if (!seen) return false;
    strays.push(...workersOf(seen, poison.appId).filter(({ isQuarantine }) => !isQuarantine));
    for (const appId of otherIds)
      strays.push(...workersOf(seen, appId).filter(({ isQuarantine }) => isQuarantine));
    return deathsOf('quarantine-worker') >= quarantineDeaths + 2 && isInQuarantine(seen);
  });
  for (const [n, { people }] of others.entries())
    for (const person of people) await say(person, `add task Fine${n}`);
  await until('the others are answered', async () => {
    const found = await Promise.all(others.map((_, n) => hasItem(`Fine${n}`)));
    return found.every(Boolean);
  });
  expect(strays).toEqual([]);
  expect(deathsOf('socket-worker')).toBe(ordinaryDeaths);

  // Its handling is well again: Slack's next delivery is answered from the quarantine worker.
  await killer.stop();
  unlock();
  unlock = undefined;
  await until('the deadly command is carried out', () => hasItem('Deadly'));
  await untilFleet('it is in quarantine still', isInQuarantine);
  const wellAgain = await lastMoment();
  expect((await call('POST', `/apps/${poison.appId}/release`)).status).toBe(202);
  const released = await untilFleet('it is back among the others', (seen) => areApart(seen, everybody));
  expect(await appsWithGapsSince(wellAgain)).toEqual([]);
  expect(released.poison).toEqual([]);
  expect((await appsWithGapsSince(quarantined)).filter((appId) => appId !== poison.appId)).toEqual([]);
  expect(deathsOf('task-worker') + deathsOf('coordinator') + deathsOf('gateway')).toBe(0);
  expect(killer.killed.length).toBe(deathsOf('socket-worker') + deathsOf('quarantine-worker'));
  const { rows } = await own.sql.query(
    `SELECT action, actor FROM audit WHERE action IN ('app.poison', 'app.released') ORDER BY id`,
  );
  expect(rows).toEqual([
    { action: 'app.poison', actor: 'muster' },
    { action: 'app.released', actor: 'operator' },
  ]);
  const codes = await running.stop();
  expect(codes).toEqual(codes.map(() => 0));
  expect(await own.findSecrets(Object.assign({}, ...casts.map(({ secrets }) => secrets)))).toEqual([]);
});
