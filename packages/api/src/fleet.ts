import { z } from 'zod';
import { poisonView } from './apps.ts';

export const processKind = z.enum(['gateway', 'coordinator', 'socket-worker', 'task-worker']);

/** A slot as the worker that it is assigned to holds it. */
export const heldSlot = z.object({
  slot: z.string(),
  epoch: z.string().describe('64-bit number as a string'),
  state: z.enum(['connecting', 'live', 'down']),
});

/** A running process. The last five fields are there for workers that hold connections. */
export const processView = z
  .object({
    kind: processKind,
    id: z.string(),
    pid: z.number().int(),
    host: z.string(),
    since: z.string().describe('ISO 8601'),
    leader: z.boolean().optional().describe('For coordinators: whether it leads'),
    capacity: z.number().int().optional().describe('For socket workers: how many connections it takes'),
    isQuarantine: z.boolean().optional().describe('Whether it is there for apps alone that processes die of'),
    slots: z.array(heldSlot).optional(),
    connections: z.number().int().optional().describe('How many of its slots are live'),
    epoch: z.string().nullable().optional().describe('The highest epoch it holds'),
  })
  .meta({ id: 'Process' });

export const fleetView = z
  .object({
    processes: z.array(processView),
    leader: z.object({ id: z.string(), term: z.string() }).nullable(),
    poison: z
      .array(poisonView.extend({ appId: z.string(), name: z.string() }))
      .nullable()
      .describe('The apps that are kept apart; null while Postgres does not answer'),
  })
  .meta({ id: 'Fleet' });

export type ProcessKind = z.infer<typeof processKind>;
export type ProcessView = z.infer<typeof processView>;
export type FleetView = z.infer<typeof fleetView>;
