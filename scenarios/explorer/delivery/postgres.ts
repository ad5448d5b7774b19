import type { ClaimAnswer, LaneRequest, RunAnswer, StartAnswer } from './lane-program.ts';
import type { Entry, Message, World } from './world.ts';

/**
 * The statements of the store's hot path as steps: what each does to the tables, and what it answers. Each names the
 * statement in `packages/store/src/hot` that it stands for. A mutant replaces one.
 */
export interface Statements {
  /** `store commands`: both unique keys turn a second copy away. */
  isDuplicate(inbox: readonly Entry[], entry: Pick<Entry, 'event' | 'message'>): boolean;
  /** `start the next command of a lane`: the first unfinished by Slack's time, unless it is put off. */
  findFirst(inbox: readonly Entry[]): Entry | undefined;
  /** `see whether a command still waits`, under the lock on the person's row. */
  stillWaits(entry: Entry | undefined): boolean;
  /** `claim a message`: free, or the claim is older than its time, and its next try is due. */
  mayClaim(message: Message): boolean;
  /** What a claim that is taken over says of the message: an earlier try may have reached Slack. */
  isMaybeSent(message: Message): boolean;
  /** `renew a claim`, `try a message again later`: nobody has counted a further claim since. */
  isMine(message: Message, claim: { readonly worker: string; readonly attempts: number }): boolean;
  /** `find quiet lanes`: the sweeps. */
  readonly sweeps: boolean;
  /** A mutant keeps commands in the queue instead of the inbox. */
  readonly keepsInQueueOnly: boolean;
}

export const STATEMENTS: Statements = {
  isDuplicate: (inbox, { event, message }) =>
    inbox.some((one) => one.event === event || one.message === message),
  findFirst: (inbox) => inbox.find(({ state }) => state === 'new'),
  stillWaits: (entry) => entry?.state === 'new',
  mayClaim: ({ claimedBy, isClaimOld, isPutOff }) => (claimedBy === null || isClaimOld) && !isPutOff,
  isMaybeSent: ({ maybeSent, claimedBy }) => maybeSent || claimedBy !== null,
  isMine: ({ state, claimedBy, attempts }, claim) =>
    state === 'unsent' && claimedBy === claim.worker && attempts === claim.attempts,
  sweeps: true,
  keepsInQueueOnly: false,
};

/** Five in production: fewer, so that few faults park a command. */
const MAX_ATTEMPTS = 2;

export interface Done {
  readonly to: World;
  readonly answer: unknown;
  /** The message whose effect was committed. */
  readonly effect?: string;
}

/** Stores a command, if neither of its keys is known. */
export function accept(world: World, eventId: string, statements: Statements): Done {
  const event = world.events.find(({ id }) => id === eventId);
  if (!event) throw new Error('nobody wrote this event');
  const { id, message } = event;
  if (statements.isDuplicate(world.inbox, { event: id, message }))
    return { to: world, answer: ['duplicate'] };
  const isInQueueOnly = statements.keepsInQueueOnly;
  const copies = world.inbox.filter((one) => one.event === id).length;
  const entry: Entry = {
    id: id + "'".repeat(copies),
    event: id,
    message,
    state: 'new',
    attempts: 0,
    isPutOff: false,
    isInQueueOnly,
  };
  // In Slack's order: the order of arrival is nothing that a statement looks at.
  const inbox = [...world.inbox, entry].sort((a, b) => orderOf(world, a) - orderOf(world, b));
  return { to: { ...world, inbox }, answer: ['stored'] };
}

function orderOf({ events }: World, { event }: Entry): number {
  return events.findIndex(({ id }) => id === event);
}

/** Does what a run of the lane asks of Postgres. */
export function perform(world: World, worker: string, request: LaneRequest, statements: Statements): Done {
  switch (request.kind) {
    case 'start next':
      return startNext(world, statements);
    case 'run':
      return run(world, worker, request.event, statements);
    case 'failed': {
      const attempts = request.attempts + 1;
      if (attempts >= MAX_ATTEMPTS) return { to: world, answer: { kind: 'spent' } };
      const to = changeEntry(world, request.event, { attempts, isPutOff: true });
      return { to, answer: { kind: 'retry', delayMs: 200 } };
    }
    case 'park': {
      const entry = world.inbox.find(({ id }) => id === request.event);
      if (entry?.state !== 'new') return { to: world, answer: null };
      const apology: Message = { ...unclaimed(`parked:${request.event}`), claimedBy: null, attempts: 0 };
      const parked = changeEntry(world, request.event, { state: 'parked', isPutOff: false });
      return { to: { ...parked, outbox: [...parked.outbox, apology] }, answer: null };
    }
    case 'claim next':
      return claimNext(world, worker, statements);
    default:
      return tellOutbox(world, worker, request, statements);
  }
}

function startNext(world: World, statements: Statements): Done {
  const first = statements.findFirst(world.inbox);
  if (!first) return { to: world, answer: { kind: 'none' } satisfies StartAnswer };
  if (first.isPutOff) return { to: world, answer: { kind: 'waiting' } satisfies StartAnswer };
  const { id: event, attempts } = first;
  return { to: world, answer: { kind: 'started', event, attempts } satisfies StartAnswer };
}

/** The transaction of `runInLane`: the lock on the person makes it one step. */
function run(world: World, worker: string, event: string, statements: Statements): Done {
  const entry = world.inbox.find(({ id }) => id === event);
  if (!entry || !statements.stillWaits(entry))
    return { to: world, answer: { kind: 'overtaken' } satisfies RunAnswer };
  const done = changeEntry(world, event, { state: 'done', isPutOff: false });
  const id = `reply:${event}`;
  const to = {
    ...done,
    effects: [...world.effects, entry.message],
    outbox: [...world.outbox, { ...unclaimed(id), claimedBy: worker, attempts: 1 }],
  };
  return { to, answer: { kind: 'done', id } satisfies RunAnswer, effect: entry.message };
}

function claimNext(world: World, worker: string, statements: Statements): Done {
  const head = world.outbox.find(({ state }) => state === 'unsent');
  if (!head) return { to: world, answer: { kind: 'none' } satisfies ClaimAnswer };
  if (!statements.mayClaim(head)) return { to: world, answer: { kind: 'waiting' } satisfies ClaimAnswer };
  const maybeSent = statements.isMaybeSent(head);
  const attempts = head.attempts + 1;
  const to = changeMessage(world, head.id, {
    claimedBy: worker,
    isClaimOld: false,
    attempts,
    maybeSent,
    isPutOff: false,
  });
  return { to, answer: { kind: 'claimed', id: head.id, attempts, maybeSent } satisfies ClaimAnswer };
}

function tellOutbox(
  world: World,
  worker: string,
  request: Extract<LaneRequest, { kind: 'renew claim' | 'sent' | 'later' | 'dead' | 'post' | 'find reply' }>,
  statements: Statements,
): Done {
  const message = world.outbox.find(({ id }) => id === request.id);
  if (!message) throw new Error(`there is no message ${request.id}`);
  const { id, attempts } = message;
  const isUnsent = message.state === 'unsent';
  switch (request.kind) {
    case 'renew claim': {
      const isMine = statements.isMine(message, { worker, attempts: request.attempts });
      return { to: isMine ? changeMessage(world, id, { isClaimOld: false }) : world, answer: isMine };
    }
    case 'sent':
      return { to: changeMessage(world, id, { state: 'sent' }), answer: null };
    case 'later': {
      const isMine = statements.isMine(message, { worker, attempts: request.attempts });
      if (!isMine) return { to: world, answer: null };
      const to = changeMessage(world, id, {
        claimedBy: null,
        isClaimOld: false,
        isPutOff: true,
        maybeSent: message.maybeSent || request.maybeSent,
        attempts: attempts - (request.isTry ? 0 : 1),
      });
      return { to, answer: null };
    }
    case 'dead':
      return { to: isUnsent ? changeMessage(world, id, { state: 'dead' }) : world, answer: null };
    default:
      throw new Error(`${request.kind} is nothing that Postgres does`);
  }
}

function unclaimed(id: string): Omit<Message, 'claimedBy' | 'attempts'> {
  return { id, state: 'unsent', isClaimOld: false, maybeSent: false, isPutOff: false };
}

function changeEntry(world: World, id: string, change: Partial<Entry>): World {
  return { ...world, inbox: world.inbox.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

export function changeMessage(world: World, id: string, change: Partial<Message>): World {
  return { ...world, outbox: world.outbox.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}
