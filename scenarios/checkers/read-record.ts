import type { Control, SimRecord } from '@muster/slack-simulator/control';

type Page = Omit<SimRecord, 'next' | 'last'>;

/** The simulator's whole record. */
export async function readRecord(control: Control): Promise<Page> {
  const whole = { events: [], deliveries: [], acks: [], calls: [] } as {
    [Name in keyof Page]: Page[Name][number][];
  };
  let since: number | null = 0;
  while (since !== null) {
    const page: SimRecord = await control.record({ since, limit: 10_000 });
    whole.events.push(...page.events);
    whole.deliveries.push(...page.deliveries);
    whole.acks.push(...page.acks);
    whole.calls.push(...page.calls);
    since = page.next;
  }
  return whole;
}
