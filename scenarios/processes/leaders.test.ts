import { recordingLog } from '@muster/fleet/testing';
import { createLeaseStore, type LeaseStore } from '@muster/leases';
import { systemClock } from '@muster/process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkConnections } from '../checkers/check-connections.ts';
import { readRecord } from '../checkers/read-record.ts';
import { checkEpochs } from '../checkers/watch-epochs.ts';
import { type Cast, castPeople } from '../support/people.ts';
import { type Fleet, type Place, startFleet } from '../support/processes.ts';
import { untilConnected } from '../support/run-load.ts';
import { PREFIX, type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

let stage: Stage;
let cast: Cast;
let fleet: Fleet;
let leases: LeaseStore;

beforeEach(async () => {
  stage = await setStage('leaders');
  await stage.simulator.control.changeSettings({ rateLimits: false });
  cast = await castPeople(stage.simulator.control, stage.store, { workspaces: 1, people: 1 });
  fleet = startFleet({
    environment: stage.environment,
    counts: { coordinator: 3, 'socket-worker': 2, 'task-worker': 1 },
    logDir: stage.logDir,
  });
  leases = createLeaseStore({ url: stage.redisUrl, prefix: PREFIX, log: recordingLog(), clock: systemClock });
  await untilConnected(stage, cast.appId);
});
afterEach(async () => {
  await fleet.stop();
  await leases.close();
  await stage.close();
});

/** Who leads, and in which place of the fleet; null while nobody does. */
async function leading(): Promise<{ term: bigint; place: Place } | null> {
  const { leader, processes } = await leases.fleet();
  const pid = processes.find(({ id }) => id === leader?.id)?.pid;
  const place = fleet.places.find((one) => one.pid === pid);
  return leader && pid !== undefined && place ? { term: leader.term, place } : null;
}

async function untilAnother(term: bigint) {
  return until('another one leads', async () => {
    const now = await leading();
    return now && now.term > term ? now : null;
  });
}

/** Somebody writes, and it ends in the plan. */
async function answers(word: string): Promise<void> {
  const [person] = cast.people;
  if (!person) throw new Error('nobody is there');
  const text = `add task ${word}`;
  await stage.simulator.control.say(person.team, person.channel, { user: person.user, text });
  await until(
    `${word} is in the plan`,
    async () => (await stage.sql.query('SELECT 1 FROM items WHERE text = $1', [word])).rowCount,
  );
}

it('goes on under another leader when the leader is killed or stopped, and without any', async () => {
  const first = await until('somebody leads', leading);
  expect(first.place.signal('SIGKILL')).toBe(true);
  const second = await untilAnother(first.term);
  await answers('killed');

  expect(second.place.signal('SIGSTOP')).toBe(true);
  const third = await untilAnother(second.term);
  expect(third.place.name).not.toBe(second.place.name);
  second.place.signal('SIGCONT');
  // What it still believed of its term has led to nothing, and it follows: the third leads on.
  await answers('stopped');
  expect((await until('somebody leads', leading)).term).toBe(third.term);

  const coordinators = fleet.places.filter(({ app }) => app === 'coordinator');
  await Promise.all(coordinators.map((place) => place.retire()));
  expect((await leases.fleet()).leader).toBeNull();
  await answers('nobody');
  fleet.add('coordinator');
  const last = await untilAnother(third.term);
  expect(last.term).toBeGreaterThan(third.term);
  await answers('again');

  // Whoever leads finds everything in its place.
  const { connections } = await readRecord(stage.simulator.control);
  expect(checkConnections({ connections })).toMatchObject({ gaps: [], opened: 2 });
  expect(connections.every(({ leftN }) => leftN === null)).toBe(true);
  expect(await checkEpochs(stage.sql)).toEqual({ fell: [], notRaised: [] });
});
