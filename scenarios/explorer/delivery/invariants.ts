import type { Invariants, Move } from '../search/model.ts';
import type { Deed, World } from './world.ts';

type DeliveryMove = Move<World, Deed>;

/** DESIGN's invariants as far as they speak of commands, effects and replies. I3 is the way to health itself. */
export const DELIVERY_INVARIANTS: Invariants<World, Deed> = { I1, I2, I9, I13 };

/** What was acked is stored, by either of its keys, and stays so. */
function I1(_before: World, { to }: DeliveryMove): string | null {
  for (const { id, message, isAcked } of to.events)
    if (isAcked && !to.inbox.some((entry) => entry.event === id || entry.message === message))
      return `${id} was acked and is stored nowhere`;
  return null;
}

/** At most one effect per key. */
function I2(_before: World, { to, deed }: DeliveryMove): string | null {
  if (deed?.kind !== 'effect') return null;
  const count = to.effects.filter((message) => message === deed.message).length;
  return count > 1 ? `${deed.message} took effect ${count} times` : null;
}

/** If A was acked before B was sent, A's effect comes first. A command that was given up blocks nobody. */
function I9(before: World, { deed }: DeliveryMove): string | null {
  if (deed?.kind !== 'effect') return null;
  const sent = before.events.find(({ message }) => message === deed.message);
  for (const earlier of sent?.after ?? []) {
    if (earlier === deed.message || before.effects.includes(earlier)) continue;
    const entry = before.inbox.find(({ message }) => message === earlier);
    if (entry?.state !== 'parked') return `${deed.message} took effect before ${earlier}`;
  }
  return null;
}

/** No duplicate reply when history is readable. */
function I13(_before: World, { to }: DeliveryMove): string | null {
  const twice = to.posts.find((id, at) => to.posts.indexOf(id) !== at);
  return twice === undefined ? null : `${twice} was posted twice`;
}
