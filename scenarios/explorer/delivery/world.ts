import type { History } from './program.ts';

/**
 * One lane from end to end, as one value: Slack's side, Postgres's tables, the queue, and every process with what it
 * was answered so far. Worlds are never changed; a move makes a new one.
 */
export interface World {
  /** By the order of Slack's time. */
  readonly events: readonly SentEvent[];
  readonly inbox: readonly Entry[];
  /** In the order of their writing. */
  readonly outbox: readonly Message[];
  /** The messages that changed the plan, in the order of their effects. */
  readonly effects: readonly string[];
  /** Replies that stand in Slack's channel, by the id that each carries. */
  readonly posts: readonly string[];
  readonly queue: Queue;
  /** Socket workers at an envelope each, and task workers at a run of the lane each. */
  readonly handlers: readonly Handler[];
  readonly runs: readonly Run[];
  /** Inserts that a dead socket worker had sent. */
  readonly lateInserts: readonly string[];
  readonly faultsLeft: number;
}

export interface SentEvent {
  readonly id: string;
  /** What was written: a message and the mention in it are two events of one message. */
  readonly message: string;
  readonly isSent: boolean;
  readonly deliveries: number;
  readonly isAcked: boolean;
  /** For I9: the messages that had been acked when this one was sent. */
  readonly after: readonly string[];
}

export interface Entry {
  /** The event's own, unless a mutant stores an event twice. */
  readonly id: string;
  readonly event: string;
  readonly message: string;
  readonly state: 'new' | 'done' | 'parked';
  readonly attempts: number;
  /** It failed, and its next try is not due yet. */
  readonly isPutOff: boolean;
  /** Kept in the queue alone, by a mutant. */
  readonly isInQueueOnly: boolean;
}

export interface Message {
  readonly id: string;
  readonly state: 'unsent' | 'sent' | 'dead';
  readonly claimedBy: string | null;
  /** The claim is older than its time. */
  readonly isClaimOld: boolean;
  readonly attempts: number;
  readonly maybeSent: boolean;
  readonly isPutOff: boolean;
}

/** BullMQ's job of the lane: one at most, and one ring more that is kept while it runs. */
export interface Queue {
  readonly isWaiting: boolean;
  /** The task worker that runs it. */
  readonly activeAt: string | null;
  readonly isRungAgain: boolean;
}

/** A socket worker at an envelope, and what it was answered so far. Which worker is at it makes no difference. */
export interface Handler {
  readonly event: string;
  readonly attempt: number;
  readonly history: History;
}

/** A task worker at a run of the lane. */
export interface Run {
  readonly worker: string;
  readonly history: History;
}

/** What a move did that the invariants ask about. */
export type Deed = { readonly kind: 'effect'; readonly message: string };

export interface WorldSize {
  /** The events of the lane, by the message that each is about. */
  readonly messages: readonly string[];
  readonly faults: number;
}

export const NO_JOB: Queue = { isWaiting: false, activeAt: null, isRungAgain: false };

export function newWorld({ messages, faults }: WorldSize): World {
  return {
    events: messages.map((message, at) => ({
      id: `Ev${at + 1}`,
      message,
      isSent: false,
      deliveries: 0,
      isAcked: false,
      after: [],
    })),
    inbox: [],
    outbox: [],
    effects: [],
    posts: [],
    queue: NO_JOB,
    handlers: [],
    runs: [],
    lateInserts: [],
    faultsLeft: faults,
  };
}

/** Someone rings the lane. */
export function ring(queue: Queue): Queue {
  return queue.activeAt === null ? { ...queue, isWaiting: true } : { ...queue, isRungAgain: true };
}
