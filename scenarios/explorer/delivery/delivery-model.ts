import type { Model } from '../search/model.ts';
import { DELIVERY_INVARIANTS } from './invariants.ts';
import { type DeliveryParts, deliveryParts } from './parts.ts';
import { slackFaults, slackMoves } from './slack-moves.ts';
import { taskFaults } from './task-faults.ts';
import { taskMoves } from './task-moves.ts';
import { type Deed, newWorld, type World, type WorldSize } from './world.ts';

/** One lane from the message to its reply: Slack, socket workers, Postgres, the queue, task workers. */
export function deliveryModel(
  name: string,
  size: WorldSize,
  parts: DeliveryParts = deliveryParts(),
): Model<World, Deed> {
  return {
    name,
    initial: newWorld(size),
    moves: (world) => [
      ...slackMoves(world, parts),
      ...taskMoves(world, parts),
      ...(world.faultsLeft > 0 ? [...slackFaults(world, parts), ...taskFaults(world, parts)] : []),
    ],
    keyOf: keyOfWorld,
    isHealthy,
    invariants: DELIVERY_INVARIANTS,
  };
}

/** Every event that was sent is acked, every command done or parked, every reply sent, and nobody is at anything. */
function isHealthy({ events, inbox, outbox, queue, handlers, runs, lateInserts }: World): boolean {
  return (
    events.every(({ isSent, isAcked }) => !isSent || isAcked) &&
    inbox.every(({ state }) => state !== 'new') &&
    outbox.every(({ state }) => state === 'sent') &&
    !queue.isWaiting &&
    queue.activeAt === null &&
    handlers.length + runs.length + lateInserts.length === 0
  );
}

function keyOfWorld(world: World): string {
  const rows = [world.events, world.inbox, world.outbox, world.handlers, world.runs].map((list) =>
    list.map((row) => Object.values(row)),
  );
  const { effects, posts, queue, lateInserts, faultsLeft } = world;
  return JSON.stringify([rows, effects, posts, Object.values(queue), lateInserts, faultsLeft]);
}
