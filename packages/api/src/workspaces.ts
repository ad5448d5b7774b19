import { z } from 'zod';
import { slotView } from './slots.ts';

/**
 * A Slack app in a workspace. `connection` sums its slots up: `connected` when one is live; otherwise
 * `connecting`, `down`, or `waiting` when no worker holds any; `removed` when it was taken out. `reason` says
 * why it is not connected.
 */
export const workspaceView = z
  .object({
    id: z.string().describe('Id of the installation'),
    appId: z.string(),
    appName: z.string(),
    appKind: z.enum(['shared', 'own']),
    teamId: z.string().nullable().describe('null for an org-wide installation'),
    teamName: z.string(),
    teamDomain: z.string(),
    enterpriseId: z.string().nullable(),
    url: z.string(),
    botUserId: z.string(),
    scopes: z.array(z.string()),
    status: z.enum(['active', 'removed']),
    removedReason: z.string().nullable(),
    removedAt: z.string().nullable(),
    installedAt: z.string(),
    refreshedAt: z.string(),
    lastEventAt: z.string().nullable(),
    isSilent: z
      .boolean()
      .describe('Connected, and yet no event came for twice as long as it is usually quiet, a day at least'),
    quietSince: z
      .string()
      .describe('Since when no event came: from the last one, its installation, or the end of a gap'),
    silentAfterSeconds: z.number().describe('How long it may be quiet before it counts as silent'),
    connection: z.enum(['connected', 'connecting', 'down', 'waiting', 'removed']),
    reason: z.string().nullable(),
    workers: z.array(z.string()).describe('Ids of the workers that serve it'),
    slots: z.array(slotView),
  })
  .meta({ id: 'Workspace' });

export const workspaceList = z.object({ items: z.array(workspaceView) });

/** Longest text of a message that Slack takes well. */
export const MESSAGE_TEXT_MAX = 4000;

export const newMessage = z
  .strictObject({
    channel: z
      .string()
      .regex(
        /^(#[\p{L}\p{N}_.-]{1,79}|[A-Z0-9]{2,40})$/u,
        'must be a channel id like C123 or a name like #general',
      ),
    text: z
      .string()
      .refine((text) => text.trim() !== '', 'must not be empty')
      .refine((text) => text.length <= MESSAGE_TEXT_MAX, `must have at most ${MESSAGE_TEXT_MAX} characters`)
      .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'must be well-formed text without NUL characters'),
  })
  .meta({ id: 'NewMessage' });

export const acceptedMessage = z
  .object({ id: z.string().describe('Id of the stored message, which is sent in its turn') })
  .meta({ id: 'AcceptedMessage' });

export type WorkspaceView = z.infer<typeof workspaceView>;
export type WorkspaceList = z.infer<typeof workspaceList>;
export type NewMessage = z.infer<typeof newMessage>;
export type AcceptedMessage = z.infer<typeof acceptedMessage>;
