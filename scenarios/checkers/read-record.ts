import type { Control, SimRecord } from '@muster/slack-simulator/control';

type Page = Omit<SimRecord, 'next' | 'last' | 'forgotten'>;

/** The simulator's whole record after `from`. Rejects when a part of it is forgotten: nothing could be proved by the rest. */
export async function readRecord(control: Control, from = 0): Promise<Page> {
  const whole = { events: [], deliveries: [], acks: [], calls: [], connections: [] } as {
    [Name in keyof Page]: Page[Name][number][];
  };
  let since: number | null = from;
  while (since !== null) {
    const page: SimRecord = await control.record({ since, limit: 10_000 });
    if (page.forgotten > from) throw new Error(`the record is whole only after entry ${page.forgotten}`);
    whole.events.push(...page.events);
    whole.deliveries.push(...page.deliveries);
    whole.acks.push(...page.acks);
    whole.calls.push(...page.calls);
    whole.connections.push(...page.connections);
    since = page.next;
  }
  return whole;
}
