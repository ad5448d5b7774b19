import type { Clock } from '@muster/fleet';
import { recordingLog } from '@muster/fleet/testing';
import { createMetrics, systemClock } from '@muster/process';
import type { ClaimedMessage, NextCommand, NextMessage, RunOutcome, StartedCommand } from '@muster/store';
import { createRunLane } from '../../../apps/task-worker/src/run-lane.ts';
import { createSendMessage, type SendParts } from '../../../apps/task-worker/src/send-message.ts';
import { createTaskMeasures } from '../../../apps/task-worker/src/task-measures.ts';
import { Program, type Ways } from './program.ts';

/** What a run of a lane waits for. Commands go by the id of their event, and so do their replies. */
export type LaneRequest =
  | { readonly kind: 'start next' }
  | { readonly kind: 'run'; readonly event: string }
  | { readonly kind: 'failed'; readonly event: string; readonly attempts: number }
  | { readonly kind: 'park'; readonly event: string }
  | { readonly kind: 'claim next' }
  | { readonly kind: 'renew claim'; readonly id: string; readonly attempts: number }
  | { readonly kind: 'sent'; readonly id: string }
  | {
      readonly kind: 'later';
      readonly id: string;
      readonly attempts: number;
      readonly maybeSent: boolean;
      readonly isTry: boolean;
    }
  | { readonly kind: 'dead'; readonly id: string }
  | { readonly kind: 'post'; readonly id: string }
  | { readonly kind: 'find reply'; readonly id: string };

/** What the store answers, as far as a run looks at it. */
export type StartAnswer =
  | { readonly kind: 'started'; readonly event: string; readonly attempts: number }
  | { readonly kind: 'waiting' | 'none' };
export type ClaimAnswer =
  | { readonly kind: 'claimed'; readonly id: string; readonly attempts: number; readonly maybeSent: boolean }
  | { readonly kind: 'waiting' | 'none' };
export type RunAnswer = { readonly kind: 'done'; readonly id: string } | { readonly kind: 'overtaken' };

type LaneWays = Ways<LaneRequest, 'ring'>;
type Outbox = SendParts['store']['outbox'];
const LANE = 'i1:U1';
const WAITING = { kind: 'waiting', until: new Date(0) } as const;

/** Nobody reads them. */
const TASK_MEASURES = createTaskMeasures(
  createMetrics({ process: 'task-worker', processId: 'explorer', runtime: false }),
  systemClock,
);

/** The production run of a lane, with the production sending of replies. */
export function laneProgram() {
  return new Program<LaneRequest, 'ring'>((ways) => {
    const log = recordingLog();
    const clock = ringingClock(ways);
    const outbox = outboxOf(ways);
    const store = { outbox, installations: { remove: unexpected } } as unknown as SendParts['store'];
    return createRunLane({
      store: { outbox, commands: commandsOf(ways) },
      bell: { ring: unexpected },
      runCommand: async ({ key: event }) => {
        const answer = await ways.ask<RunAnswer>({ kind: 'run', event });
        return answer.kind === 'overtaken' ? answer : { kind: 'done', reply: messageOf(answer.id, 1, false) };
      },
      sendMessage: createSendMessage({ store, web: webOf(ways), measures: TASK_MEASURES, clock, log }),
      measures: TASK_MEASURES,
      clock,
      log,
    })(LANE);
  });
}

function unexpected(): Promise<never> {
  return Promise.reject(new Error('not expected of a lane'));
}

/** A run plans nothing but rings of its own lane. */
function ringingClock({ clock, send }: LaneWays): Clock {
  return {
    ...clock,
    after() {
      send('ring');
      return { cancel() {} };
    },
  };
}

function commandsOf({ ask }: LaneWays) {
  return {
    async startNext(): Promise<NextCommand> {
      const answer = await ask<StartAnswer>({ kind: 'start next' });
      if (answer.kind !== 'started') return answer.kind === 'none' ? { kind: 'none' } : WAITING;
      const { event, attempts } = answer;
      return { kind: 'started', command: { ...ANY_COMMAND, key: event, attempts } as StartedCommand };
    },
    failed: ({ key: event, attempts }: StartedCommand) =>
      ask<{ kind: 'retry'; delayMs: number } | { kind: 'spent' }>({ kind: 'failed', event, attempts }),
    park: ({ key: event }: StartedCommand) => ask<void>({ kind: 'park', event }),
    run: unexpected as () => Promise<RunOutcome>,
  };
}

const ANY_COMMAND = {
  inboxId: '1',
  installationId: 'i1',
  lane: LANE,
  userId: 'U1',
  channel: 'D1',
  messageTs: '1700000001.000200',
  threadTs: null,
  isDirect: true,
  name: 'add',
};

function outboxOf({ ask }: LaneWays): Outbox {
  return {
    async claimNext(): Promise<NextMessage> {
      const answer = await ask<ClaimAnswer>({ kind: 'claim next' });
      if (answer.kind !== 'claimed') return answer.kind === 'none' ? { kind: 'none' } : WAITING;
      return { kind: 'claimed', message: messageOf(answer.id, answer.attempts, answer.maybeSent) };
    },
    renewClaim: ({ id, attempts }) => ask<boolean>({ kind: 'renew claim', id, attempts }),
    sent: (id) => ask<void>({ kind: 'sent', id }),
    later: ({ id, attempts }, { maybeSent, isTry }) =>
      ask<void>({ kind: 'later', id, attempts, maybeSent, isTry }),
    dead: (id) => ask<void>({ kind: 'dead', id }),
    addMessage: unexpected,
  };
}

function messageOf(id: string, attempts: number, maybeSent: boolean): ClaimedMessage {
  return {
    id,
    installationId: 'i1',
    lane: LANE,
    key: id,
    channel: 'D1',
    threadTs: null,
    ephemeralTo: null,
    text: 'Added.',
    blocks: [],
    sinceTs: '1700000001.000200',
    attempts,
    maybeSent,
    botToken: 'a bot token',
    refreshedAt: new Date(0),
    sentMs: null,
  };
}

type Posted = Awaited<ReturnType<SendParts['web']['post']>>;
type Found = Awaited<ReturnType<SendParts['web']['findReply']>>;

function webOf({ ask }: LaneWays): SendParts['web'] {
  return {
    post: (_token, { replyId }) => ask<Posted>({ kind: 'post', id: replyId }),
    findReply: (_token, { replyId }) => ask<Found>({ kind: 'find reply', id: replyId }),
    authTest: unexpected,
  };
}
