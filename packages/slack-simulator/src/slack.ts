import type { SimulatorClock } from './clock.ts';
import type { SimSettings } from './control/settings.ts';
import type { Deliveries } from './events/deliveries.ts';
import type { EventCap } from './events/event-cap.ts';
import type { FileStore } from './files/file-store.ts';
import type { Uploads } from './files/uploads.ts';
import type { Notices } from './http/notices.ts';
import type { Interactions } from './interactivity/interactions.ts';
import type { Recorder } from './record/recorder.ts';
import type { Hub } from './socket-mode/hub.ts';
import type { Ids, Random } from './state/ids.ts';
import type { Keeper } from './state/keeper.ts';
import { nextTsMicros, tsOf } from './state/timestamps.ts';
import type { WireLog } from './wire/wire-log.ts';

/** The parts of the pretend Slack, handed to whatever acts on it. */
export interface Slack {
  readonly keeper: Keeper;
  readonly clock: SimulatorClock;
  readonly random: Random;
  readonly ids: Ids;
  readonly recorder: Recorder;
  readonly wire: WireLog;
  readonly deliveries: Deliveries;
  readonly eventCap: EventCap;
  readonly hub: Hub;
  readonly interactions: Interactions;
  readonly files: FileStore;
  readonly uploads: Uploads;
  readonly notices: Notices;
  /** Without a slash at its end; known once the server listens. */
  publicUrl(): string;
}

export function settingsOf(slack: Slack): SimSettings {
  return slack.keeper.world.settings;
}

/** A `ts` that nothing else has: neither a message nor the event that tells of an edit. */
export function newTs(slack: Slack): string {
  const { world } = slack.keeper;
  world.lastTsMicros = nextTsMicros(slack.clock.wallMs(), world.lastTsMicros);
  return tsOf(world.lastTsMicros);
}

/** Seconds since 1970, as Slack dates events. */
export function nowSeconds(slack: Slack): number {
  return Math.floor(slack.clock.wallMs() / 1000);
}
