import type { Clock, Log, Random } from '@muster/fleet';
import { Agent } from 'undici';
import { agentFetch } from '../web/agent-fetch.ts';
import { Connection } from './connection.ts';
import type { ConnectionEvents } from './connection-options.ts';
import { START_DEADLINE_MS } from './socket.ts';
import type { CreateSocketClient } from './socket-client.ts';

/** Opens connections to one Slack. */
export interface Connector {
  /** Begins to hold one connection of an app. It never rejects or throws; `onStatus` tells how it is. */
  connect(
    slot: { readonly appId: string; readonly appToken: string; readonly log: Log } & ConnectionEvents,
  ): Connection;
  /** Ends what all connections share. Close them first. */
  close(): Promise<void>;
}

/** Requests for addresses at once, over all apps. */
const MAX_REQUESTS = 16;

export function createConnector(options: {
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Where there is no network: a pretended client instead of the official one. */
  readonly createClient?: CreateSocketClient;
}): Connector {
  const { apiUrl, clock, random, createClient } = options;
  const agent = new Agent({ connections: MAX_REQUESTS });
  const fetch = agentFetch(agent, clock, START_DEADLINE_MS);
  return {
    connect: (slot) => new Connection({ ...slot, apiUrl, clock, random, fetch, createClient }),
    close: () => agent.destroy(),
  };
}
