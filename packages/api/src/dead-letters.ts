import { z } from 'zod';

/** What was given up: a command that failed too often, or a message that Slack does not take. */
export const deadLetterView = z
  .object({
    kind: z.enum(['command', 'message']),
    id: z.string(),
    workspaceId: z.string(),
    lane: z.string(),
    key: z.string(),
    name: z.string().nullable().describe('The name of the command; null for a message'),
    reason: z.string(),
    since: z.string(),
  })
  .meta({ id: 'DeadLetter' });

export const deadLetterList = z.object({ items: z.array(deadLetterView) });

/** Names one dead letter: ids of commands are numbers, ids of messages UUIDs. */
export const deadLetterName = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), id: z.string().regex(/^\d{1,18}$/, 'must be the id of a command') }),
  z.object({ kind: z.literal('message'), id: z.uuid('must be the id of a message') }),
]);

export type DeadLetterView = z.infer<typeof deadLetterView>;
export type DeadLetterList = z.infer<typeof deadLetterList>;
