import { z } from 'zod';
import { slotView } from './slots.ts';

/** Why an app is kept apart from the others. */
export const poisonView = z.object({
  since: z.string().describe('ISO 8601'),
  reason: z.string().describe('In words'),
});

/**
 * A Slack app. `token` is what Slack last said to its app-level token: a refused one stops the app's
 * connections, not its installations.
 */
export const appView = z
  .object({
    id: z.string(),
    kind: z.enum(['shared', 'own']),
    name: z.string(),
    clientId: z.string().nullable(),
    token: z.object({
      state: z.enum(['missing', 'unknown', 'accepted', 'refused']),
      reason: z.string().nullable(),
      checkedAt: z.string().nullable(),
    }),
    botTokenTrouble: z
      .string()
      .nullable()
      .describe('Why the workspace of SLACK_BOT_TOKEN is not connected, in words'),
    poison: poisonView
      .nullable()
      .describe('Processes died of it: it lives on a quarantine worker until a person releases it'),
    workspaces: z.number().int().describe('How many active installations it has'),
    createdAt: z.string(),
    installUrl: z.string().describe('Where a person adds it to a workspace'),
    slots: z.array(slotView),
  })
  .meta({ id: 'App' });

export const appList = z.object({
  items: z.array(appView),
  newAppUrl: z.string().describe('Where a person makes an own app at Slack, from the manifest'),
});

/** Whether a text has the form of a Slack app-level token. */
const APP_TOKEN = /^xapp-\d+-A[A-Z0-9]{2,30}-[A-Za-z0-9-]{1,200}$/;

export const newApp = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(80, 'must have at most 80 characters')
      .regex(/^\P{C}*$/u, 'must have no control characters'),
    clientId: z
      .string()
      .trim()
      .regex(/^[\w.-]{1,100}$/, 'must be the Client ID from Basic Information, like 123.456'),
    clientSecret: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{1,200}$/, 'must be the Client Secret from Basic Information'),
    appToken: z.string().trim().regex(APP_TOKEN, 'must be an app-level token that begins with xapp-'),
  })
  .meta({ id: 'NewApp' });

export type AppView = z.infer<typeof appView>;
export type AppList = z.infer<typeof appList>;
export type NewApp = z.infer<typeof newApp>;
