import type { SimulatorClock } from '../clock.ts';
import type { SimWire, SimWireEntry } from '../control/wire.ts';
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
  read(query: { readonly since?: number; readonly appId?: string }): SimWire;
}

const KEPT = 500;

export function createWireLog(clock: Pick<SimulatorClock, 'now' | 'wallMs'>): WireLog {
  const ring: Line[] = [];
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
    },
    read: ({ since = 0, appId }) => ({
      entries: ring
        .filter((line) => line.n > since && (appId === undefined || line.appId === appId))
        .sort((one, other) => one.id - other.id)
        .map(({ startedAt: _, ...line }) => ({
          ...line,
          fromApp: shown(line.fromApp),
          toApp: shown(line.toApp),
        })),
      last,
    }),
  };
}
