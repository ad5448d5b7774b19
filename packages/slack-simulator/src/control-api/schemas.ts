import { z } from 'zod';

const id = (letter: string) => z.string().regex(new RegExp(`^${letter}[A-Z0-9]{2,20}$`));
const name = z.string().min(1).max(80);

/** The shapes of control requests; unknown fields are refused, for they are misspelt ones. */
const file = z.strictObject({
  name: z.string().min(1).max(255),
  content: z.base64().min(1).max(10_000_000),
  title: z.string().max(255).exactOptional(),
  altText: z.string().max(1_000).exactOptional(),
});
export const say = z.strictObject({
  user: z.string(),
  text: z.string(),
  thread_ts: z.string().exactOptional(),
  reply_broadcast: z.boolean().exactOptional(),
  files: z.array(file).min(1).max(10).exactOptional(),
});
export const edit = z.strictObject({ user: z.string(), text: z.string() });
export const reaction = z.strictObject({ user: z.string(), name: z.string().regex(/^[a-z0-9_+'-]+$/) });
export const im = z.union([
  z.strictObject({ user: z.string(), appId: z.string() }),
  z.strictObject({ user: z.string(), with: z.string() }),
]);
export const member = z.strictObject({ user: z.string() });
export const archived = z.strictObject({ archived: z.boolean() });

export const person = z.strictObject({
  id: id('[UW]').exactOptional(),
  name,
  realName: name.exactOptional(),
  timeZone: z.string().exactOptional(),
});
export const personChange = z.strictObject({
  name: name.exactOptional(),
  realName: name.exactOptional(),
  timeZone: z.string().exactOptional(),
});
export const channel = z.strictObject({
  id: id('[CG]').exactOptional(),
  name,
  kind: z.enum(['channel', 'private', 'mpim']).exactOptional(),
  members: z.array(z.string()).exactOptional(),
});
export const workspace = z.strictObject({
  id: id('T').exactOptional(),
  name,
  domain: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .exactOptional(),
  enterprise: id('E').exactOptional(),
  people: z.array(person).exactOptional(),
  channels: z.array(channel).exactOptional(),
});

const slashCommand = z.strictObject({
  command: z.string().regex(/^\/[^\s]{1,31}$/),
  description: z.string(),
  usageHint: z.string().exactOptional(),
  shouldEscape: z.boolean().exactOptional(),
});
const shortcut = z.strictObject({
  name,
  type: z.enum(['global', 'message']),
  callbackId: z.string().min(1).max(255),
  description: z.string(),
});
export const app = z.strictObject({
  id: id('A').exactOptional(),
  name: name.exactOptional(),
  clientId: z.string().min(1).exactOptional(),
  clientSecret: z.string().min(1).exactOptional(),
  appToken: z.string().startsWith('xapp-').exactOptional(),
  redirectUrls: z.array(z.url()).exactOptional(),
  scopes: z.array(z.string()).exactOptional(),
  events: z.array(z.string()).exactOptional(),
  userScopes: z.array(z.string()).exactOptional(),
  slashCommands: z.array(slashCommand).exactOptional(),
  shortcuts: z.array(shortcut).exactOptional(),
  homeTab: z.boolean().exactOptional(),
  tokenRotation: z.boolean().exactOptional(),
  orgDeploy: z.boolean().exactOptional(),
  installUrl: z.url().exactOptional(),
});
export const appChange = app.omit({ id: true });
export const enterprise = z.strictObject({
  id: id('E').exactOptional(),
  name,
  domain: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .exactOptional(),
});
export const seed = z.strictObject({
  enterprises: z.array(enterprise).exactOptional(),
  apps: z.array(app).exactOptional(),
  workspaces: z.array(workspace).exactOptional(),
});

export const install = z.strictObject({
  user: z.string().exactOptional(),
  scopes: z.array(z.string()).exactOptional(),
  channels: z.array(z.string()).exactOptional(),
});
const tokenChoice = {
  token: z.string().exactOptional(),
  team: z.string().exactOptional(),
  appId: z.string().exactOptional(),
};
export const restore = z.strictObject(tokenChoice);
export const revoke = z.strictObject({ ...tokenChoice, error: z.string().exactOptional() });

export const cut = z.strictObject({ how: z.enum(['reset', 'close', 'silent']).exactOptional() });
export const mute = z.strictObject({ muted: z.boolean() });
export const disconnect = z.strictObject({
  reason: z.enum(['warning', 'refresh_requested', 'link_disabled', 'too_many_websockets']),
  connectionId: z.string().exactOptional(),
});
export const frame = z.strictObject({ frame: z.string() });
export const event = z.record(z.string(), z.unknown());

const duration = z.number().nonnegative();
export const settings = z.strictObject({
  timeScale: z.number().positive().exactOptional(),
  rateLimits: z.boolean().exactOptional(),
  connectionsPerMinute: z.number().positive().exactOptional(),
  ackTimeoutMs: duration.exactOptional(),
  retryDelaysMs: z.array(duration).max(100).exactOptional(),
  delayedEvents: z.boolean().exactOptional(),
  sameEnvelopeRepeats: z.boolean().exactOptional(),
  doubles: z.boolean().exactOptional(),
  unfurls: z.boolean().exactOptional(),
  newTokenOnReinstall: z.boolean().exactOptional(),
  pingIntervalMs: duration.exactOptional(),
  pongs: z.boolean().exactOptional(),
  helloDelayMs: duration.nullable().exactOptional(),
  connectionLifeMs: duration.exactOptional(),
  warnsBeforeRefresh: z.boolean().exactOptional(),
  closeGraceMs: duration.exactOptional(),
  tcpLingerMs: duration.exactOptional(),
  ghosts: z.boolean().exactOptional(),
  ghostLifeMs: duration.exactOptional(),
  maxConnections: z.int().positive().exactOptional(),
  singleUseTickets: z.boolean().exactOptional(),
  ticketLifeMs: duration.exactOptional(),
  usedCodeError: z.enum(['invalid_code', 'code_already_used']).exactOptional(),
  closingTakesPayloads: z.boolean().exactOptional(),
  socketModeOffError: z.string().min(1).exactOptional(),
  revokeRetiresBot: z.boolean().exactOptional(),
  triggerLifeMs: duration.exactOptional(),
  responseUrlLifeMs: duration.exactOptional(),
  responseUrlUses: z.int().positive().exactOptional(),
  answersReplace: z.boolean().exactOptional(),
  codeLifeMs: duration.exactOptional(),
  accessTokenLifeMs: duration.exactOptional(),
  refreshGraceMs: duration.exactOptional(),
  deliveriesPerHour: z.int().positive().exactOptional(),
  disablesFailingApps: z.boolean().exactOptional(),
});

export const recordQuery = z.object({
  since: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().positive().max(200_000).default(50_000),
});
export const messagesQuery = z.object({
  as: z.string().exactOptional(),
  thread_ts: z.string().exactOptional(),
  before: z.string().exactOptional(),
  limit: z.coerce.number().int().positive().exactOptional(),
});
