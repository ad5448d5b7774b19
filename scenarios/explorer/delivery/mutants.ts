import { RECOVERY } from '../search/explore.ts';
import { type EnvelopeHandler, handleEnvelope } from './envelope-program.ts';
import type { DELIVERY_INVARIANTS } from './invariants.ts';
import type { Statements } from './postgres.ts';
import type { WorldSize } from './world.ts';

/** A mistake that somebody could make, and what must find it. */
export interface DeliveryMutant {
  readonly name: string;
  readonly handle?: EnvelopeHandler;
  readonly statements?: Partial<Statements>;
  readonly breaks: keyof typeof DELIVERY_INVARIANTS | typeof RECOVERY;
  readonly size: WorldSize;
}

const ONE = { messages: ['A'], faults: 1 };
const ONE_UNLUCKY = { messages: ['A'], faults: 2 };
const TWO = { messages: ['A', 'B'], faults: 1 };
/** A message and the mention in it. */
const TWIN = { messages: ['A', 'A'], faults: 0 };

/** Each replaces one production rule by a plausible wrong one. */
export const DELIVERY_MUTANTS: readonly DeliveryMutant[] = [
  {
    name: 'ack first: an envelope is acked before its command is stored',
    handle: ackFirst,
    breaks: 'I1',
    size: ONE,
  },
  {
    name: 'ack always: an envelope is acked although its command could not be stored',
    handle: ackAlways,
    breaks: 'I1',
    size: ONE,
  },
  {
    name: 'no unique key: what is delivered again is stored again',
    statements: { isDuplicate: () => false },
    breaks: 'I2',
    size: ONE,
  },
  {
    name: 'no second unique key: a message and the mention in it are two commands',
    statements: { isDuplicate: (inbox, { event }) => inbox.some((one) => one.event === event) },
    breaks: 'I2',
    size: TWIN,
  },
  {
    name: 'queue only: a command is kept in the queue alone',
    statements: { keepsInQueueOnly: true },
    breaks: 'I1',
    size: ONE,
  },
  {
    name: 'no sweeps: nobody rings what was not heard',
    statements: { sweeps: false },
    breaks: RECOVERY,
    size: ONE,
  },
  {
    name: 'no look under the lock: a run does not see that another finished its command',
    statements: { stillWaits: () => true },
    breaks: 'I2',
    size: ONE,
  },
  {
    name: 'last first: a lane begins with its youngest command',
    statements: { findFirst: (inbox) => inbox.findLast(({ state }) => state === 'new') },
    breaks: 'I9',
    size: { ...TWO, faults: 0 },
  },
  {
    name: 'passing by: a command that waits for its next try lets later ones pass',
    statements: { findFirst: (inbox) => inbox.find(({ state, isPutOff }) => state === 'new' && !isPutOff) },
    breaks: 'I9',
    size: TWO,
  },
  {
    name: 'no takeover: a claim lasts for ever',
    statements: { mayClaim: ({ claimedBy, isPutOff }) => claimedBy === null && !isPutOff },
    breaks: RECOVERY,
    size: ONE,
  },
  {
    name: 'no claim: whoever comes by sends what is unsent',
    statements: { mayClaim: ({ isPutOff }) => !isPutOff },
    breaks: 'I13',
    size: ONE,
  },
  {
    name: 'no look before sending again: what a dead process may have sent is sent once more',
    statements: { isMaybeSent: ({ maybeSent }) => maybeSent },
    breaks: 'I13',
    size: ONE,
  },
  {
    name: 'any claim will do: a process that was paused sends under a claim that another has taken over',
    statements: { isMine: () => true },
    breaks: 'I13',
    size: ONE_UNLUCKY,
  },
];

async function ackFirst(...[parts, envelope]: Parameters<EnvelopeHandler>): Promise<void> {
  envelope.ack();
  await handleEnvelope(parts, { ...envelope, ack: () => true });
}

async function ackAlways(...[parts, envelope]: Parameters<EnvelopeHandler>): Promise<void> {
  if ((await handleEnvelope(parts, envelope)) === 'not-stored') envelope.ack();
}
