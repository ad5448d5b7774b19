import type { SimConnectionLife, SimRecord } from '@muster/slack-simulator/control';
import { grouped } from './grouped.ts';

/** What Slack saw of every app's connections, each app from its first open one on. */
export interface ConnectionsSeen {
  /** The fewest that were open, and the most that Slack counted, of any app at any moment. */
  readonly fewest: number;
  readonly most: number;
  /** How many there were, of all apps. */
  readonly opened: number;
  /** Every time an app had no open one. */
  readonly gaps: readonly Gap[];
}

/** In milliseconds of the record's clock. */
export interface Gap {
  readonly appId: string;
  readonly fromMs: number;
  /** Null: it never had one again. */
  readonly forMs: number | null;
}

/** By the record alone, so that nothing between two looks is missed. Read it before the fleet is stopped. */
export function checkConnections({ connections }: Pick<SimRecord, 'connections'>): ConnectionsSeen {
  const perApp = [...grouped(connections, (life) => [life.appId, life])].map(([appId, lives]) =>
    checkApp(appId, lives),
  );
  return {
    fewest: perApp.reduce((fewest, one) => Math.min(fewest, one.fewest), Number.POSITIVE_INFINITY),
    most: perApp.reduce((most, one) => Math.max(most, one.most), 0),
    opened: connections.length,
    gaps: perApp.flatMap(({ gaps }) => gaps),
  };
}

function checkApp(appId: string, lives: readonly SimConnectionLife[]): Omit<ConnectionsSeen, 'opened'> {
  const gaps: Gap[] = [];
  let fewest = Number.POSITIVE_INFINITY;
  let most = 0;
  let open = 0;
  let counted = 0;
  let goneAt: number | null = null;
  for (const step of stepsOf(lives)) {
    counted += step.counted;
    open += step.open;
    most = Math.max(most, counted);
    if (step.open === 1 && goneAt !== null) {
      gaps.push({ appId, fromMs: goneAt, forMs: step.at - goneAt });
      goneAt = null;
    }
    if (step.open === 1) fewest = Math.min(fewest, open);
    if (step.open !== -1) continue;
    fewest = Math.min(fewest, open);
    if (open === 0) goneAt = step.at;
  }
  if (goneAt !== null) gaps.push({ appId, fromMs: goneAt, forMs: null });
  return { fewest, most, gaps };
}

interface Step {
  readonly n: number;
  readonly at: number;
  /** By how many more, or fewer, are counted, and open. */
  readonly counted: number;
  readonly open: number;
}

/** What happened to the connections of one app, in order. */
function stepsOf(lives: readonly SimConnectionLife[]): Step[] {
  const steps: Step[] = [];
  const add = (n: number | null, at: number | null, counted: number, open: number) => {
    if (n !== null && at !== null) steps.push({ n, at, counted, open });
  };
  for (const life of lives) {
    add(life.n, life.at, 1, 0);
    add(life.openedN, life.openedAt, 0, 1);
    if (life.openedN !== null) add(life.leftN, life.leftAt, 0, -1);
    add(life.endedN, life.endedAt, -1, 0);
  }
  return steps.sort((one, other) => one.n - other.n);
}
