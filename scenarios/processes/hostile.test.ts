import type { Random } from '@muster/fleet';
import { seededRandom } from '@muster/fleet/testing';
import { afterEach, expect, it } from 'vitest';
import { readRecord } from '../checkers/read-record.ts';
import { castPeople } from '../support/people.ts';
import { type Fleet, startFleet } from '../support/processes.ts';
import { untilConnected } from '../support/run-load.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

const TEXTS = 1_000;

let stage: Stage | undefined;
let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  await stage?.close();
  stage = undefined;
  fleet = undefined;
});

it('survives a thousand hostile texts, broken envelopes and unknown events, and acks every envelope', async () => {
  const own = await setStage('hostile');
  stage = own;
  const { control } = own.simulator;
  await control.changeSettings({ rateLimits: false });
  const { appId, people, secrets } = await castPeople(control, own.store, { workspaces: 1, people: 10 });
  const running = startFleet({
    environment: own.environment,
    counts: { coordinator: 1, 'socket-worker': 2, 'task-worker': 1 },
    logDir: own.logDir,
  });
  fleet = running;
  await untilConnected(own, appId);
  const [first] = people;
  if (!first) throw new Error('nobody is there');

  // What was sent while nobody was connected comes later, as retries.
  const { last: beginning } = await control.record({ limit: 1 });
  const random = seededRandom(20_261_124);
  for (const frame of brokenFrames) await control.sendRaw(appId, frame);
  for (const event of oddEvents(first.channel, first.user)) await control.sendEvent(first.team, appId, event);
  for (let n = 0; n < TEXTS; n++) {
    const person = people[n % people.length];
    if (person)
      await control.say(person.team, person.channel, { user: person.user, text: hostileText(n, random) });
  }
  await control.say(first.team, first.channel, {
    user: first.user,
    text: `add task ${'x'.repeat(1_000_000)}`,
  });
  await control.say(first.team, first.channel, { user: first.user, text: 'add task still here' });

  // Everything comes to its end at Slack: acked, or given up after the last retry.
  await until('Slack has nothing more to deliver', async () =>
    (await readRecord(control)).events.every(({ n, outcome }) => n <= beginning || outcome !== 'pending'),
  );
  await until(
    'the last command is done',
    async () => (await own.sql.query(`SELECT 1 FROM items WHERE text = 'still here'`)).rowCount,
  );
  await until(
    'nothing waits',
    async () =>
      (await own.sql.query(`SELECT count(*)::int AS n FROM inbox WHERE state = 'new'`)).rows[0].n === 0,
  );
  const { rows: parked } = await own.sql.query(`SELECT key, error FROM inbox WHERE state = 'parked'`);
  expect(parked).toEqual([]);
  const record = await readRecord(control);
  const events = record.events.filter(({ n }) => n > beginning);
  expect(
    events.filter((event) => event.outcome !== 'acked').map(({ type, text }) => ({ type, text })),
  ).toEqual([]);
  // What was made up with an envelope id of its own is acked as well, once each.
  const made = record.acks.filter(({ kind }) => kind === 'unknown').map(({ envelopeId }) => envelopeId);
  expect(made.sort()).toEqual(['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8']);
  expect(running.places.map(({ deaths }) => deaths)).toEqual(running.places.map(() => 0));
  expect(await own.findSecrets(secrets)).toEqual([]);
});

/** Frames that no Slack should send; what has an envelope id may be acked, nothing may be harmed. */
const brokenFrames = [
  '',
  'null',
  '[]',
  '"text"',
  '{',
  '{}',
  '{"type":"events_api"}',
  '{"type":"events_api","envelope_id":"e1"}',
  '{"type":"events_api","envelope_id":"e2","payload":null}',
  '{"type":"events_api","envelope_id":"e3","payload":{"event":null}}',
  '{"type":"events_api","envelope_id":"e4","payload":{"type":"event_callback","event":{"type":"message","text":{}}}}',
  '{"type":"events_api","envelope_id":"e5","payload":{"type":"app_rate_limited","team_id":"T1","minute_rate_limited":1}}',
  '{"type":"slash_commands","envelope_id":"e6","payload":{}}',
  '{"type":"interactive","envelope_id":"e7","payload":{"type":"block_actions"}}',
  '{"type":"something_new","envelope_id":"e8","payload":{"deep":[[[[[]]]]]}}',
  '{"type":"disconnect"}',
  '{"type":"hello","num_connections":"many"}',
  '\u0000\u0001\u0002',
];

function oddEvents(channel: string, user: string): Record<string, unknown>[] {
  const base = { type: 'message', channel, user, channel_type: 'im' };
  return [
    { type: 'a_type_of_tomorrow' },
    { type: 'message' },
    { ...base },
    { ...base, ts: '1.1' },
    { ...base, ts: 17, text: 'add task a number for a ts' },
    { ...base, ts: '1700000000.000100', text: null },
    { ...base, ts: '1700000000.000200', text: ['add task'] },
    { ...base, ts: 'not a ts', text: 'add task with a strange ts' },
    { ...base, ts: '99999999999999999999.000100', text: 'list' },
    { ...base, subtype: 'message_changed' },
    { ...base, subtype: 'message_changed', message: {}, previous_message: {} },
    { ...base, subtype: 'message_deleted', deleted_ts: null },
    { type: 'tokens_revoked' },
    { type: 'tokens_revoked', tokens: { bot: 'U1' } },
    { type: 'user_change', user: null },
    { type: 'user_change', user: { id: user, tz: 'Not/AZone' } },
  ];
}

const nasty = [
  '\u202eadd task turned around',
  'add task <script>alert(1)</script>',
  "add task '; DROP TABLE items; --",
  'add task $MUSTER_KEYS $(id) `id`',
  'add task <!channel> <!here> <!subteam^S1>',
  'add task <@U0NOBODY> <#C0NOWHERE|x> <https://example.com|x>',
  'add task 👩‍👩‍👧‍👦🏳️‍🌈'.repeat(20),
  'add task שלום עולם مرحبا',
  'add task \ud800 alone',
  'add task nul \u0000 here',
  `add task ${'&amp;'.repeat(900)}`,
  `done ${'1 '.repeat(2_000)}`,
  'done 99999999999999999999999999',
  'update -1 below zero',
  'update 1e9 beyond',
  '“add” ‘task’ quotes',
  '\u200b\u2060',
  '<<<<<<>>>>>>',
  '*_~`*_~`'.repeat(400),
  'help '.repeat(800),
];

function hostileText(n: number, random: Random): string {
  const known = nasty[n % (nasty.length * 2)];
  if (known !== undefined) return known;
  const length = Math.floor(random.next() * 400) + 1;
  const code = () => {
    const drawn = Math.floor(random.next() * 0x2ffff);
    return drawn >= 0xd800 && drawn <= 0xdfff && random.next() < 0.9 ? 0x41 : drawn;
  };
  // Slack sends no message that is all blanks.
  const start = ['.', 'add ', 'add task ', 'done ', 'update 1 ', 'delete ', 'list '][n % 7] ?? '';
  return `${start}${String.fromCodePoint(...Array.from({ length }, code))}`;
}
