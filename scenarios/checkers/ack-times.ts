import type { SimDelivery, SimRecord } from '@muster/slack-simulator/control';

/** How long each acked delivery took from its sending to its ack, in milliseconds, as Slack saw it. */
export function ackTimes(
  { deliveries }: Pick<SimRecord, 'deliveries'>,
  isWanted: (delivery: SimDelivery) => boolean = () => true,
): number[] {
  return deliveries.filter(isWanted).flatMap(({ at, ackedAt }) => (ackedAt === null ? [] : [ackedAt - at]));
}
