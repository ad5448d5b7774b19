import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, type AppOptions, type Logger, LogLevel, type SocketModeReceiver } from '@slack/bolt';
import { SocketModeClient, type SocketModeOptions } from '@slack/socket-mode';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Control } from '../control/control.ts';
import type { SimAppCredentials, SimInstalled, SimNewApp } from '../control/requests.ts';
import type { SimSettings } from '../control/settings.ts';
import type { SimConnection } from '../control/state.ts';
import { type SimulatorOptions, startSimulator } from '../start-simulator.ts';
import { until } from './until.ts';
import { ACME, ADA, GENERAL } from './world.ts';

/** TCP that stays open after the close handshake keeps the official client waiting at its end. */
const PROMPT: Partial<SimSettings> = { tcpLingerMs: 0, rateLimits: false };

/** A simulator on loopback and the official clients that talk with it. */
export interface Stage {
  readonly control: Control;
  readonly apiUrl: string;
  readonly authorizeUrl: string;
  /** What the SDKs logged as errors. */
  readonly errors: readonly string[];
  readonly logger: Logger;
  /** A fresh object each time: some SDKs write into theirs. */
  clientOptions(): WebClientOptions;
  /** An app that is installed in Acme and in its `general`, with Ada's line to its bot. */
  install(app?: SimNewApp): Promise<SimInstalled & { readonly app: SimAppCredentials; readonly im: string }>;
  web(token: string | undefined, options?: WebClientOptions): WebClient;
  /** Not started. Disconnected with the stage. */
  socket(appToken: string, options?: Partial<SocketModeOptions>): SocketModeClient;
  /** A Bolt app over Socket Mode as its README makes one; not started. Stopped with the stage. */
  bolt(options: AppOptions): App;
  /** One that anybody can install, by its own pages and `InstallProvider`. */
  installableBolt(app: SimAppCredentials, options: Pick<AppOptions, 'scopes' | 'installationStore'>): App;
  /** The connections that the app holds now. */
  connections(appId: string): Promise<readonly SimConnection[]>;
  /** Once every delivery of these types (all without) was acked, and there are so many; their events' types. */
  acked(count: number, isWanted?: (type: string) => boolean): Promise<readonly string[]>;
  /** Is called at the end, the latest first. */
  onEnd(act: () => unknown): void;
  end(): Promise<void>;
}

/** Starts one. The caller ends it. */
export async function startStage(
  settings: Partial<SimSettings> = {},
  options: SimulatorOptions = {},
): Promise<Stage> {
  const simulator = await startSimulator(options);
  const { control, apiUrl, authorizeUrl } = simulator;
  await control.changeSettings({ ...PROMPT, ...settings });
  const errors: string[] = [];
  const logger = collectingLogger(errors);
  const clientOptions = () => ({ slackApiUrl: apiUrl, logger });
  const endings: (() => unknown)[] = [];
  const stage: Stage = {
    control,
    apiUrl,
    authorizeUrl,
    errors,
    logger,
    clientOptions,
    install: (app = {}) => installApp(control, app),
    web: (token, options) => new WebClient(token, { ...clientOptions(), ...options }),
    socket: (appToken, options) => {
      const client = new SocketModeClient({ appToken, clientOptions: clientOptions(), logger, ...options });
      const isSettled = watchSettling(client);
      endings.push(async () => {
        await until(isSettled, 'a client that is connected or waits');
        await client.disconnect();
      });
      return client;
    },
    bolt: (options) => {
      const app = new App({ socketMode: true, clientOptions: clientOptions(), logger, ...options });
      endings.push(() => app.stop());
      return app;
    },
    installableBolt: ({ appToken, clientId, clientSecret }, options) =>
      stage.bolt({
        appToken,
        clientId,
        clientSecret,
        stateSecret: 'a secret of the app',
        installerOptions: { authorizationUrl: authorizeUrl, port: 0, clientOptions: clientOptions() },
        ...options,
      }),
    connections: async (appId) =>
      (await control.state()).apps.find(({ id }) => id === appId)?.connections ?? [],
    acked: (count, isWanted = () => true) => allAcked(control, count, isWanted),
    onEnd: (act) => endings.push(act),
    end: async () => {
      for (const act of endings.reverse()) await act();
      // Bolt does not wait for the end of its close handshake.
      await until(async () => (await openConnections(control)) === 0, 'the end of all connections');
      await simulator.stop();
    },
  };
  return stage;
}

/**
 * Whether the client is not in the middle of connecting. This Slack counts a connection as open when it has sent the
 * greeting; a client that is told to disconnect before it read that rejects a promise that nobody holds.
 */
function watchSettling(client: SocketModeClient): () => boolean {
  let isConnecting = false;
  for (const event of ['reconnecting', 'connecting'])
    client.on(event, () => {
      isConnecting = true;
    });
  for (const event of ['connected', 'close'])
    client.on(event, () => {
      isConnecting = false;
    });
  return () => !isConnecting;
}

/** Where Bolt's own web server for installing listens; it was asked for any free port. */
export function installerUrl(app: App): string {
  const receiver = Reflect.get(app, 'receiver') as SocketModeReceiver;
  const server = Reflect.get(receiver, 'httpServer') as Server;
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function installApp(
  control: Control,
  made: SimNewApp,
): Promise<SimInstalled & { app: SimAppCredentials; im: string }> {
  const app = await control.addApp({ name: 'Echo', ...made });
  const installed = await control.install(ACME, app.id, { channels: [GENERAL] });
  const { channel } = await control.openIm(ACME, { user: ADA, appId: app.id });
  return { ...installed, app, im: channel };
}

async function openConnections(control: Control): Promise<number> {
  const { apps } = await control.state();
  return apps.flatMap(({ connections }) => connections).filter(({ state }) => state !== 'silent').length;
}

/** Closing in the middle of an ack is an error of the client's, so tests wait for the last one. */
function allAcked(
  control: Control,
  count: number,
  isWanted: (type: string) => boolean,
): Promise<readonly string[]> {
  return until(async () => {
    const events = (await control.record()).events.filter(({ type }) => isWanted(type));
    const areAcked = events.every(({ outcome }) => outcome === 'acked');
    return events.length === count && areAcked && events.map(({ type }) => type);
  }, `${count} acked events`);
}

function collectingLogger(errors: string[]): Logger {
  return {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (...parts) => {
      errors.push(parts.map(String).join(' '));
    },
    setLevel: () => {},
    getLevel: () => LogLevel.ERROR,
    setName: () => {},
  };
}
