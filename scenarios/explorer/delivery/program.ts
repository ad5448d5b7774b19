import type { Clock } from '@muster/fleet';
import { StoreError } from '@muster/store';
import { NotYetKnown } from '../search/model.ts';

/**
 * How a process stands that runs production code: what it has sent without waiting for an answer, and the request
 * that it waits for; null when it has come to its end.
 */
export interface Standing<Request, Message> {
  readonly sent: readonly Message[];
  readonly waitsFor: Request | null;
}

/** What production code is given to run with. `ask` waits for an answer, `send` does not. */
export interface Ways<Request, Message> {
  ask<Answer>(request: Request): Promise<Answer>;
  send(message: Message): void;
  readonly clock: Clock;
}

/**
 * What a process was answered so far, in order: all that its standing depends on. Each entry is an answer as JSON,
 * an error, or `stall`: it was stopped for long before the next answer came.
 */
export type History = readonly string[];

export const STALL = 'stall';
export type Failure = 'surely undone' | 'maybe done' | 'bug';

export function answerOf(value: unknown): string {
  return JSON.stringify({ value });
}

export function failureOf(failure: Failure): string {
  return JSON.stringify({ failure });
}

/** Longer than any time that production code waits for by its own clock. */
const STALL_MS = 60_000;

/**
 * Production code whose standing after a history is known: it is run from its start with the answers of that history,
 * up to the request that has no answer yet. That is once per history, however often the search comes by.
 */
export class Program<Request, Message> {
  private readonly start: (ways: Ways<Request, Message>) => Promise<unknown>;
  private readonly known = new Map<string, Standing<Request, Message>>();

  constructor(start: (ways: Ways<Request, Message>) => Promise<unknown>) {
    this.start = start;
  }

  /** Where the process stands after `history`. Throws `NotYetKnown` when that must be found out first. */
  at(history: History): Standing<Request, Message> {
    const standing = this.known.get(history.join());
    if (!standing) throw new NotYetKnown(() => this.learn(history));
    return standing;
  }

  private async learn(history: History): Promise<void> {
    const sent: Message[] = [];
    const left = [...history];
    let nowMs = 0;
    let waitsFor: Request | null = null;
    let reachWait = () => {};
    const isWaiting = new Promise<void>((resolve) => {
      reachWait = resolve;
    });
    const ask = <Answer>(request: Request): Promise<Answer> => {
      for (; left[0] === STALL; left.shift()) nowMs += STALL_MS;
      const answer = left.shift();
      if (answer !== undefined) return settle<Answer>(answer);
      waitsFor = request;
      reachWait();
      return new Promise<Answer>(() => {});
    };
    await Promise.race([
      this.start({ ask, send: (message) => sent.push(message), clock: clockAt(() => nowMs) }),
      isWaiting,
    ]);
    this.known.set(history.join(), { sent, waitsFor });
  }
}

async function settle<Answer>(text: string): Promise<Answer> {
  const { value, failure } = JSON.parse(text) as { value: Answer; failure?: Failure };
  if (failure === undefined) return value;
  if (failure === 'bug') throw new Error('the command failed');
  throw new StoreError('store_unavailable', 'explore', { maybeDone: failure === 'maybe done' });
}

/** A clock that stands still but for stalls. Whatever is planned for later is a message: see the callers. */
function clockAt(nowMs: () => number): Clock {
  return {
    monotonicMs: nowMs,
    wallMs: nowMs,
    after: () => {
      throw new Error('nothing is planned on this clock');
    },
    sleep: () => Promise.reject(new Error('nobody sleeps on this clock')),
  };
}
