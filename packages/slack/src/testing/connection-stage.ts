import { recordingLog, seededRandom, VirtualClock } from '@muster/fleet/testing';
import { afterEach, beforeEach, expect } from 'vitest';
import {
  type Connection,
  type ConnectionEvents,
  type ConnectionStatus,
  createConnector,
  type Envelope,
} from '../connection/index.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { until } from './until.ts';

/** One connection to a misbehaving Slack, on a virtual clock: made anew for each test, and checked after it. */
export interface ConnectionStage {
  slack: FakeSlack;
  clock: VirtualClock;
  connection: Connection;
  statuses: ConnectionStatus[];
  envelopes: Envelope[];
  garbage: number;
  /** What Slack counted at each hello. */
  counts: (number | null)[];
  /** How many sockets have ended after they were replaced or asked to close. */
  retired: number;
  connect(events?: Partial<ConnectionEvents>): Connection;
  kind(): ConnectionStatus['kind'];
  live(): Promise<void>;
  /** The nth socket that was ever opened. */
  socket(index: number): FakeSlack['sockets'][number];
}

/** Sets the stage for each test of the file. After each, nothing may be left: no timer, no unheard rejection. */
export function stageConnection(): ConnectionStage {
  const stage = {} as ConnectionStage;
  const rejections: unknown[] = [];
  const noteRejection = (error: unknown) => rejections.push(error);
  let stop: () => Promise<void>;

  beforeEach(async () => {
    process.on('unhandledRejection', noteRejection);
    const slack = await startFakeSlack();
    const clock = new VirtualClock();
    const connector = createConnector({ apiUrl: slack.apiUrl, clock, random: seededRandom(7) });
    const connect = (events: Partial<ConnectionEvents> = {}) => {
      stage.connection = connector.connect({
        appId: 'A1',
        appToken: 'xapp-1-A1-secret',
        log: recordingLog(),
        onStatus: (status) => stage.statuses.push(status),
        onEnvelope: async (envelope) => {
          stage.envelopes.push(envelope);
          envelope.ack();
        },
        onGarbage: () => {
          stage.garbage++;
        },
        onHello: (count) => void stage.counts.push(count),
        onRetired: () => stage.retired++,
        mayOpen: async () => ({ kind: 'granted' }),
        ...events,
      });
      return stage.connection;
    };
    const kind = () => stage.connection.status().kind;
    const live = () => until(clock, () => kind() === 'live');
    const socket = (index: number) => {
      const found = slack.sockets[index];
      if (!found) throw new Error(`no socket ${index}`);
      return found;
    };
    Object.assign(stage, {
      slack,
      clock,
      statuses: [],
      counts: [],
      retired: 0,
      envelopes: [],
      garbage: 0,
      connect,
      kind,
      live,
      socket,
    });
    stop = async () => {
      let isClosed = false;
      void stage.connection.close().then(() => {
        isClosed = true;
      });
      await until(clock, () => isClosed, 100);
      await connector.close();
      await slack.stop();
    };
  });

  afterEach(async () => {
    await stop();
    process.off('unhandledRejection', noteRejection);
    expect(rejections.splice(0)).toEqual([]);
    expect(stage.clock.timers).toBe(0);
  });

  return stage;
}
