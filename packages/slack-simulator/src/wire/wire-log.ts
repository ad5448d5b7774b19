import type { SimulatorClock } from '../clock.ts';
import type { SimWire, SimWireEntry, SimWireQuery } from '../control/wire.ts';
import { shown } from './shown.ts';

/** What is known of a line when it begins. Bodies are JSON text or values, kept by reference and never changed. */
export interface NewLine
  extends Pick<SimWireEntry, 'kind' | 'appId' | 'team' | 'connectionId' | 'title' | 'fromApp' | 'toApp'> {}

export interface LineEnd {
  readonly outcome: string;
  readonly isFailure: boolean;
  readonly fromApp?: unknown;
  readonly toApp?: unknown;
  /** When only the answer tells whose call it was. */
  readonly appId?: string | null;
  readonly team?: string | null;
}

/** A line that may still get its answer. */
export type Line = { -readonly [Name in keyof SimWireEntry]: SimWireEntry[Name] } & {
  readonly startedAt: number;
};

/** The newest lines, for developers to look at. Writing one is cheap: its bodies are only read when asked for. */
export interface WireLog {
  /** Something that will be answered. */
  begin(line: NewLine): Line;
  end(line: Line, end: LineEnd): void;
  /** Something that is over at once. */
  note(line: NewLine, outcome?: string, isFailure?: boolean): void;
  read(query: SimWireQuery): SimWire;
}

const KEPT = 4_000;

/** `tell` is called when something is new, but only once until the log is read again: a busy wire tells little. */
export function createWireLog(
  clock: Pick<SimulatorClock, 'now' | 'wallMs'>,
  tell: () => void = () => {},
): WireLog {
  const ring: Line[] = [];
  const startedAt = clock.wallMs();
  let isTold = false;
  const tellOnce = () => {
    if (isTold) return;
    isTold = true;
    tell();
  };
  let made = 0;
  let last = 0;
  const add = (line: NewLine, outcome: string | null, isFailure: boolean): Line => {
    made += 1;
    last += 1;
    const { kind, appId, team, connectionId, title, fromApp, toApp } = line;
    const entry: Line = {
      id: made,
      n: last,
      at: clock.wallMs(),
      startedAt: clock.now(),
      kind,
      appId,
      team,
      connectionId,
      title,
      tookMs: null,
      outcome,
      isFailure,
      fromApp,
      toApp,
    };
    ring[(made - 1) % KEPT] = entry;
    tellOnce();
    return entry;
  };
  return {
    begin: (line) => add(line, null, false),
    note: (line, outcome = 'ok', isFailure = false) => {
      add(line, outcome, isFailure);
    },
    end: (line, { outcome, isFailure, fromApp, toApp, appId, team }) => {
      last += 1;
      line.n = last;
      line.tookMs = clock.now() - line.startedAt;
      line.outcome = outcome;
      line.isFailure = isFailure;
      if (fromApp !== undefined) line.fromApp = fromApp;
      if (toApp !== undefined) line.toApp = toApp;
      line.appId ??= appId ?? null;
      line.team ??= team ?? null;
      tellOnce();
    },
    read: ({ since = 0, appId, limit = KEPT }) => {
      isTold = false;
      const news = ring
        .filter((line) => line.n > since && (appId === undefined || line.appId === appId))
        .sort((one, other) => one.n - other.n);
      const page = news.slice(0, limit);
      const hasMore = news.length > page.length;
      return {
        entries: page.sort((one, other) => one.id - other.id).map(shownLine),
        last: hasMore ? Math.max(...page.map((line) => line.n)) : last,
        hasMore,
        oldestId: Math.max(1, made - KEPT + 1),
        startedAt,
      };
    },
  };
}

function shownLine({ startedAt: _, ...line }: Line): SimWireEntry {
  return { ...line, fromApp: shown(line.fromApp), toApp: shown(line.toApp) };
}
