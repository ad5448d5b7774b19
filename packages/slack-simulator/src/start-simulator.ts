/// <reference lib="esnext.disposable" preserve="true" />
import { createScaledClock, type SimulatorClock } from './clock.ts';
import type { Control } from './control/control.ts';
import type { SimulatorSeed } from './control/requests.ts';
import { createDirectControl } from './control-api/direct-control.ts';
import { shaped } from './control-api/routes/route.ts';
import * as schemas from './control-api/schemas.ts';
import { awaitAll } from './conversation/schedule.ts';
import { createDeliveries } from './events/deliveries.ts';
import { createEventCap } from './events/event-cap.ts';
import { createFailingApps } from './events/failing-apps.ts';
import { sendRateLimited } from './events/rate-limited.ts';
import { createKeptFiles, createMemoryFiles } from './files/file-store.ts';
import { createUploads } from './files/uploads.ts';
import { createNotices } from './http/notices.ts';
import { buildServer } from './http/server.ts';
import { createInteractions } from './interactivity/interactions.ts';
import { createCodeStore } from './oauth/codes.ts';
import { createRecorder } from './record/recorder.ts';
import type { Slack } from './slack.ts';
import { createHub, type Hub } from './socket-mode/hub.ts';
import { DEFAULT_SETTINGS } from './state/default-settings.ts';
import { createIds, type Random } from './state/ids.ts';
import { type Keeper, openKeeper } from './state/keeper.ts';
import { sow } from './state/sow.ts';
import { createTimers } from './timers.ts';
import { createFaults } from './web-api/faults.ts';
import { createWebApi } from './web-api/web-api.ts';
import { createWireLog } from './wire/wire-log.ts';

export interface SimulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`. Whoever reaches it can speak as anyone. */
  readonly host?: string;
  /** Folder that keeps the state over restarts and `kill -9`; without it all is forgotten. One simulator each. */
  readonly stateDir?: string | undefined;
  /**
   * Apps to know, and workspaces instead of the two default ones. Known workspaces are kept, apps renewed: those with
   * a known id, app-level token or client id, or where none is given, name.
   */
  readonly seed?: SimulatorSeed | undefined;
  /** Simulated milliseconds per real one, for timers. Overrides the kept setting. */
  readonly timeScale?: number | undefined;
  /** Folder with the chat page's built files. */
  readonly pageDir?: string | undefined;
  /** Where browsers and bots reach it, if not at the address it listens on. */
  readonly publicUrl?: string | undefined;
  /** For tests: replaces real time. */
  readonly clock?: SimulatorClock;
  /** For tests: repeatable chance. */
  readonly random?: Random;
}

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:3100`, or `publicUrl`; without a slash at its end. */
  readonly url: string;
  /** For `SLACK_API_URL` and `slackApiUrl`. */
  readonly apiUrl: string;
  /** For `SLACK_AUTHORIZE_URL`. */
  readonly authorizeUrl: string;
  readonly control: Control;
  /** Ends all connections. Can be repeated. */
  stop(): Promise<void>;
  /** The same, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a local Slack. Rejects when the port is taken, `stateDir` cannot be read or written, or an option is wrong. The caller must
 * `stop` it.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  checkOptions(options);
  const keeper = openKeeper(options.stateDir, DEFAULT_SETTINGS);
  let url = options.publicUrl?.replace(/\/$/, '') ?? '';
  const base = options.clock ?? createScaledClock(() => keeper.world.settings.timeScale);
  const timers = createTimers(base);
  const clock: SimulatorClock = { ...base, after: timers.after };
  const slack = assemble(keeper, clock, options, () => url);
  sowOrClose(slack, options);
  const faults = createFaults();
  const codes = createCodeStore(slack.ids, slack.clock, () => keeper.world.settings);
  const control = createDirectControl(slack, faults);
  const webApi = createWebApi({ slack, faults, codes });
  const { pageDir } = options;
  const server = buildServer({ slack, control, webApi, codes, faults, pageDir });
  const address = await server
    .listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' })
    .catch((error: unknown) => {
      keeper.close();
      throw error;
    });
  if (url === '') url = address;
  keeper.world.publicUrl = url;
  awaitAll(slack);
  let stopped: Promise<void> | null = null;
  const end = async () => {
    await slack.hub.close();
    server.server.closeAllConnections();
    await server.close();
    // What was still to come would write into a journal that is closed.
    timers.clear();
    keeper.close();
  };
  const stop = () => {
    stopped ??= end();
    return stopped;
  };
  return {
    url,
    apiUrl: `${url}/api/`,
    authorizeUrl: `${url}/oauth/v2/authorize`,
    control,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function sowOrClose(slack: Slack, options: SimulatorOptions): void {
  try {
    sow(slack, options);
  } catch (error) {
    slack.keeper.close();
    throw error;
  }
}

function assemble(
  keeper: Keeper,
  clock: SimulatorClock,
  options: SimulatorOptions,
  publicUrl: () => string,
): Slack {
  const settings = () => keeper.world.settings;
  const random = options.random ?? Math.random;
  const ids = createIds(random, clock.wallMs());
  const recorder = createRecorder(clock.now);
  const notices = createNotices();
  const wire = createWireLog(clock, () => notices.tell({ type: 'wire' }));
  const deliveries = createDeliveries({
    clock,
    settings,
    recorder,
    wire,
    failing: createFailingApps({ clock, keeper, notices }),
    hub: () => hub,
  });
  const hub: Hub = createHub({
    clock,
    settings,
    ids,
    random,
    wire,
    recorder,
    standing: (appId) => {
      const app = keeper.world.apps.get(appId);
      if (!app) return 'gone';
      return app.socketMode ? 'on' : 'off';
    },
    onFrame: (connection, text) => deliveries.receive(connection, text),
    onChange: (appId) => notices.tell({ type: 'connections', appId }),
  });
  const eventCap = createEventCap(clock, settings, (team, appId) => sendRateLimited(slack, team, appId));
  const slack: Slack = {
    keeper,
    clock,
    random,
    ids,
    recorder,
    wire,
    deliveries,
    hub,
    files: options.stateDir === undefined ? createMemoryFiles() : createKeptFiles(options.stateDir),
    uploads: createUploads(ids),
    interactions: createInteractions({ ids, clock, settings, tell: notices.tell }),
    eventCap,
    notices,
    publicUrl,
  };
  return slack;
}

/** TypeScript does not see what JavaScript or a file gives. Throws ControlError that names every problem. */
function checkOptions({ seed, timeScale }: SimulatorOptions): void {
  if (seed !== undefined) shaped(schemas.seed, seed);
  if (timeScale !== undefined) shaped(schemas.settings, { timeScale });
}
