import { z } from 'zod';
import { poisonView } from './apps.ts';

export const processKind = z.enum(['gateway', 'coordinator', 'socket-worker', 'task-worker']);

/** A slot as the worker that it is assigned to holds it. */
export const heldSlot = z.object({
  slot: z.string(),
  epoch: z.string().describe('64-bit number as a string'),
  state: z.enum(['connecting', 'live', 'down']),
});

const slotStates = z.object({
  live: z.number().int(),
  connecting: z.number().int(),
  down: z.number().int(),
});

/** A running process. What is optional is there for workers that hold connections, or where it says so. */
export const processView = z
  .object({
    kind: processKind,
    id: z.string(),
    pid: z.number().int(),
    host: z.string(),
    since: z.string().describe('ISO 8601'),
    ready: z.boolean().describe('Whether it can serve'),
    missing: z.array(z.string()).describe('What it cannot serve without and does not have, in words'),
    leader: z.boolean().optional().describe('For coordinators: whether it leads'),
    capacity: z.number().int().optional().describe('For socket workers: how many connections it takes'),
    isQuarantine: z.boolean().optional().describe('Whether it is there for apps alone that processes die of'),
    draining: z.boolean().optional().describe('Whether it hands its connections over'),
    slots: z.array(heldSlot).optional(),
    states: slotStates.optional().describe('How many of its slots are in which state'),
    connections: z.number().int().optional().describe('How many of its slots are live'),
    epoch: z.string().nullable().optional().describe('The highest epoch it holds'),
    ackMs: z
      .object({ p50: z.number(), p99: z.number() })
      .nullable()
      .optional()
      .describe('How long acks took in the last five minutes; null: there were none'),
    oldestUnackedMs: z
      .number()
      .optional()
      .describe('Age of the oldest envelope in its hands without an ack; 0: there is none'),
  })
  .meta({ id: 'Process' });

/** How an app is served. Gaps are times without any live connection, of an app that had been live, as the leader saw them. */
export const appHealth = z
  .object({
    appId: z.string(),
    name: z.string(),
    wanted: z.number().int().describe('Connections that it shall have'),
    live: z.number().int().describe('Connections that it has'),
    gapSeconds: z.number().nullable().describe('For how long it has had none; null: it has one'),
    lastGapSeconds: z.number().nullable(),
    lastGapEndedAt: z.string().nullable().describe('ISO 8601'),
    longestGapSeconds: z.number().nullable(),
    quarantined: z
      .array(z.object({ slot: z.string(), reason: z.string(), retryAt: z.string().nullable() }))
      .describe('Slots that are left alone for a while because they failed too often'),
  })
  .meta({ id: 'AppHealth' });

/** What waits to be done. `queue` is null while the queue does not answer. */
export const backlogView = z
  .object({
    inboxAgeSeconds: z.number().describe('Age of the oldest unfinished command; 0: there is none'),
    commands: z.number().int().describe('Unfinished commands'),
    lanesWaiting: z.number().int().describe('Lanes with unfinished commands'),
    unsentReplies: z.number().int(),
    outboxAgeSeconds: z.number().describe('Age of the oldest unsent reply; 0: there is none'),
    deadLetters: z.number().int().describe('Commands and messages that were given up'),
    queue: z
      .object({ waiting: z.number().int(), running: z.number().int() })
      .nullable()
      .describe('Lanes that were rung'),
  })
  .meta({ id: 'Backlog' });

export const fleetView = z
  .object({
    processes: z.array(processView),
    leader: z.object({ id: z.string(), term: z.string() }).nullable(),
    poison: z
      .array(poisonView.extend({ appId: z.string(), name: z.string() }))
      .nullable()
      .describe('The apps that are kept apart; null while Postgres does not answer'),
    staleTerms: z.number().int().describe('How often a coordinator was refused because its term was over'),
    apps: z.array(appHealth).nullable().describe('Every app that shall be connected; null without Postgres'),
    backlog: backlogView.nullable().describe('null without Postgres'),
  })
  .meta({ id: 'Fleet' });

export type ProcessKind = z.infer<typeof processKind>;
export type ProcessView = z.infer<typeof processView>;
export type AppHealth = z.infer<typeof appHealth>;
export type BacklogView = z.infer<typeof backlogView>;
export type FleetView = z.infer<typeof fleetView>;
