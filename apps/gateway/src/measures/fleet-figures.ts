import { appOfSlot, type Clock } from '@muster/fleet';
import type { FleetPicture } from '@muster/leases';
import { inTime } from '@muster/process';
import type { GatewayParts } from '../parts.ts';
import { silenceOf } from '../views/silence.ts';
import type { FleetFigures } from './fleet-text.ts';
import { keptAnswer } from './kept-answer.ts';

/** However often somebody scrapes, Postgres and the queue are asked no more often than this. */
const COUNT_EVERY_MS = 5_000;
/** Silence is a matter of days. */
const LOOK_FOR_SILENCE_EVERY_MS = 30_000;
/** Whoever scrapes gives up after ten seconds. */
const ANSWER_WITHIN_MS = 2_000;

/** Reads the figures of the fleet, each part on its own: one that is away takes nothing from the others. */
export function createFleetFigures(
  parts: Pick<GatewayParts, 'store' | 'fleet' | 'bell' | 'clock'>,
): () => Promise<FleetFigures & { readonly snapshots: ReadonlyMap<string, string> }> {
  const { store, fleet, bell, clock } = parts;
  const within = <Value>(promise: Promise<Value>) => inTime(promise, clock, ANSWER_WITHIN_MS);
  const backlog = keptAnswer(() => store.backlog(), COUNT_EVERY_MS, clock);
  const depth = keptAnswer(() => bell.depth(), COUNT_EVERY_MS, clock);
  const quiet = keptAnswer(
    () => Promise.all([store.installations.list(), store.gaps.list()]),
    LOOK_FOR_SILENCE_EVERY_MS,
    clock,
  );
  const apps = keptAnswer(() => store.apps.list(), COUNT_EVERY_MS, clock);
  return async () => {
    const [picture, snapshots, counted, waiting, workspaces, known] = await Promise.all([
      within(fleet.fleet()),
      within(fleet.snapshots()),
      within(backlog()),
      within(depth()),
      within(quiet()),
      within(apps()),
    ]);
    const silentWorkspaces = picture && workspaces && countSilent(picture, ...workspaces, clock);
    return {
      picture,
      backlog: counted,
      depth: waiting,
      silentWorkspaces,
      poisonApps: known?.filter(({ poison }) => poison !== null).length ?? null,
      snapshots: snapshots ?? new Map(),
    };
  };
}

type Read<Name extends 'installations' | 'gaps'> = Awaited<ReturnType<GatewayParts['store'][Name]['list']>>;

function countSilent(
  picture: FleetPicture,
  installations: Read<'installations'>,
  gaps: Read<'gaps'>,
  clock: Pick<Clock, 'wallMs'>,
): number {
  const nowMs = clock.wallMs();
  const live = new Set(
    picture.slots.filter(({ state }) => state === 'live').map(({ slot }) => appOfSlot(slot)),
  );
  const gapOf = new Map(gaps.map((gap) => [gap.appId, gap]));
  const active = installations.filter(({ status }) => status === 'active');
  return active.filter((one) => silenceOf(one, gapOf.get(one.appId), live.has(one.appId), nowMs).isSilent)
    .length;
}
