import { recordingLog, seededRandom, VirtualClock } from '@muster/fleet/testing';
import { type Simulator, startSimulator } from '@muster/slack-simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvent } from '../events/index.ts';
import { until } from '../testing/until.ts';
import { type Connection, type Connector, createConnector, type Envelope } from './index.ts';

const TEAM = 'T0ACME00001';
const ADA = 'U0ACMEADA01';

let simulator: Simulator;
let clock: VirtualClock;
let connector: Connector;
let app: { id: string; appToken: string };
let im: string;
const connections: Connection[] = [];
const rejections: unknown[] = [];
const noteRejection = (error: unknown) => rejections.push(error);

beforeEach(async () => {
  simulator = await startSimulator();
  clock = new VirtualClock();
  connector = createConnector({ apiUrl: simulator.apiUrl, clock, random: seededRandom(3) });
  app = await simulator.control.addApp({ name: 'Muster' });
  await simulator.control.install(TEAM, app.id);
  im = (await simulator.control.openIm(TEAM, { user: ADA, appId: app.id })).channel;
  process.on('unhandledRejection', noteRejection);
});

afterEach(async () => {
  let open = connections.length;
  for (const connection of connections.splice(0)) void connection.close().then(() => open--);
  await until(clock, () => open === 0, 50);
  await connector.close();
  await simulator.stop();
  process.off('unhandledRejection', noteRejection);
  expect(rejections.splice(0)).toEqual([]);
});

function connect(appToken = app.appToken) {
  const texts: string[] = [];
  const kinds: string[] = [];
  const connection = connector.connect({
    appId: app.id,
    appToken,
    log: recordingLog(),
    onStatus: ({ kind }) => kinds.push(kind),
    onEnvelope: async (envelope: Envelope) => {
      const event = readEvent(envelope.payload);
      if (event.kind === 'message') texts.push(event.text);
      envelope.ack();
    },
    onGarbage: () => texts.push('garbage'),
    onHello: () => undefined,
    onRetired: () => undefined,
    mayOpen: async () => ({ kind: 'granted' }),
  });
  connections.push(connection);
  return { connection, texts, kinds, live: () => connection.status().kind === 'live' };
}

const say = (text: string) => simulator.control.say(TEAM, im, { user: ADA, text });
const open = async () =>
  (await simulator.control.state()).apps.find(({ id }) => id === app.id)?.connections ?? [];
const outcomes = async () =>
  (await simulator.control.record()).events
    .filter(({ text }) => text !== null)
    .map(({ text, outcome }) => [text, outcome]);

describe('against the local Slack', () => {
  it('hears a message and acks it', async () => {
    const one = connect();
    await until(clock, one.live);
    await say('add task one');
    await until(clock, () => one.texts.length === 1);
    await clock.advance(10);
    expect(one.texts).toEqual(['add task one']);
    expect(await outcomes()).toEqual([['add task one', 'acked']]);
    expect(one.connection.status()).toMatchObject({ numConnections: 1 });
  });

  for (const reason of ['warning', 'refresh_requested'] as const)
    it(`misses nothing over a ${reason}`, async () => {
      const one = connect();
      await until(clock, one.live);
      for (let n = 0; n < 10; n++) {
        await say(`before ${n}`);
        if (n === 4) await simulator.control.disconnect(app.id, reason);
        await clock.advance(50);
      }
      await until(clock, () => one.texts.length === 10 && one.connection.sockets() === 1);
      expect(one.kinds).not.toContain('waiting');
      expect((await outcomes()).every(([, outcome]) => outcome === 'acked')).toBe(true);
      expect((await simulator.control.record()).deliveries.every(({ attempt }) => attempt === 0)).toBe(true);
    });

  for (const how of ['reset', 'close', 'silent'] as const)
    it(`comes back after a connection is cut: ${how}`, async () => {
      const one = connect();
      await until(clock, one.live);
      const [connection] = await open();
      await simulator.control.cut(app.id, connection?.id ?? '', how);
      await until(clock, () => one.kinds.includes('waiting'), 100);
      await until(clock, one.live, 20);
    });

  it('stops when Socket Mode is switched off, and one opened later does too', async () => {
    const one = connect();
    await until(clock, one.live);
    await simulator.control.disconnect(app.id, 'link_disabled');
    await until(clock, () => one.connection.status().kind === 'stopped');
    expect(one.connection.status()).toMatchObject({ reason: 'link-disabled' });
  });

  it('waits long when it is one too many, and harms nobody', async () => {
    await simulator.control.changeSettings({ maxConnections: 1 });
    const one = connect();
    await until(clock, one.live);
    const other = connect();
    await until(clock, () => other.kinds.filter((kind) => kind === 'waiting').length > 0);
    expect(other.connection.status()).toMatchObject({ kind: 'waiting', reason: 'too-many-websockets' });
    await clock.advance(5_000);
    expect(one.live()).toBe(true);
  });

  it('stops when its token is refused', async () => {
    const one = connect('xapp-1-A0WRONG-1-nobody');
    await until(clock, () => one.connection.status().kind === 'stopped');
    expect(one.connection.status()).toMatchObject({ reason: 'token-refused', code: 'invalid_auth' });
    const bot = await simulator.control.install(TEAM, app.id);
    const other = connect(bot.botToken);
    await until(clock, () => other.connection.status().kind === 'stopped');
    expect(other.connection.status()).toMatchObject({ code: 'not_allowed_token_type' });
  });

  it.each([
    { method: 'apps.connections.open', kind: '429', times: 2, retryAfterS: 3 },
    { method: 'apps.connections.open', kind: '500', times: 3 },
    { method: 'apps.connections.open', kind: 'hang', times: 1 },
    { method: 'socket', kind: '500', times: 2 },
    { method: 'socket', kind: 'hang', times: 1 },
  ] as const)('gets through %j', async (fault) => {
    await simulator.control.addFault(fault);
    const one = connect();
    await until(clock, one.live, 25);
  });

  it('gives up on a hello that never comes', async () => {
    await simulator.control.changeSettings({ helloDelayMs: null });
    const one = connect();
    await until(clock, () => one.kinds.includes('waiting'), 100);
    await simulator.control.changeSettings({ helloDelayMs: 0 });
    await until(clock, one.live, 50);
  });

  it('survives frames that are nothing known, and hears what comes after', async () => {
    const one = connect();
    await until(clock, one.live);
    for (const frame of ['{', '[]', '{"type":"x"}', '{"type":"events_api","envelope_id":"e1"}'])
      await simulator.control.sendRaw(app.id, frame);
    await say('still here');
    await until(clock, () => one.texts.includes('still here'));
    expect(one.texts.filter((text) => text === 'garbage')).toHaveLength(3);
  });

  it('notices that a server neither pings nor answers', async () => {
    await simulator.control.changeSettings({ pingIntervalMs: 0, pongs: false });
    const one = connect();
    await until(clock, one.live);
    await until(clock, () => one.kinds.includes('waiting'), 100);
  });
});
