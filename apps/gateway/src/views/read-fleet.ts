import type { BacklogView, FleetView } from '@muster/api';
import type { FleetPicture } from '@muster/leases';
import { inTime } from '@muster/process';
import type { QueueDepth } from '@muster/queue';
import type { Backlog } from '@muster/store';
import type { GatewayParts } from '../parts.ts';
import { appHealth } from './app-health.ts';
import { poisonOf } from './app-view.ts';
import { processViews } from './fleet-view.ts';

/** A page that waits longer shows nothing at all. */
const ANSWER_WITHIN_MS = 1_500;

/** The fleet as the API shows it. While Postgres is away, only what Redis knows. */
export async function readFleet(
  { store, bell, clock }: Pick<GatewayParts, 'store' | 'bell' | 'clock'>,
  picture: FleetPicture,
): Promise<FleetView> {
  const within = <Value>(promise: Promise<Value>) => inTime(promise, clock, ANSWER_WITHIN_MS);
  const [known, backlog, depth] = await Promise.all([
    within(Promise.all([store.apps.list(), store.apps.wanted(), store.gaps.list(), store.slots.list()])),
    within(store.backlog()),
    within(bell.depth()),
  ]);
  const { leader, staleTerms } = picture;
  return {
    processes: processViews(picture),
    leader: leader && { id: leader.id, term: String(leader.term) },
    staleTerms,
    poison: known && poisonApps(known[0]),
    apps: known && appHealth(knowledge(picture, known), clock.wallMs()),
    backlog: backlog && backlogView(backlog, depth),
  };
}

function poisonApps(apps: Known[0]): NonNullable<FleetView['poison']> {
  return apps.flatMap((app) => {
    const why = poisonOf(app);
    return why ? [{ appId: app.id, name: app.name, ...why }] : [];
  });
}

type Store = GatewayParts['store'];
type Known = [
  Awaited<ReturnType<Store['apps']['list']>>,
  Awaited<ReturnType<Store['apps']['wanted']>>,
  Awaited<ReturnType<Store['gaps']['list']>>,
  Awaited<ReturnType<Store['slots']['list']>>,
];

function knowledge(picture: FleetPicture, [apps, wanted, gaps, rows]: Known) {
  return { picture, apps, wanted, gaps, rows };
}

function backlogView(backlog: Backlog, queue: QueueDepth | null): BacklogView {
  return {
    inboxAgeSeconds: backlog.inboxAgeS,
    commands: backlog.commands,
    lanesWaiting: backlog.lanes,
    unsentReplies: backlog.unsentReplies,
    outboxAgeSeconds: backlog.outboxAgeS,
    deadLetters: backlog.parkedCommands + backlog.deadMessages,
    queue,
  };
}
