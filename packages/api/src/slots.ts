import { z } from 'zod';

/**
 * One of a Slack app's places for a connection, as it is now. `live`: its worker holds a connection that Slack
 * has greeted. `connecting`: a worker is at it. `down`: the connection failed or its worker is gone. `waiting`:
 * no worker holds it yet.
 */
export const slotView = z
  .object({
    slot: z.string().describe('Name of the slot, for example A123#0'),
    index: z.number().int(),
    state: z.enum(['live', 'connecting', 'down', 'waiting']),
    workerId: z.string().nullable(),
    epoch: z.string().nullable().describe('64-bit number as a string'),
    reason: z.string().nullable().describe('Why the slot is not live, in words'),
    liveSince: z.string().nullable().describe('ISO 8601'),
    retryAt: z
      .string()
      .nullable()
      .describe(
        'When a slot that is down tries again by itself, ISO 8601; null where it need not, or nobody knows',
      ),
  })
  .meta({ id: 'Slot' });

export type SlotView = z.infer<typeof slotView>;
export type SlotState = SlotView['state'];
