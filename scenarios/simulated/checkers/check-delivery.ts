/** A message that somebody wrote. `n`: one count over everything that happens in a run. */
export interface Said {
  /** The message: two events may tell of the same one. */
  readonly message: string;
  readonly lane: string;
  readonly sentN: number;
  /** When Slack had the first ack of it; null: never. */
  readonly ackedN: number | null;
}

/** A command in the inbox. */
export interface Stored {
  readonly message: string;
  readonly state: 'new' | 'done' | 'parked';
}

/** What a run left behind. `effects`: messages in the order in which they took effect. */
export interface Delivered {
  readonly said: readonly Said[];
  readonly stored: readonly Stored[];
  readonly effects: readonly string[];
}

/** I1: what was acked is stored. */
export function checkAckedIsStored({ said, stored }: Delivered): string[] {
  const known = new Set(stored.map(({ message }) => message));
  return said
    .filter(({ message, ackedN }) => ackedN !== null && !known.has(message))
    .map(({ message }) => `I1: ${message} was acked and is not stored`);
}

/** I2: at most one effect per message, however often and under whatever keys it was heard. */
export function checkOneEffect({ effects }: Delivered): string[] {
  const counts = new Map<string, number>();
  for (const message of effects) counts.set(message, (counts.get(message) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([message, count]) => `I2: ${message} took effect ${count} times`);
}

/** I3: every stored command ends done or parked; and what is done took effect. */
export function checkFinished({ stored, effects }: Delivered): string[] {
  const happened = new Set(effects);
  return stored.flatMap(({ message, state }) => {
    if (state === 'new') return [`I3: ${message} is stored and never ran`];
    return state === 'done' && !happened.has(message) ? [`I3: ${message} is done without an effect`] : [];
  });
}

/** I9: if one message was acked before another of its lane was sent, its effect comes first. */
export function checkOrder({ said, effects }: Delivered): string[] {
  const position = new Map(effects.map((message, at) => [message, at]));
  const wrong: string[] = [];
  for (const lane of new Set(said.map((one) => one.lane))) {
    const own = said.filter((one) => one.lane === lane);
    for (const first of own)
      for (const second of own)
        if (first.ackedN !== null && first.ackedN < second.sentN && isBehind(position, first, second))
          wrong.push(`I9: ${second.message} took effect before ${first.message}, acked before it was sent`);
  }
  return wrong;
}

function isBehind(position: ReadonlyMap<string, number>, first: Said, second: Said): boolean {
  const secondAt = position.get(second.message);
  return secondAt !== undefined && (position.get(first.message) ?? Number.POSITIVE_INFINITY) > secondAt;
}
