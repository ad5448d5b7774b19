// packages/slack-simulator/src/read-seed.ts
// packages/slack-simulator/src/control-api/schemas.ts
import { z, z as z2 } from 'zod';

var id = (letter) => z.string().regex(new RegExp(`^${letter}[A-Z0-9]{2,20}$`));
var name = z.string().min(1).max(80);
var say = z.strictObject({
  user: z.string(),
  text: z.string(),
  thread_ts: z.string().exactOptional(),
  reply_broadcast: z.boolean().exactOptional(),
});
var edit = z.strictObject({ user: z.string(), text: z.string() });
var reaction = z.strictObject({ user: z.string(), name: z.string().regex(/^[a-z0-9_+'-]+$/) });
var click = z.strictObject({ user: z.string(), ts: z.string(), action_id: z.string() });
var slash = z.strictObject({
  appId: z.string(),
  user: z.string(),
  channel: z.string(),
  command: z.string().startsWith('/'),
  text: z.string(),
});
var im = z.strictObject({ user: z.string(), appId: z.string() });
var member = z.strictObject({ user: z.string() });
var archived = z.strictObject({ archived: z.boolean() });
var person = z.strictObject({
  id: id('[UW]').exactOptional(),
  name,
  realName: name.exactOptional(),
  timeZone: z.string().exactOptional(),
});
var personChange = z.strictObject({
  name: name.exactOptional(),
  realName: name.exactOptional(),
  timeZone: z.string().exactOptional(),
});
var channel = z.strictObject({
  id: id('[CG]').exactOptional(),
  name,
  kind: z.enum(['channel', 'private', 'mpim']).exactOptional(),
  members: z.array(z.string()).exactOptional(),
});
var workspace = z.strictObject({
  id: id('T').exactOptional(),
  name,
  domain: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .exactOptional(),
  people: z.array(person).exactOptional(),
  channels: z.array(channel).exactOptional(),
});
var app = z.strictObject({
  id: id('A').exactOptional(),
  name: name.exactOptional(),
  clientId: z.string().min(1).exactOptional(),
  clientSecret: z.string().min(1).exactOptional(),
  appToken: z.string().startsWith('xapp-').exactOptional(),
  redirectUrls: z.array(z.url()).exactOptional(),
  scopes: z.array(z.string()).exactOptional(),
  events: z.array(z.string()).exactOptional(),
  installUrl: z.url().exactOptional(),
});
var appChange = app.omit({ id: true });
var seed = z.strictObject({
  apps: z.array(app).exactOptional(),
  workspaces: z.array(workspace).exactOptional(),
});
var install = z.strictObject({
  user: z.string().exactOptional(),
  scopes: z.array(z.string()).exactOptional(),
  channels: z.array(z.string()).exactOptional(),
});
var tokenChoice = {
  token: z.string().exactOptional(),
  team: z.string().exactOptional(),
  appId: z.string().exactOptional(),
};
var restore = z.strictObject(tokenChoice);
var revoke = z.strictObject({ ...tokenChoice, error: z.string().exactOptional() });
var cut = z.strictObject({ how: z.enum(['reset', 'close', 'silent']).exactOptional() });
var disconnect = z.strictObject({
  reason: z.enum(['warning', 'refresh_requested', 'link_disabled', 'too_many_websockets']),
  connectionId: z.string().exactOptional(),
});
var frame = z.strictObject({ frame: z.string() });
var event = z.record(z.string(), z.unknown());
var fault = z.strictObject({
  method: z.string(),
  team: z.string().exactOptional(),
  kind: z.enum(['429', '500', '500-but-done', 'slow', 'slow-but-done', 'hang', 'error']),
  times: z.int().positive(),
  retryAfterS: z.number().nonnegative().exactOptional(),
  delayMs: z.number().nonnegative().exactOptional(),
  error: z.string().exactOptional(),
});
var duration = z.number().nonnegative();
var settings = z.strictObject({
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
  closeGraceMs: duration.exactOptional(),
  tcpLingerMs: duration.exactOptional(),
  maxConnections: z.int().positive().exactOptional(),
});
var recordQuery = z.object({
  since: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().positive().max(2e5).default(5e4),
});
var messagesQuery = z.object({
  as: z.string().exactOptional(),
  thread_ts: z.string().exactOptional(),
  before: z.string().exactOptional(),
  limit: z.coerce.number().int().positive().exactOptional(),
});

// packages/slack-simulator/src/read-seed.ts
function readSeed(text) {
  const value = JSON.parse(text);
  const result = seed.safeParse(Array.isArray(value) ? { apps: value } : value);
  if (!result.success) throw new Error(z2.prettifyError(result.error));
  return result.data;
}

// packages/slack-simulator/src/clock.ts
function createScaledClock(scale) {
  const startedAt = performance.now();
  return {
    now: () => performance.now() - startedAt,
    wallMs: () => Date.now(),
    after: (ms, act) => {
      const timer = setTimeout(act, Math.min(ms / scale(), 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
  };
}

// packages/slack-simulator/src/control/control.ts
var ControlError = class extends Error {
  code;
  status;
  constructor(code, message, status = 400) {
    super(message);
    this.name = 'ControlError';
    this.code = code;
    this.status = status;
  }
};

// packages/slack-simulator/src/state/timestamps.ts
function microsOf(ts) {
  const [seconds = '0', fraction = '0'] = ts.split('.');
  return Number(seconds) * 1e6 + Number(fraction.padEnd(6, '0').slice(0, 6));
}
function tsOf(micros) {
  const seconds = Math.floor(micros / 1e6);
  return `${seconds}.${String(micros - seconds * 1e6).padStart(6, '0')}`;
}
function nextTsMicros(wallMs, lastMicros) {
  return Math.max(Math.floor(wallMs * 1e3), lastMicros + 1);
}

// packages/slack-simulator/src/slack.ts
function settingsOf(slack) {
  return slack.keeper.world.settings;
}
function newTs(slack) {
  return tsOf(nextTsMicros(slack.clock.wallMs(), slack.keeper.world.lastTsMicros));
}
function nowSeconds(slack) {
  return Math.floor(slack.clock.wallMs() / 1e3);
}

// packages/slack-simulator/src/text/slack-text.ts
var TOKEN =
  /<(?:@[UW][A-Z0-9]+|#[CDG][A-Z0-9]+|![a-z]+(?:\^[^<>\s]*)?|(?:https?|mailto|tel):[^<>\s|]+)(?:\|[^<>]*)?>/y;
var SPECIAL = /[&<>]|https?:\/\//g;
var ENTITY = /&(?:amp|lt|gt);/y;
var ADDRESS = /https?:\/\/[^\s<>"|]+/y;
var TRAILING = /[.,;:!?)\]'"]+$/;
function slackText(text) {
  let result = '';
  let at = 0;
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const special = SPECIAL.exec(text)?.index;
    if (special === void 0) break;
    result += text.slice(at, special);
    at = special;
    const kept = matchAt(TOKEN, text, at) ?? matchAt(ENTITY, text, at);
    const address = kept ? null : matchAt(ADDRESS, text, at)?.replace(TRAILING, '');
    const taken = kept ?? address ?? text[at] ?? '';
    result +=
      kept ?? (address ? `<${address.replaceAll(/&(?!(?:amp|lt|gt);)/g, '&amp;')}>` : escapeText(taken));
    at += taken.length;
  }
  return result + text.slice(at);
}
function escapeText(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
function unescapeText(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
function mentions(text, userId) {
  return text.includes(`<@${userId}>`) || text.includes(`<@${userId}|`);
}
function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

// packages/slack-simulator/src/events/event-payload.ts
function sendEvent(slack, workspace2, installation, event2, isFarewell = false) {
  const eventId = slack.ids.eventId();
  slack.deliveries.send({
    kind: 'events_api',
    payload: {
      token: 'verification-token-is-deprecated',
      team_id: workspace2.id,
      context_team_id: workspace2.id,
      context_enterprise_id: null,
      api_app_id: installation.appId,
      event: event2,
      type: 'event_callback',
      event_id: eventId,
      event_time: nowSeconds(slack),
      authorizations: [
        {
          enterprise_id: null,
          team_id: workspace2.id,
          user_id: installation.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${eventId}`,
    },
    entry: { eventId, appId: installation.appId, team: workspace2.id, ...factsOf(event2, installation) },
    isWanted: () => isFarewell || isInstalled(workspace2, installation.appId),
  });
  return eventId;
}
function isInstalled(workspace2, appId) {
  return workspace2.active && workspace2.installations.get(appId)?.active === true;
}
function factsOf(event2, installation) {
  const inner = event2.message ?? event2.previous_message ?? event2;
  const item = event2.item ?? {};
  const edited = inner.edited;
  const user = inner.user ?? event2.user;
  return {
    type: textOr(event2.type, 'unknown'),
    subtype: textOr(event2.subtype, null),
    channel: textOr(event2.channel ?? item.channel, null),
    channelType: textOr(event2.channel_type, null),
    user: textOr(user, null),
    ts: textOr(event2.deleted_ts ?? inner.ts ?? item.ts, null),
    threadTs: textOr(inner.thread_ts, null),
    editedTs: textOr(edited?.ts, null),
    text: textOr(inner.text, null),
    own: user === installation.botUserId,
  };
}
function textOr(value, otherwise) {
  return typeof value === 'string' ? value : otherwise;
}

// packages/slack-simulator/src/events/publish.ts
var KINDS = {
  channel: { type: 'channel', event: 'message.channels', scope: 'channels:history' },
  private: { type: 'group', event: 'message.groups', scope: 'groups:history' },
  im: { type: 'im', event: 'message.im', scope: 'im:history' },
  mpim: { type: 'mpim', event: 'message.mpim', scope: 'mpim:history' },
};
var SCOPES = {
  app_mention: 'app_mentions:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  user_change: 'users:read',
  team_join: 'users:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
};
function publishMessage(slack, workspace2, channel2, message) {
  const { reply_count, reply_users, reply_users_count, latest_reply, ...news } = message;
  const event2 = {
    ...news,
    channel: channel2.id,
    event_ts: message.ts,
    channel_type: KINDS[channel2.kind].type,
  };
  for (const installation of hearers(workspace2, channel2)) {
    const copies = [];
    const mention = mentionOf(slack, channel2, installation, event2, message);
    if (mention) copies.push(mention);
    const isDouble = mention !== null && !settingsOf(slack).doubles;
    if (!isDouble && hears(slack, installation, KINDS[channel2.kind])) copies.push(event2);
    if (slack.random() < 0.5) copies.reverse();
    for (const copy of copies) sendEvent(slack, workspace2, installation, copy);
  }
}
function publishChanged(slack, workspace2, channel2, message, previous) {
  const wrapped = hiddenEvent(slack, channel2, 'message_changed', {
    message: { ...message, source_team: workspace2.id, user_team: workspace2.id },
    previous_message: previous,
  });
  const plain = {
    ...message,
    channel: channel2.id,
    event_ts: wrapped.event_ts,
    channel_type: KINDS[channel2.kind].type,
  };
  for (const installation of hearers(workspace2, channel2)) {
    const copies = hears(slack, installation, KINDS[channel2.kind]) ? [wrapped] : [];
    const wasEdited = message.edited !== void 0 && message.edited.ts !== previous.edited?.ts;
    const mention = wasEdited ? mentionOf(slack, channel2, installation, plain, message) : null;
    if (mention) copies.push(mention);
    if (slack.random() < 0.5) copies.reverse();
    for (const copy of copies) sendEvent(slack, workspace2, installation, copy);
  }
}
function publishDeleted(slack, workspace2, channel2, previous) {
  const event2 = hiddenEvent(slack, channel2, 'message_deleted', {
    deleted_ts: previous.ts,
    previous_message: previous,
  });
  for (const installation of hearers(workspace2, channel2)) {
    if (hears(slack, installation, KINDS[channel2.kind])) sendEvent(slack, workspace2, installation, event2);
  }
}
function publishOther(slack, workspace2, event2, channel2) {
  const type = String(event2.type);
  const installations = channel2 ? hearers(workspace2, channel2) : active(workspace2);
  for (const installation of installations) {
    const needs = { event: type, scope: SCOPES[type] ?? null };
    if (hears(slack, installation, needs)) sendEvent(slack, workspace2, installation, event2);
  }
}
function hears(slack, installation, needs) {
  const app2 = slack.keeper.world.apps.get(installation.appId);
  if (!app2?.events.includes(needs.event)) return false;
  return needs.scope === null || installation.scopes.includes(needs.scope);
}
function mentionOf(slack, channel2, installation, event2, message) {
  if (channel2.kind === 'im' || message.user === installation.botUserId) return null;
  if (!mentions(message.text, installation.botUserId)) return null;
  if (!hears(slack, installation, { event: 'app_mention', scope: SCOPES.app_mention ?? null })) return null;
  const { channel_type: _, ...rest } = event2;
  return { ...rest, type: 'app_mention' };
}
function hiddenEvent(slack, channel2, subtype, parts) {
  const ts = newTs(slack);
  return {
    type: 'message',
    subtype,
    ...parts,
    channel: channel2.id,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: KINDS[channel2.kind].type,
  };
}
function hearers(workspace2, channel2) {
  return active(workspace2).filter((installation) => channel2.members.has(installation.botUserId));
}
function active(workspace2) {
  return [...workspace2.installations.values()].filter((one) => isInstalled(workspace2, one.appId));
}

// packages/slack-simulator/src/state/model.ts
function imKey(one, other) {
  return one < other ? `${one}:${other}` : `${other}:${one}`;
}

// packages/slack-simulator/src/conversation/places.ts
function addChannel(slack, workspace2, made) {
  const id2 = made.id ?? slack.ids.id(made.kind === 'im' ? 'D' : 'C');
  const { name: name2, kind, creator, members: members2 } = made;
  slack.keeper.commit({
    type: 'channel',
    team: workspace2.id,
    channel: {
      id: id2,
      name: name2,
      kind,
      creator,
      created: nowSeconds(slack),
      members: [...new Set(members2)],
    },
  });
  slack.notices.tell({ type: 'workspace', team: workspace2.id });
  const channel2 = workspace2.channels.get(id2);
  if (!channel2) throw new Error(`channel ${id2} was not made`);
  return channel2;
}
function openIm(slack, workspace2, one, other) {
  const id2 = workspace2.ims.get(imKey(one, other));
  const found2 = id2 === void 0 ? void 0 : workspace2.channels.get(id2);
  return (
    found2 ?? addChannel(slack, workspace2, { name: '', kind: 'im', creator: one, members: [one, other] })
  );
}
function setMember(slack, workspace2, channel2, user, joins) {
  if (channel2.members.has(user) === joins) return;
  slack.keeper.commit({ type: 'member', team: workspace2.id, channel: channel2.id, user, joins });
  slack.notices.tell({ type: 'workspace', team: workspace2.id });
  const event2 = {
    type: joins ? 'member_joined_channel' : 'member_left_channel',
    user,
    channel: channel2.id,
    channel_type: channel2.kind === 'private' ? 'G' : 'C',
    team: workspace2.id,
    event_ts: newTs(slack),
  };
  publishOther(slack, workspace2, event2, channel2);
}

// packages/slack-simulator/src/oauth/installing.ts
function install2(slack, app2, workspace2, granted) {
  const before = workspace2.installations.get(app2.id);
  const botUserId = before?.botUserId ?? addBotUser(slack, app2, workspace2);
  const keptScopes = before?.active ? before.scopes : [];
  const installation = {
    appId: app2.id,
    botUserId,
    botId: before?.botId ?? slack.ids.id('B'),
    botToken: reusableToken(slack, before) ?? slack.ids.token('xoxb'),
    scopes: [.../* @__PURE__ */ new Set([...keptScopes, ...granted.scopes])],
    installedBy: granted.user,
    active: true,
  };
  const team2 = workspace2.id;
  slack.keeper.commit({ type: 'installation', team: team2, installation });
  const { botToken: token } = installation;
  slack.keeper.commit({
    type: 'token',
    token: { token, kind: 'bot', appId: app2.id, team: team2, userId: botUserId, scopes: [], error: null },
  });
  slack.notices.tell({ type: 'apps', appId: app2.id, team: team2 });
  return installation;
}
function grantUserToken(slack, app2, workspace2, user, scopes) {
  const token = slack.ids.token('xoxp');
  slack.keeper.commit({
    type: 'token',
    token: { token, kind: 'user', appId: app2.id, team: workspace2.id, userId: user, scopes, error: null },
  });
  return token;
}
function uninstall(slack, workspace2, appId) {
  const before = workspace2.installations.get(appId);
  if (!before?.active) return;
  const team2 = workspace2.id;
  slack.keeper.commit({ type: 'installation', team: team2, installation: { ...before, active: false } });
  for (const token of tokensOf(slack, team2, appId)) refuseToken(slack, token, 'account_inactive');
  for (const channel2 of workspace2.channels.values()) {
    if (channel2.kind === 'im' || !channel2.members.has(before.botUserId)) continue;
    slack.keeper.commit({
      type: 'member',
      team: team2,
      channel: channel2.id,
      user: before.botUserId,
      joins: false,
    });
  }
  slack.notices.tell({ type: 'apps', appId, team: team2 });
  const farewells = [
    { type: 'app_uninstalled', event_ts: newTs(slack) },
    tokensRevoked(slack, before.botUserId),
  ];
  if (slack.random() < 0.5) farewells.reverse();
  for (const farewell of farewells) sendFarewell(slack, workspace2, before, farewell);
}
function revoke2(slack, workspace2, token) {
  refuseToken(slack, token, 'token_revoked');
  const installation = workspace2.installations.get(token.appId);
  if (installation && token.kind === 'bot')
    sendFarewell(slack, workspace2, installation, tokensRevoked(slack, installation.botUserId));
}
function refuseToken(slack, token, error) {
  slack.keeper.commit({ type: 'token', token: { ...token, error } });
}
function sendFarewell(slack, workspace2, installation, event2) {
  if (hears(slack, installation, { event: String(event2.type), scope: null }))
    sendEvent(slack, workspace2, installation, event2, true);
}
function tokensRevoked(slack, botUserId) {
  return { type: 'tokens_revoked', tokens: { oauth: [], bot: [botUserId] }, event_ts: newTs(slack) };
}
function tokensOf(slack, team2, appId) {
  return [...slack.keeper.world.tokens.values()].filter(
    (token) => token.team === team2 && token.appId === appId,
  );
}
function reusableToken(slack, before) {
  if (!before?.active || settingsOf(slack).newTokenOnReinstall) return null;
  const token = slack.keeper.world.tokens.get(before.botToken);
  return token && token.error === null ? token.token : null;
}
function addBotUser(slack, app2, workspace2) {
  const id2 = slack.ids.id('U');
  const name2 = app2.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') || 'bot';
  slack.keeper.commit({
    type: 'user',
    team: workspace2.id,
    user: {
      id: id2,
      name: name2,
      realName: app2.name,
      timeZone: 'America/Los_Angeles',
      color: '#4a154b',
      appId: app2.id,
    },
  });
  return id2;
}

// packages/slack-simulator/src/state/newcomers.ts
var COLORS = ['#9f69e7', '#4bbe2e', '#e7392d', '#3c989f', '#674b1b', '#e96699', '#2b6cb0', '#d97706'];
function addWorkspace(slack, made) {
  const id2 = made.id ?? slack.ids.id('T');
  const domain = made.domain ?? (made.name.toLowerCase().replace(/[^a-z0-9]+/g, '-') || id2.toLowerCase());
  slack.keeper.commit({ type: 'workspace', id: id2, name: made.name, domain });
  const workspace2 = slack.keeper.world.workspaces.get(id2);
  if (!workspace2) throw new Error(`workspace ${id2} was not made`);
  const people = (made.people ?? []).map((person2) => addPerson(slack, workspace2, person2));
  const creator = people[0] ?? 'USLACKBOT';
  const channels = made.channels ?? [];
  const hasGeneral = channels.some((channel2) => channel2.name === 'general');
  const general = hasGeneral ? [] : [{ name: 'general' }];
  for (const channel2 of [...general, ...channels]) {
    const { kind = 'channel', members: members2 = people, ...rest } = channel2;
    addChannel(slack, workspace2, { ...rest, kind, creator, members: members2 });
  }
  slack.notices.tell({ type: 'workspace', team: null });
  return id2;
}
function addPerson(slack, workspace2, made) {
  const user = {
    id: made.id ?? slack.ids.id('U'),
    name: made.name,
    realName: made.realName ?? made.name,
    timeZone: made.timeZone ?? 'UTC',
    color: COLORS[workspace2.users.size % COLORS.length] ?? '#9f69e7',
    appId: null,
  };
  const team2 = workspace2.id;
  slack.keeper.commit({ type: 'user', team: team2, user });
  const general = [...workspace2.channels.values()].find((channel2) => channel2.name === 'general');
  if (general)
    slack.keeper.commit({ type: 'member', team: team2, channel: general.id, user: user.id, joins: true });
  slack.notices.tell({ type: 'workspace', team: team2 });
  return user.id;
}
var USUAL_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'groups:history',
  'im:history',
  'mpim:history',
  'chat:write',
  'commands',
  'files:write',
  'im:write',
  'reactions:read',
  'reactions:write',
  'team:read',
  'users:read',
];
var USUAL_EVENTS = [
  'app_mention',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'reaction_added',
  'app_home_opened',
  'user_change',
  'app_uninstalled',
  'tokens_revoked',
  'channel_id_changed',
];
function putApp(slack, made) {
  const before = made.id === void 0 ? void 0 : slack.keeper.world.apps.get(made.id);
  const id2 = made.id ?? idInToken(made.appToken) ?? slack.ids.id('A');
  const app2 = {
    id: id2,
    name: made.name ?? before?.name ?? 'Bot',
    clientId: made.clientId ?? before?.clientId ?? `${slack.ids.digits(12)}.${slack.ids.digits(13)}`,
    clientSecret: made.clientSecret ?? before?.clientSecret ?? slack.ids.secret(),
    appToken: made.appToken ?? before?.appToken ?? slack.ids.appToken(id2),
    redirectUrls: made.redirectUrls ?? before?.redirectUrls ?? [],
    scopes: made.scopes ?? before?.scopes ?? USUAL_SCOPES,
    events: made.events ?? before?.events ?? USUAL_EVENTS,
    installUrl: made.installUrl ?? before?.installUrl ?? null,
    socketMode: before?.socketMode ?? true,
  };
  slack.keeper.commit({ type: 'app', app: app2 });
  if (!slack.keeper.world.tokens.has(app2.appToken)) addAppToken(slack, app2);
  slack.notices.tell({ type: 'apps', appId: id2, team: null });
  return app2;
}
function addAppToken(slack, app2) {
  slack.keeper.commit({
    type: 'token',
    token: {
      token: app2.appToken,
      kind: 'app',
      appId: app2.id,
      team: null,
      userId: null,
      scopes: ['connections:write'],
      error: null,
    },
  });
}
function idInToken(appToken) {
  return appToken?.split('-')[2];
}

// packages/slack-simulator/src/control-api/lookups.ts
function workspaceBy(slack, team2) {
  return found(slack.keeper.world.workspaces.get(team2), 'unknown_workspace', team2);
}
function appBy(slack, appId) {
  return found(slack.keeper.world.apps.get(appId), 'unknown_app', appId);
}
function userBy(workspace2, user) {
  return found(workspace2.users.get(user), 'unknown_user', user);
}
function placeBy(slack, team2, channelId) {
  const workspace2 = workspaceBy(slack, team2);
  const channel2 = found(workspace2.channels.get(channelId), 'unknown_channel', channelId);
  return { workspace: workspace2, channel: channel2 };
}
function messageBy(channel2, ts) {
  const message = channel2.byTs.get(ts);
  return found(message?.state === 'there' ? message : void 0, 'unknown_message', ts);
}
function found(value, code, id2) {
  if (value === void 0) throw new ControlError(code, `there is no ${id2}`, 404);
  return value;
}
function demand(holds, code, message) {
  if (!holds) throw new ControlError(code, message, 409);
}

// packages/slack-simulator/src/control-api/apps.ts
function apps(slack) {
  return {
    addApp: async (made) => {
      const { id: id2, name: name2, clientId, clientSecret, appToken } = putApp(slack, made);
      return { id: id2, name: name2, clientId, clientSecret, appToken };
    },
    changeApp: async (appId, changes) => {
      putApp(slack, { ...changes, id: appBy(slack, appId).id });
    },
    install: async (team2, appId, { user, scopes, channels = [] } = {}) => {
      const workspace2 = workspaceBy(slack, team2);
      const app2 = appBy(slack, appId);
      const installer = user ?? [...workspace2.users.values()].find((one) => one.appId === null)?.id;
      if (installer === void 0) throw new ControlError('nobody_there', 'the workspace has no people', 409);
      userBy(workspace2, installer);
      const granted = { scopes: scopes ?? app2.scopes, user: installer };
      const { botToken, botUserId, botId } = install2(slack, app2, workspace2, granted);
      for (const id2 of channels)
        setMember(slack, workspace2, placeBy(slack, team2, id2).channel, botUserId, true);
      return { team: team2, appId, botToken, botUserId, botId, appToken: app2.appToken };
    },
    uninstall: async (team2, appId) => {
      const workspace2 = workspaceBy(slack, team2);
      const isThere = workspace2.installations.get(appId)?.active === true;
      demand(isThere, 'not_installed', 'the app is not installed in this workspace');
      uninstall(slack, workspace2, appId);
    },
    revokeToken: async ({ error = 'token_revoked', ...choice }) =>
      refuseToken(slack, tokenBy(slack, choice), error),
    restoreToken: async (choice) => refuseToken(slack, tokenBy(slack, choice), null),
  };
}
function tokenBy(slack, choice) {
  const text =
    'token' in choice
      ? choice.token
      : workspaceBy(slack, choice.team).installations.get(choice.appId)?.botToken;
  const token = text === void 0 ? void 0 : slack.keeper.world.tokens.get(text);
  if (!token) throw new ControlError('unknown_token', 'there is no such token', 404);
  return token;
}

// packages/slack-simulator/src/conversation/post.ts
import { randomUUID } from 'node:crypto';

// packages/slack-simulator/src/text/rich-text.ts
var TOKEN2 = /<([@#!])?([^<>|]+)(?:\|([^<>]*))?>/g;
function richTextBlock(text, blockId) {
  const elements = [];
  let from = 0;
  const addText = (until) => {
    if (until > from) elements.push({ type: 'text', text: unescapeText(text.slice(from, until)) });
  };
  for (const match of text.matchAll(TOKEN2)) {
    addText(match.index);
    elements.push(elementOf(match[1] ?? '', match[2] ?? '', match[3]));
    from = match.index + match[0].length;
  }
  addText(text.length);
  return { type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] };
}
function elementOf(sign, target, label) {
  if (sign === '@') return { type: 'user', user_id: target };
  if (sign === '#') return { type: 'channel', channel_id: target };
  if (sign === '!') {
    return target.startsWith('subteam^')
      ? { type: 'usergroup', usergroup_id: target.slice('subteam^'.length) }
      : { type: 'broadcast', range: target };
  }
  const url = unescapeText(target);
  return label === void 0 ? { type: 'link', url } : { type: 'link', url, text: unescapeText(label) };
}

// packages/slack-simulator/src/conversation/message-json.ts
function messageJson(workspace2, channel2, message, withMetadata) {
  const bot2 = message.botId === null ? null : botOf(workspace2, message);
  const base = {
    type: 'message',
    user: message.user,
    ts: message.ts,
    ...(message.clientMsgId ? { client_msg_id: message.clientMsgId } : {}),
    ...(message.botId ? { bot_id: message.botId } : {}),
    ...(message.appId ? { app_id: message.appId } : {}),
    text: message.text,
    team: workspace2.id,
    ...(bot2 ? { bot_profile: bot2 } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
  };
  if (message.state === 'tombstone') return { ...tombstone(message), ...threadParts(channel2, message) };
  return {
    ...base,
    ...subtypeOf(message),
    ...contents(message, withMetadata),
    ...threadParts(channel2, message),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })) }
      : {}),
    ...(message.ephemeralUser ? { ephemeral: true, ephemeral_user: message.ephemeralUser } : {}),
  };
}
function tombstone(message) {
  return {
    type: 'message',
    subtype: 'tombstone',
    text: 'This message was deleted.',
    user: 'USLACKBOT',
    ts: message.ts,
  };
}
function subtypeOf(message) {
  return message.broadcast ? { subtype: 'thread_broadcast' } : {};
}
function contents(message, withMetadata) {
  const blocks = message.blocks ? JSON.parse(message.blocks) : typedBlocks(message);
  return {
    ...(blocks ? { blocks } : {}),
    ...(message.attachments ? { attachments: JSON.parse(message.attachments) } : {}),
    ...(withMetadata && message.metadata ? { metadata: JSON.parse(message.metadata) } : {}),
  };
}
function typedBlocks(message) {
  return message.clientMsgId === null ? null : [richTextBlock(message.text, message.clientMsgId.slice(0, 5))];
}
function threadParts(channel2, message) {
  if (message.threadTs !== null) {
    const parent = channel2.byTs.get(message.threadTs);
    return {
      thread_ts: message.threadTs,
      ...(parent ? { parent_user_id: parent.user } : {}),
    };
  }
  const replies2 = livingReplies(channel2, message.ts);
  if (replies2.length === 0) return {};
  const users = [...new Set(replies2.map((reply) => reply.user))];
  return {
    thread_ts: message.ts,
    reply_count: replies2.length,
    reply_users: users.slice(0, 5),
    reply_users_count: users.length,
    latest_reply: replies2.at(-1)?.ts ?? message.ts,
  };
}
function livingReplies(channel2, threadTs) {
  return (channel2.threads.get(threadTs) ?? []).filter((reply) => reply.state === 'there');
}
function botOf(workspace2, message) {
  return {
    id: message.botId ?? '',
    app_id: message.appId ?? '',
    name: workspace2.users.get(message.user)?.realName ?? '',
  };
}

// packages/slack-simulator/src/conversation/post.ts
var MAX_TEXT = 4e4;
var UNFURL_MS = 500;
function post(slack, place, draft) {
  const { workspace: workspace2, channel: channel2 } = place;
  const message = {
    ts: newTs(slack),
    botId: null,
    appId: null,
    clientMsgId: null,
    threadTs: null,
    broadcast: false,
    ephemeralUser: null,
    blocks: null,
    attachments: null,
    metadata: null,
    edited: null,
    reactions: [],
    ...draft,
    text: draft.text.slice(0, MAX_TEXT),
    state: 'there',
  };
  slack.keeper.commit({ type: 'message', team: workspace2.id, channel: channel2.id, message });
  tellPosted(slack, place, message);
  if (message.ephemeralUser) return message;
  publishMessage(slack, workspace2, channel2, messageJson(workspace2, channel2, message, true));
  if (settingsOf(slack).unfurls && message.clientMsgId && /<https?:/.test(message.text))
    slack.clock.after(UNFURL_MS, () => unfurl(slack, place, message));
  return message;
}
function typed(user, text) {
  return { user, text, clientMsgId: randomUUID() };
}
function edit2(slack, place, message, change2) {
  changeMessage(slack, place, message, { ...change2, edited: { user: message.user, ts: newTs(slack) } });
}
function unfurl(slack, place, message) {
  const url = /<(https?:[^|>]+)/.exec(message.text)?.[1];
  if (message.state !== 'there' || !url || message.attachments) return;
  const preview = [
    { id: 1, from_url: url, original_url: url, title: url, fallback: url, service_name: 'Web' },
  ];
  changeMessage(slack, place, message, { attachments: JSON.stringify(preview) });
}
function remove(slack, place, message) {
  const { workspace: workspace2, channel: channel2 } = place;
  if (livingReplies(channel2, message.ts).length > 0) {
    changeMessage(slack, place, message, { state: 'tombstone' });
    return;
  }
  const previous = messageJson(workspace2, channel2, message, true);
  commitEdit(slack, place, message, { state: 'deleted' });
  slack.notices.tell({ type: 'deleted', ...noticeOf(place, message) });
  publishDeleted(slack, workspace2, channel2, previous);
}
function changeMessage(slack, place, message, change2) {
  const { workspace: workspace2, channel: channel2 } = place;
  const previous = messageJson(workspace2, channel2, message, true);
  commitEdit(slack, place, message, change2);
  slack.notices.tell({ type: 'changed', ...noticeOf(place, message) });
  publishChanged(slack, workspace2, channel2, messageJson(workspace2, channel2, message, true), previous);
}
function commitEdit(slack, { workspace: workspace2, channel: channel2 }, message, change2) {
  slack.keeper.commit({
    type: 'edit',
    team: workspace2.id,
    channel: channel2.id,
    ts: message.ts,
    change: change2,
  });
}
function tellPosted(slack, place, message) {
  const where = noticeOf(place, message);
  if (message.ephemeralUser) slack.notices.tell({ type: 'ephemeral', ...where, user: message.ephemeralUser });
  else slack.notices.tell({ type: 'message', ...where });
}
function noticeOf({ workspace: workspace2, channel: channel2 }, message) {
  return {
    team: workspace2.id,
    channel: channel2.id,
    ts: message.ts,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
  };
}

// packages/slack-simulator/src/conversation/react.ts
function react(slack, place, message, reaction2) {
  const { user, name: name2, adds } = reaction2;
  const before = message.reactions.find((one) => one.name === name2)?.users ?? [];
  if (before.includes(user) === adds) return false;
  const users = adds ? [...before, user] : before.filter((one) => one !== user);
  const others = message.reactions.filter((one) => one.name !== name2);
  const { workspace: workspace2, channel: channel2 } = place;
  slack.keeper.commit({
    type: 'edit',
    team: workspace2.id,
    channel: channel2.id,
    ts: message.ts,
    change: { reactions: users.length > 0 ? [...others, { name: name2, users }] : others },
  });
  slack.notices.tell({ type: 'reaction', ...noticeOf(place, message) });
  const event2 = {
    type: adds ? 'reaction_added' : 'reaction_removed',
    user,
    reaction: name2,
    item: { type: 'message', channel: channel2.id, ts: message.ts },
    item_user: message.user,
    event_ts: newTs(slack),
  };
  publishOther(slack, workspace2, event2, channel2);
  return true;
}

// packages/slack-simulator/src/events/interactive.ts
function sendSlashCommand(slack, responseUrls, place, command) {
  const { workspace: workspace2, channel: channel2 } = place;
  const triggerId = slack.ids.triggerId();
  const respondTo = { ...place, appId: command.appId, user: command.user };
  slack.deliveries.send({
    kind: 'slash_commands',
    payload: {
      token: 'verification-token-is-deprecated',
      team_id: workspace2.id,
      team_domain: workspace2.domain,
      channel_id: channel2.id,
      channel_name: channel2.kind === 'im' ? 'directmessage' : channel2.name,
      user_id: command.user,
      user_name: workspace2.users.get(command.user)?.name ?? '',
      command: command.command,
      text: slackText(command.text),
      api_app_id: command.appId,
      is_enterprise_install: 'false',
      response_url: `${slack.publicUrl()}${responseUrls.issue(respondTo)}`,
      trigger_id: triggerId,
    },
    entry: {
      ...factsOf2(place, command.appId, command.user),
      eventId: triggerId,
      type: 'slash_commands',
      text: command.text,
    },
    isWanted: () => isInstalled(workspace2, command.appId),
    onAckPayload: (payload) => respond(slack, respondTo, payload),
  });
}
function sendClick(slack, responseUrls, place, message, user, actionId) {
  const { workspace: workspace2, channel: channel2 } = place;
  const appId = message.appId ?? '';
  const triggerId = slack.ids.triggerId();
  const json4 = messageJson(workspace2, channel2, message, false);
  const respondTo = { ...place, appId, user: user.id };
  slack.deliveries.send({
    kind: 'interactive',
    payload: {
      type: 'block_actions',
      user: { id: user.id, username: user.name, name: user.name, team_id: workspace2.id },
      api_app_id: appId,
      token: 'verification-token-is-deprecated',
      container: { type: 'message', message_ts: message.ts, channel_id: channel2.id, is_ephemeral: false },
      trigger_id: triggerId,
      team: { id: workspace2.id, domain: workspace2.domain },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: channel2.id, name: channel2.name },
      message: json4,
      response_url: `${slack.publicUrl()}${responseUrls.issue(respondTo)}`,
      actions: [elementBy(json4.blocks ?? [], actionId)],
    },
    entry: {
      ...factsOf2(place, appId, user.id),
      eventId: triggerId,
      type: 'interactive',
      ts: message.ts,
      text: actionId,
    },
    isWanted: () => isInstalled(workspace2, appId),
  });
}
function respond(slack, to, payload) {
  const installation = to.workspace.installations.get(to.appId);
  const answer = payload ?? {};
  if (!installation || (typeof answer.text !== 'string' && !Array.isArray(answer.blocks))) return;
  post(slack, to, {
    user: installation.botUserId,
    botId: installation.botId,
    appId: to.appId,
    text: slackText(typeof answer.text === 'string' ? answer.text : ''),
    blocks: Array.isArray(answer.blocks) ? JSON.stringify(answer.blocks) : null,
    ephemeralUser: answer.response_type === 'in_channel' ? null : to.user,
  });
}
function factsOf2({ workspace: workspace2, channel: channel2 }, appId, user) {
  return {
    appId,
    team: workspace2.id,
    subtype: null,
    channel: channel2.id,
    channelType: channel2.kind,
    user,
    ts: null,
    threadTs: null,
    editedTs: null,
    text: null,
    own: false,
  };
}
function elementBy(blocks, actionId) {
  for (const block of blocks) {
    const elements = [...(Array.isArray(block.elements) ? block.elements : []), block.accessory];
    const found2 = elements.find((one) => one?.action_id === actionId);
    if (found2) return { ...found2, block_id: block.block_id ?? '', action_ts: '' };
  }
  return { action_id: actionId, block_id: '', type: 'button', action_ts: '' };
}

// packages/slack-simulator/src/control-api/conversation.ts
function conversation(slack, responseUrls) {
  return {
    say: async (team2, channelId, said) => {
      const place = placeBy(slack, team2, channelId);
      demandPresence(place, said.user);
      const text = slackText(said.text);
      demand(text.trim() !== '', 'no_text', 'there is nothing to say');
      const parent = said.thread_ts === void 0 ? null : messageBy(place.channel, said.thread_ts);
      const message = post(slack, place, {
        ...typed(said.user, text),
        threadTs: parent === null ? null : (parent.threadTs ?? parent.ts),
        broadcast: parent !== null && said.reply_broadcast === true,
      });
      offerInvitation(slack, place, said.user, text);
      return { ts: message.ts };
    },
    edit: async (team2, channelId, ts, { user, text }) => {
      const place = placeBy(slack, team2, channelId);
      const message = messageBy(place.channel, ts);
      demand(message.user === user, 'not_the_author', 'only its author may edit a message');
      const changed = slackText(text);
      if (changed !== message.text) edit2(slack, place, message, { text: changed });
    },
    remove: async (team2, channelId, ts, user) => {
      const place = placeBy(slack, team2, channelId);
      const message = messageBy(place.channel, ts);
      const isOwn = message.user === user || message.ephemeralUser === user;
      demand(isOwn, 'not_the_author', 'only its author may delete a message');
      remove(slack, place, message);
    },
    react: async (team2, channelId, ts, { user, name: name2 }) => {
      const place = placeBy(slack, team2, channelId);
      demandPresence(place, user);
      react(slack, place, messageBy(place.channel, ts), { user, name: name2, adds: true });
    },
    unfurl: async (team2, channelId, ts) => {
      const place = placeBy(slack, team2, channelId);
      unfurl(slack, place, messageBy(place.channel, ts));
    },
    click: async (team2, channelId, click2) => {
      const place = placeBy(slack, team2, channelId);
      const message = messageBy(place.channel, click2.ts);
      const user = userBy(place.workspace, click2.user);
      sendClick(slack, responseUrls, place, message, user, click2.action_id);
    },
    slash: async (team2, command) => {
      const workspace2 = workspaceBy(slack, team2);
      const { channel: channel2 } = placeBy(slack, team2, command.channel);
      demandPresence({ workspace: workspace2, channel: channel2 }, command.user);
      sendSlashCommand(slack, responseUrls, { workspace: workspace2, channel: channel2 }, command);
    },
  };
}
function demandPresence({ workspace: workspace2, channel: channel2 }, user) {
  userBy(workspace2, user);
  demand(!channel2.archived, 'is_archived', 'the channel is archived');
  demand(channel2.members.has(user), 'not_in_channel', 'this person is not in the channel');
}
function offerInvitation(slack, place, user, text) {
  const { workspace: workspace2, channel: channel2 } = place;
  const absent = [...workspace2.installations.values()].filter(
    ({ active: active2, botUserId }) =>
      active2 && !channel2.members.has(botUserId) && mentions(text, botUserId),
  );
  for (const { botUserId } of absent) {
    post(slack, place, {
      user: 'USLACKBOT',
      text: `<@${botUserId}> is not in this channel and did not hear you. Invite it first.`,
      ephemeralUser: user,
    });
  }
}

// packages/slack-simulator/src/conversation/user-json.ts
function userJson(workspace2, user) {
  return {
    id: user.id,
    team_id: workspace2.id,
    name: user.name,
    deleted: user.appId !== null && workspace2.installations.get(user.appId)?.active !== true,
    color: user.color.replace('#', ''),
    real_name: user.realName,
    tz: user.timeZone,
    tz_label: user.timeZone.replaceAll('_', ' '),
    tz_offset: offsetSeconds(user.timeZone),
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.name,
      display_name_normalized: user.name,
      team: workspace2.id,
    },
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_bot: user.appId !== null,
    is_app_user: false,
    updated: 0,
  };
}
function offsetSeconds(timeZone) {
  try {
    const name2 = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
      .formatToParts()
      .find((part) => part.type === 'timeZoneName')?.value;
    const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name2 ?? '') ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  } catch {
    return 0;
  }
}

// packages/slack-simulator/src/control-api/places.ts
function places(slack) {
  const { keeper, notices } = slack;
  return {
    openIm: async (team2, { user, appId }) => {
      const workspace2 = workspaceBy(slack, team2);
      userBy(workspace2, user);
      const installation = workspace2.installations.get(appBy(slack, appId).id);
      if (!installation) return demandInstalled();
      const { id: id2 } = openIm(slack, workspace2, user, installation.botUserId);
      const event2 = { type: 'app_home_opened', user, channel: id2, tab: 'messages', event_ts: newTs(slack) };
      if (installation.active && hears(slack, installation, { event: event2.type, scope: null }))
        sendEvent(slack, workspace2, installation, event2);
      return { channel: id2 };
    },
    addWorkspace: async (made) => ({ id: addWorkspace(slack, made) }),
    addPerson: async (team2, made) => ({ id: addPerson(slack, workspaceBy(slack, team2), made) }),
    changePerson: async (team2, userId, changes) => {
      const workspace2 = workspaceBy(slack, team2);
      const before = userBy(workspace2, userId);
      const user = {
        ...before,
        name: changes.name ?? before.name,
        realName: changes.realName ?? before.realName,
        timeZone: changes.timeZone ?? before.timeZone,
      };
      keeper.commit({ type: 'user', team: team2, user });
      notices.tell({ type: 'workspace', team: team2 });
      publishOther(slack, workspace2, {
        type: 'user_change',
        user: userJson(workspace2, user),
        cache_ts: nowSeconds(slack),
        event_ts: newTs(slack),
      });
    },
    addChannel: async (team2, { id: id2, name: name2, kind = 'channel', members: members2 }) => {
      const workspace2 = workspaceBy(slack, team2);
      const people = [...workspace2.users.values()].filter((user) => user.appId === null);
      const everyone = people.map((person2) => person2.id);
      for (const member2 of members2 ?? []) userBy(workspace2, member2);
      const creator = members2?.[0] ?? everyone[0] ?? 'USLACKBOT';
      return {
        id: addChannel(slack, workspace2, {
          id: id2,
          name: name2,
          kind,
          creator,
          members: members2 ?? everyone,
        }).id,
      };
    },
    archiveChannel: async (team2, channelId, archived2) => {
      const { channel: channel2 } = placeBy(slack, team2, channelId);
      keeper.commit({ type: 'archived', team: team2, channel: channel2.id, archived: archived2 });
      notices.tell({ type: 'workspace', team: team2 });
    },
    invite: async (team2, channelId, user) => {
      const { workspace: workspace2, channel: channel2 } = placeBy(slack, team2, channelId);
      demand(channel2.kind !== 'im', 'is_im', 'nobody can be invited into a direct message');
      setMember(slack, workspace2, channel2, userBy(workspace2, user).id, true);
    },
    kick: async (team2, channelId, user) => {
      const { workspace: workspace2, channel: channel2 } = placeBy(slack, team2, channelId);
      setMember(slack, workspace2, channel2, user, false);
    },
    setActive: async (team2, active2) => {
      keeper.commit({ type: 'active', team: workspaceBy(slack, team2).id, active: active2 });
      notices.tell({ type: 'workspace', team: team2 });
    },
  };
}
function demandInstalled() {
  demand(false, 'not_installed', 'the app was never installed in this workspace');
  throw new Error('unreachable');
}

// packages/slack-simulator/src/control-api/readings.ts
var RECORD_PAGE = 5e4;
var MESSAGES_PAGE = 200;
var MAX_MESSAGES = 1e3;
function readings(slack, faults) {
  return {
    state: async () => stateOf(slack, faults),
    record: async ({ since = 0, limit = RECORD_PAGE } = {}) => slack.recorder.page(since, limit),
    changeSettings: async (changes) => {
      slack.keeper.commit({ type: 'settings', settings: { ...settingsOf(slack), ...changes } });
      slack.notices.tell({ type: 'settings' });
      return settingsOf(slack);
    },
    messages: async ({ team: team2, channel: id2, as, threadTs, limit = MESSAGES_PAGE, before }) => {
      const { workspace: workspace2, channel: channel2 } = placeBy(slack, team2, id2);
      const shown = threadTs === void 0 ? channel2.messages : threadOf(channel2, threadTs);
      const isBefore = (ts) => before === void 0 || Number(ts) < Number(before);
      const { newest, hasMore } = lastOf(shown, isBefore, Math.min(limit, MAX_MESSAGES));
      const from = newest[0]?.ts ?? '';
      const whispers = channel2.ephemerals.filter(
        (message) =>
          as !== void 0 &&
          message.ephemeralUser === as &&
          message.state === 'there' &&
          message.threadTs === (threadTs ?? null) &&
          isBefore(message.ts) &&
          (!hasMore || message.ts > from),
      );
      const all = [...newest, ...whispers].sort((one, other) => Number(one.ts) - Number(other.ts));
      return { messages: all.map((message) => messageJson(workspace2, channel2, message, true)), hasMore };
    },
  };
}
function threadOf(channel2, threadTs) {
  const parent = channel2.byTs.get(threadTs);
  return [...(parent ? [parent] : []), ...(channel2.threads.get(threadTs) ?? [])];
}
function lastOf(list3, isWanted, limit) {
  const newest = [];
  for (let at = list3.length - 1; at >= 0; at -= 1) {
    const message = list3[at];
    if (!message || message.state === 'deleted' || !isWanted(message.ts)) continue;
    if (newest.length === limit) return { newest: newest.reverse(), hasMore: true };
    newest.push(message);
  }
  return { newest: newest.reverse(), hasMore: false };
}
function stateOf(slack, faults) {
  const { world } = slack.keeper;
  return {
    workspaces: [...world.workspaces.values()].map((workspace2) => workspaceView(slack, workspace2)),
    apps: [...world.apps.values()].map((app2) => appView(slack, app2)),
    settings: world.settings,
    faults: faults.list(),
  };
}
function workspaceView(slack, workspace2) {
  const { id: id2, name: name2, domain, active: active2 } = workspace2;
  return {
    id: id2,
    name: name2,
    domain,
    url: `${slack.publicUrl()}/workspaces/${domain}/`,
    active: active2,
    people: [...workspace2.users.values()].filter((user) => user.appId === null).map(personView),
    channels: [...workspace2.channels.values()].map((channel2) => ({
      id: channel2.id,
      name: channel2.name,
      kind: channel2.kind,
      members: [...channel2.members],
      archived: channel2.archived,
    })),
    apps: [...workspace2.installations.values()].map((installation) => ({
      appId: installation.appId,
      name: slack.keeper.world.apps.get(installation.appId)?.name ?? '',
      botUserId: installation.botUserId,
      botId: installation.botId,
      installed: installation.active,
      scopes: installation.scopes,
    })),
  };
}
function personView({ id: id2, name: name2, realName, timeZone, color }) {
  return { id: id2, name: name2, realName, timeZone, color };
}
function appView(slack, app2) {
  return {
    id: app2.id,
    name: app2.name,
    clientId: app2.clientId,
    redirectUrls: app2.redirectUrls,
    installUrl: app2.installUrl ?? installUrlOf(slack, app2),
    events: app2.events,
    connections: slack.hub.of(app2.id).map((connection) => connection.view()),
  };
}
function installUrlOf(slack, app2) {
  const redirect = app2.redirectUrls.find((url) => url.endsWith('/slack/oauth_redirect'));
  if (redirect) return redirect.replace(/oauth_redirect$/, 'install');
  const query = new URLSearchParams({ client_id: app2.clientId, scope: app2.scopes.join(',') });
  return `${slack.publicUrl()}/oauth/v2/authorize?${query}`;
}

// packages/slack-simulator/src/control-api/transport.ts
function transport(slack, faults) {
  const setSocketMode = (appId, socketMode) =>
    slack.keeper.commit({ type: 'app', app: { ...appBy(slack, appId), socketMode } });
  return {
    cut: async (appId, connectionId, how = 'reset') => connectionBy(slack, appId, connectionId).cut(how),
    disconnect: async (appId, reason, connectionId) => {
      if (reason === 'link_disabled') setSocketMode(appId, false);
      const chosen2 =
        connectionId === void 0
          ? [...slack.hub.of(appBy(slack, appId).id)]
          : [connectionBy(slack, appId, connectionId)];
      for (const connection of chosen2) connection.disconnect(reason);
    },
    enableSocketMode: async (appId) => setSocketMode(appId, true),
    sendRaw: async (appId, frame2) => {
      const connection = slack.hub.pick(appBy(slack, appId).id);
      if (!connection) throw new ControlError('not_connected', 'the app has no connection', 409);
      connection.sendRaw(frame2);
    },
    sendEvent: async (team2, appId, event2) => {
      const workspace2 = workspaceBy(slack, team2);
      const installation = workspace2.installations.get(appId);
      demand(installation?.active === true, 'not_installed', 'the app is not installed in this workspace');
      return { eventId: installation ? sendEvent(slack, workspace2, installation, event2) : '' };
    },
    addFault: async (fault2) => faults.add(fault2),
    clearFaults: async () => faults.clear(),
  };
}
function connectionBy(slack, appId, id2) {
  const connection = slack.hub.of(appBy(slack, appId).id).find((one) => one.id === id2);
  if (!connection) throw new ControlError('unknown_connection', `there is no ${id2}`, 404);
  return connection;
}

// packages/slack-simulator/src/control-api/direct-control.ts
function createDirectControl(slack, faults, responseUrls) {
  return {
    ...readings(slack, faults),
    ...conversation(slack, responseUrls),
    ...places(slack),
    ...apps(slack),
    ...transport(slack, faults),
  };
}

// packages/slack-simulator/src/events/deliveries.ts
import { randomUUID as randomUUID2 } from 'node:crypto';

var HOURLY = Array.from({ length: 24 }, () => 36e5);
function createDeliveries(parts) {
  const { clock, recorder, settings: settings2 } = parts;
  const envelopes = /* @__PURE__ */ new Map();
  const attempt = (pending, number, previousId) => {
    if (pending.isAcked) return;
    if (!pending.outgoing.isWanted()) {
      pending.entry.outcome = 'given-up';
      return;
    }
    const connection = parts.hub().pick(pending.entry.appId);
    if (!connection) {
      retry(pending, number, previousId);
      return;
    }
    const repeatedId = settings2().sameEnvelopeRepeats ? previousId : null;
    const envelope = newEnvelope(recorder, pending, number, repeatedId, connection);
    envelopes.set(envelope.delivery.envelopeId, envelope);
    connection.deliver(frameOf(envelope));
    envelope.cancelTimer = clock.after(settings2().ackTimeoutMs, () => {
      envelope.state = 'late';
      retry(pending, number, envelope.delivery.envelopeId);
    });
  };
  const retry = (pending, number, envelopeId) => {
    const { retryDelaysMs, delayedEvents } = settings2();
    const delay = (delayedEvents ? [...retryDelaysMs, ...HOURLY] : retryDelaysMs)[number];
    if (delay === void 0 || pending.outgoing.kind !== 'events_api') pending.entry.outcome = 'given-up';
    else clock.after(delay, () => attempt(pending, number + 1, envelopeId));
  };
  return {
    send: ({ payload, entry: facts, ...outgoing }) => {
      const entry = { ...recorder.stamp(), sentAt: clock.wallMs(), ...facts, outcome: 'pending' };
      recorder.event(entry);
      attempt({ outgoing, payload: JSON.stringify(payload), entry, isAcked: false }, 0, null);
    },
    receive: (connection, text) => {
      const ack = readAck(text);
      if (ack) take(recorder, connection, ack, envelopes.get(ack.envelopeId));
    },
  };
}
function newEnvelope(recorder, pending, number, repeatedId, connection) {
  const { eventId, appId, team: team2 } = pending.entry;
  const delivery = {
    ...recorder.stamp(),
    envelopeId: repeatedId ?? randomUUID2(),
    eventId,
    appId,
    team: team2,
    connectionId: connection.id,
    attempt: repeatedId === null ? number : 0,
    type: pending.outgoing.kind,
    ackedAt: null,
    ackedN: null,
  };
  recorder.delivery(delivery);
  return { pending, delivery, state: 'awaited', cancelTimer: () => {} };
}
function take(recorder, connection, ack, envelope) {
  const stamp = recorder.stamp();
  const isKnown = envelope?.delivery.appId === connection.appId;
  recorder.ack({
    ...stamp,
    envelopeId: ack.envelopeId,
    connectionId: connection.id,
    appId: connection.appId,
    kind: envelope && isKnown ? ACK_KINDS[envelope.state] : 'unknown',
  });
  if (!envelope || !isKnown || envelope.state !== 'awaited') return;
  connection.countAck();
  settle(envelope, stamp);
  if (envelope.delivery.type !== 'events_api' && ack.payload !== void 0)
    envelope.pending.outgoing.onAckPayload?.(ack.payload);
}
var ACK_KINDS = { awaited: 'accepted', late: 'late', acked: 'duplicate' };
function settle(envelope, stamp) {
  envelope.cancelTimer();
  envelope.state = 'acked';
  envelope.delivery.ackedAt = stamp.at;
  envelope.delivery.ackedN = stamp.n;
  envelope.pending.isAcked = true;
  envelope.pending.payload = '';
  envelope.pending.entry.outcome = 'acked';
}
function frameOf({ pending, delivery }) {
  const start = `{"envelope_id":"${delivery.envelopeId}","payload":${pending.payload},"type":"${delivery.type}"`;
  if (delivery.type !== 'events_api') return `${start},"accepts_response_payload":true}`;
  const reason = delivery.attempt > 0 ? 'timeout' : '';
  return `${start},"accepts_response_payload":false,"retry_attempt":${delivery.attempt},"retry_reason":"${reason}"}`;
}
function readAck(text) {
  try {
    const frame2 = JSON.parse(text);
    return typeof frame2?.envelope_id === 'string'
      ? { envelopeId: frame2.envelope_id, payload: frame2.payload }
      : null;
  } catch {
    return null;
  }
}

// packages/slack-simulator/src/events/response-urls.ts
var LIFE_MS = 18e5;
var USES = 5;
function createResponseUrls(ids, clock) {
  const open2 = /* @__PURE__ */ new Map();
  return {
    issue: (place) => {
      const key = ids.secret();
      open2.set(key, { place, left: USES });
      clock.after(LIFE_MS, () => open2.delete(key));
      return `/respond/${key}`;
    },
    use: (key) => {
      const found2 = open2.get(key);
      if (!found2 || found2.left === 0) return null;
      found2.left -= 1;
      return found2.place;
    },
  };
}

// packages/slack-simulator/src/http/notices.ts
function createNotices() {
  const listeners = /* @__PURE__ */ new Set();
  return {
    tell: (notice) => {
      for (const listener of listeners) listener(notice);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

// packages/slack-simulator/src/web-api/read-body.ts
import { parse } from 'node:querystring';
// packages/slack-simulator/src/http/server.ts
import Fastify from 'fastify';
// packages/slack-simulator/src/control-api/control-routes.ts
import { z as z3 } from 'zod';

function readBody(contentType, text) {
  if (text === '') return { kind: 'read', args: {} };
  if (contentType?.startsWith('application/json')) return readJson(text);
  if (contentType?.startsWith('multipart/form-data')) return readMultipart(contentType, text);
  return { kind: 'read', args: readForm(text) };
}
function readForm(text) {
  const args = {};
  for (const [name2, value] of Object.entries(parse(text, '&', '=', { maxKeys: 200 })))
    args[name2] = Array.isArray(value) ? value.at(-1) : value;
  return args;
}
function readJson(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { kind: 'read', args: value };
    return { kind: 'refused', error: 'json_not_object' };
  } catch {
    return { kind: 'refused', error: 'invalid_json' };
  }
}
function readMultipart(contentType, text) {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) return { kind: 'refused', error: 'invalid_form_data' };
  const args = {};
  for (const part of text.split(`--${boundary}`)) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const name2 = /name="([^"]*)"/.exec(head)?.[1];
    if (name2 !== void 0 && !head.includes('filename='))
      args[name2] = rest.join('\r\n\r\n').replace(/\r\n$/, '');
  }
  return { kind: 'read', args };
}

// packages/slack-simulator/src/control-api/control-routes.ts
function controlRoutes(server, control) {
  const routes = [
    ...readingRoutes(control),
    ...talkRoutes(control),
    ...placeRoutes(control),
    ...appRoutes(control),
  ];
  for (const [method, path3, act] of routes) {
    server.route({
      method,
      url: `/_sim${path3}`,
      handler: async (request, reply) => {
        try {
          return reply.send((await act(readAsked(request))) ?? { ok: true });
        } catch (error) {
          if (!(error instanceof ControlError)) throw error;
          return reply.code(error.status).send({ error: { code: error.code, message: error.message } });
        }
      },
    });
  }
}
function readingRoutes(control) {
  return [
    ['GET', '/state', () => control.state()],
    ['GET', '/record', ({ query }) => control.record(shaped(recordQuery, query))],
    ['PATCH', '/settings', ({ body }) => control.changeSettings(body(settings))],
    ['POST', '/faults', ({ body }) => control.addFault(body(fault))],
    ['DELETE', '/faults', () => control.clearFaults()],
  ];
}
function talkRoutes(control) {
  const at = '/workspaces/:team/channels/:channel';
  const message = `${at}/messages/:ts`;
  return [
    [
      'GET',
      `${at}/messages`,
      ({ part, query }) => {
        const { thread_ts: threadTs, ...rest } = shaped(messagesQuery, query);
        const where = { team: part('team'), channel: part('channel') };
        return control.messages({ ...where, ...rest, ...(threadTs ? { threadTs } : {}) });
      },
    ],
    ['POST', `${at}/messages`, (a) => control.say(a.part('team'), a.part('channel'), a.body(say))],
    ['PATCH', message, (a) => control.edit(a.part('team'), a.part('channel'), a.part('ts'), a.body(edit))],
    [
      'DELETE',
      message,
      (a) => control.remove(a.part('team'), a.part('channel'), a.part('ts'), String(a.query.user ?? '')),
    ],
    [
      'POST',
      `${message}/reactions`,
      (a) => control.react(a.part('team'), a.part('channel'), a.part('ts'), a.body(reaction)),
    ],
    ['POST', `${message}/unfurl`, (a) => control.unfurl(a.part('team'), a.part('channel'), a.part('ts'))],
    ['POST', `${at}/click`, (a) => control.click(a.part('team'), a.part('channel'), a.body(click))],
    ['POST', '/workspaces/:team/slash', (a) => control.slash(a.part('team'), a.body(slash))],
  ];
}
function placeRoutes(control) {
  const team2 = '/workspaces/:team';
  const channel2 = `${team2}/channels/:channel`;
  return [
    ['POST', `${team2}/im`, (a) => control.openIm(a.part('team'), a.body(im))],
    ['POST', '/workspaces', (a) => control.addWorkspace(a.body(workspace))],
    ['POST', `${team2}/people`, (a) => control.addPerson(a.part('team'), a.body(person))],
    [
      'PATCH',
      `${team2}/people/:user`,
      (a) => control.changePerson(a.part('team'), a.part('user'), a.body(personChange)),
    ],
    ['POST', `${team2}/channels`, (a) => control.addChannel(a.part('team'), a.body(channel))],
    [
      'PATCH',
      channel2,
      (a) => control.archiveChannel(a.part('team'), a.part('channel'), a.body(archived).archived),
    ],
    [
      'POST',
      `${channel2}/members`,
      (a) => control.invite(a.part('team'), a.part('channel'), a.body(member).user),
    ],
    [
      'DELETE',
      `${channel2}/members/:user`,
      (a) => control.kick(a.part('team'), a.part('channel'), a.part('user')),
    ],
    ['POST', `${team2}/deactivate`, (a) => control.setActive(a.part('team'), false)],
    ['POST', `${team2}/activate`, (a) => control.setActive(a.part('team'), true)],
  ];
}
function appRoutes(control) {
  const inTeam = '/workspaces/:team/apps/:app';
  return [
    ['POST', '/apps', (a) => control.addApp(a.body(app))],
    ['PATCH', '/apps/:app', (a) => control.changeApp(a.part('app'), a.body(appChange))],
    ['POST', `${inTeam}/install`, (a) => control.install(a.part('team'), a.part('app'), a.body(install))],
    ['POST', `${inTeam}/uninstall`, (a) => control.uninstall(a.part('team'), a.part('app'))],
    ['POST', `${inTeam}/events`, (a) => control.sendEvent(a.part('team'), a.part('app'), a.body(event))],
    ['POST', '/tokens/revoke', (a) => control.revokeToken(chosen(a.body(revoke)))],
    ['POST', '/tokens/restore', (a) => control.restoreToken(chosen(a.body(restore)))],
    [
      'POST',
      '/apps/:app/connections/:connection/cut',
      (a) => control.cut(a.part('app'), a.part('connection'), a.body(cut).how),
    ],
    [
      'POST',
      '/apps/:app/disconnect',
      (a) => {
        const { reason, connectionId } = a.body(disconnect);
        return control.disconnect(a.part('app'), reason, connectionId);
      },
    ],
    ['POST', '/apps/:app/enable-socket-mode', (a) => control.enableSocketMode(a.part('app'))],
    ['POST', '/apps/:app/frames', (a) => control.sendRaw(a.part('app'), a.body(frame).frame)],
  ];
}
function readAsked(request) {
  const parts = request.params;
  return {
    part: (name2) => parts[name2] ?? '',
    query: readForm(request.url.split('?')[1] ?? ''),
    body: (schema) => shaped(schema, parseJson(request.body)),
  };
}
function parseJson(body) {
  if (typeof body !== 'string' || body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw new ControlError('invalid_json', 'the body is not JSON');
  }
}
function shaped(schema, value) {
  const result = schema.safeParse(value);
  if (!result.success) throw new ControlError('invalid_request', z3.prettifyError(result.error));
  return result.data;
}
function chosen(choice) {
  if (choice.token === void 0 && (choice.team === void 0 || choice.appId === void 0))
    throw new ControlError('invalid_request', 'give a token, or a team and an appId');
  return choice;
}

// packages/slack-simulator/src/control-api/stream-route.ts
var KEEP_ALIVE_MS = 2e4;
function streamRoute(server, notices) {
  server.get('/_sim/stream', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write(': hello\n\n');
    const stop = notices.listen((notice) =>
      raw.write(`data: ${JSON.stringify(notice)}

`),
    );
    const keepAlive2 = setInterval(() => raw.write(': still here\n\n'), KEEP_ALIVE_MS);
    request.raw.on('close', () => {
      clearInterval(keepAlive2);
      stop();
    });
  });
}

// packages/slack-simulator/src/web-api/method.ts
var ApiError = class extends Error {
  code;
  details;
  constructor(code, details = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
  }
};
function callerOf(call) {
  if (!call.caller) throw new ApiError('not_authed');
  return call.caller;
}
function needScope(caller, scope) {
  if (!caller.scopes.includes(scope))
    throw new ApiError('missing_scope', { needed: scope, provided: caller.scopes.join(',') });
}

// packages/slack-simulator/src/web-api/args.ts
function textArg(args, name2) {
  const value = args[name2];
  if (typeof value === 'string') return value === '' ? void 0 : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return void 0;
}
function neededText(args, name2, error = 'invalid_arguments') {
  const value = textArg(args, name2);
  if (value === void 0) throw new ApiError(error);
  return value;
}
function flagArg(args, name2) {
  const value = textArg(args, name2);
  return value === 'true' || value === '1';
}
function limitArg(args, usual, most) {
  const value = Number(textArg(args, 'limit') ?? usual);
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : usual;
}
function nestedArg(args, name2, error) {
  const value = args[name2];
  if (typeof value !== 'string') return value ?? void 0;
  if (value === '') return void 0;
  try {
    return JSON.parse(value);
  } catch {
    throw new ApiError(error);
  }
}
function listArg(args, name2) {
  const value = args[name2];
  const parts = Array.isArray(value) ? value.map(String) : (textArg(args, name2)?.split(',') ?? []);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

// packages/slack-simulator/src/oauth/scope-words.ts
var WORDS = {
  'app_mentions:read': 'See messages that mention it',
  'channels:history': 'Read messages in public channels that it is in',
  'channels:join': 'Join public channels',
  'channels:read': 'See public channels and who is in them',
  'chat:write': 'Send messages',
  'chat:write.public': 'Send messages to public channels that it is not in',
  commands: 'Add slash commands',
  'files:write': 'Upload, change and delete files',
  'groups:history': 'Read messages in private channels that it is in',
  'groups:read': 'See private channels that it is in',
  'im:history': 'Read its direct messages',
  'im:read': 'See who it has direct messages with',
  'im:write': 'Start direct messages with people',
  'mpim:history': 'Read group direct messages that it is in',
  'mpim:read': 'See group direct messages that it is in',
  'reactions:read': 'See reactions',
  'reactions:write': 'Add and remove reactions',
  'team:read': "See the workspace's name and address",
  'users:read': 'See people, their names and time zones',
  'users:read.email': "See people's e-mail addresses",
};
function scopeWords(scope) {
  return WORDS[scope] ?? 'Use the scope';
}
function isScope(scope) {
  return /^[a-z_]+(?:[:.][a-z_.]+)*$/.test(scope);
}

// packages/slack-simulator/src/oauth/authorize-request.ts
function readAuthorizeRequest(world, args) {
  const clientId = textArg(args, 'client_id');
  const app2 = [...world.apps.values()].find((one) => one.clientId === clientId);
  if (!app2) return refused('invalid_client_id', 'No app has this client id.');
  const asked = textArg(args, 'redirect_uri') ?? null;
  const redirectUri = asked ?? app2.redirectUrls[0];
  if (redirectUri === void 0) return refused('bad_redirect_uri', 'The app has no redirect URL.');
  if (!app2.redirectUrls.some((registered) => covers(registered, redirectUri)))
    return refused('bad_redirect_uri', `The app has not registered ${redirectUri} as a redirect URL.`);
  const scopes = listArg(args, 'scope');
  const userScopes2 = listArg(args, 'user_scope');
  if (scopes.length + userScopes2.length === 0)
    return refused('no_scopes', 'An app must ask for at least one scope.');
  const unknown = [...scopes, ...userScopes2].filter((scope) => !isScope(scope));
  if (unknown.length > 0) return refused('invalid_scope', `There is no such scope: ${unknown.join(', ')}`);
  return {
    kind: 'fine',
    app: app2,
    scopes,
    userScopes: userScopes2,
    askedRedirect: asked,
    redirectUri,
    state: textArg(args, 'state') ?? null,
    team: textArg(args, 'team') ?? null,
  };
}
function covers(registered, asked) {
  try {
    const [above, below] = [new URL(registered), new URL(asked)];
    const folder = above.pathname.endsWith('/') ? above.pathname : `${above.pathname}/`;
    const isSame = above.origin === below.origin;
    return isSame && (below.pathname === above.pathname || below.pathname.startsWith(folder));
  } catch {
    return false;
  }
}
function refused(error, explanation) {
  return { kind: 'refused', error, explanation };
}

// packages/slack-simulator/src/oauth/page.ts
function renderPage(title, content) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header><span class="mark" aria-hidden="true"></span>local slack</header>
<main><h1>${title}</h1>
${content}</main>
</body>
</html>`;
}
var STYLE = `
:root { color-scheme: light dark; --ink: #1d1c1d; --quiet: #616061; --paper: #fff; --ground: #f4ede4;
  --line: #ddd; --accent: #4a154b; --go: #007a5a; --stop: #c01343; }
@media (prefers-color-scheme: dark) { :root { --ink: #f2f0f2; --quiet: #b3b0b3; --paper: #222529;
  --ground: #17131a; --line: #46434a; --accent: #c9a3d0; --go: #17956f; --stop: #ff6b8f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
header { display: flex; gap: .6rem; align-items: center; justify-content: center; padding: 1.6rem;
  font-weight: 800; letter-spacing: -.02em; font-size: 1.25rem; }
.mark { width: 1.4rem; height: 1.4rem; border-radius: 30%; background:
  conic-gradient(#36c5f0 0 25%, #2eb67d 0 50%, #ecb22e 0 75%, #e01e5a 0); }
main { max-width: 34rem; margin: 0 auto 4rem; padding: 2rem 2.2rem; background: var(--paper);
  border: 1px solid var(--line); border-radius: 12px; box-shadow: 0 8px 30px rgb(0 0 0 / 8%); }
h1 { margin: 0 0 .6rem; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; }
h2 { margin: 1.4rem 0 .5rem; font-size: 1rem; }
p { margin: .4rem 0; } .quiet { color: var(--quiet); font-size: .92rem; }
ul { margin: .4rem 0; padding-left: 1.2rem; } li { margin: .25rem 0; }
code { font-size: .85em; color: var(--quiet); }
fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 .8rem; padding: .5rem .9rem .8rem; }
legend { font-weight: 700; padding: 0 .35rem; }
label.person { display: flex; gap: .6rem; align-items: center; padding: .35rem .2rem; cursor: pointer; }
.face { width: 1.7rem; height: 1.7rem; border-radius: 6px; color: #fff; display: grid; place-items: center;
  font-size: .8rem; font-weight: 700; }
.buttons { display: flex; gap: .8rem; justify-content: flex-end; margin-top: 1.6rem; }
button { font: inherit; font-weight: 700; padding: .6rem 1.5rem; border-radius: 8px; cursor: pointer;
  border: 1px solid var(--line); background: var(--paper); color: var(--ink); }
button.allow { background: var(--go); border-color: var(--go); color: #fff; }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid #1d9bd1; outline-offset: 2px; }
a { color: var(--accent); }
.error { border-left: 4px solid var(--stop); padding-left: .9rem; }
`;

// packages/slack-simulator/src/oauth/consent-page.ts
function consentPage(request, workspaces, query) {
  const name2 = escapeHtml(request.app.name);
  const choices = workspaces.map((workspace2, at) => workspaceChoice(workspace2, request.app.id, at === 0));
  return renderPage(
    `${name2} wants to join a workspace`,
    `<form method="post" action="/oauth/v2/authorize?${escapeHtml(query)}">
<p class="quiet">Choose the workspace, and the person who you are there.</p>
${choices.join('\n')}
<h2>What will ${name2} be able to do?</h2>
<ul>${request.scopes.map(scopeItem).join('')}</ul>
${userScopes(request)}
<p class="quiet">You go back to <code>${escapeHtml(new URL(request.redirectUri).origin)}</code> afterwards.</p>
<div class="buttons">
<button name="decision" value="deny">Cancel</button>
<button class="allow" name="decision" value="allow">Allow</button>
</div>
</form>`,
  );
}
function refusalPage(error, explanation) {
  return renderPage(
    'Something is wrong with this link',
    `<div class="error"><p>${escapeHtml(explanation)}</p><p><code>${escapeHtml(error)}</code></p></div>
<p class="quiet">Nothing was installed. Tell the makers of the app.</p>`,
  );
}
function workspaceChoice(workspace2, appId, isFirst) {
  const people = [...workspace2.users.values()].filter((user) => user.appId === null);
  const isInstalled2 = workspace2.installations.get(appId)?.active === true;
  const note = isInstalled2
    ? '<p class="quiet">Already installed here: allowing again refreshes it.</p>'
    : '';
  const options = people.map((person2, at) => personChoice(workspace2, person2, isFirst && at === 0));
  return `<fieldset><legend>${escapeHtml(workspace2.name)}</legend>${note}${options.join('')}</fieldset>`;
}
function personChoice(workspace2, person2, isChosen) {
  return `<label class="person"><input type="radio" name="who" value="${workspace2.id}:${person2.id}"${isChosen ? ' checked' : ''} required><span class="face" style="background:${escapeHtml(person2.color)}" aria-hidden="true">${escapeHtml(
    [...person2.realName][0] ?? '?',
  )}</span>${escapeHtml(person2.realName)}</label>`;
}
function userScopes(request) {
  if (request.userScopes.length === 0) return '';
  return `<h2>On your behalf</h2><ul>${request.userScopes.map(scopeItem).join('')}</ul>`;
}
function scopeItem(scope) {
  return `<li>${escapeHtml(scopeWords(scope))} <code>${escapeHtml(scope)}</code></li>`;
}
function escapeHtml(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

// packages/slack-simulator/src/oauth/oauth-routes.ts
function oauthRoutes(server, slack, codes) {
  const { world } = slack.keeper;
  server.get('/oauth/v2/authorize', async (request, reply) => {
    const query = request.url.split('?')[1] ?? '';
    const wish = readAuthorizeRequest(world, readForm(query));
    if (wish.kind === 'refused') return refuse(reply, wish.error, wish.explanation);
    const offered = [...world.workspaces.values()].filter((one) => isOffered(one, wish.team));
    if (offered.length === 0) return refuse(reply, 'invalid_team', 'There is no such workspace.');
    return html(reply, 200, consentPage(wish, offered, query));
  });
  server.post('/oauth/v2/authorize', async (request, reply) => {
    const wish = readAuthorizeRequest(world, readForm(request.url.split('?')[1] ?? ''));
    if (wish.kind === 'refused') return refuse(reply, wish.error, wish.explanation);
    const form = readForm(typeof request.body === 'string' ? request.body : '');
    if (textArg(form, 'decision') !== 'allow') return back(reply, wish, { error: 'access_denied' });
    const [team2 = '', user = ''] = (textArg(form, 'who') ?? '').split(':');
    const workspace2 = world.workspaces.get(team2);
    if (!workspace2 || !isOffered(workspace2, wish.team) || workspace2.users.get(user)?.appId !== null)
      return refuse(reply, 'invalid_team', 'Nobody was chosen.');
    const code = codes.issue({
      appId: wish.app.id,
      team: team2,
      user,
      scopes: wish.scopes,
      userScopes: wish.userScopes,
      redirectUri: wish.askedRedirect,
    });
    return back(reply, wish, { code });
  });
}
function isOffered(workspace2, team2) {
  return workspace2.active && (team2 === null || workspace2.id === team2 || workspace2.domain === team2);
}
function back(reply, wish, answer) {
  const url = new URL(wish.redirectUri);
  for (const [name2, value] of Object.entries(answer)) url.searchParams.set(name2, value);
  url.searchParams.set('state', wish.state ?? '');
  return reply.redirect(url.href, 302);
}
function refuse(reply, error, explanation) {
  return html(reply, 400, refusalPage(error, explanation));
}
function html(reply, status, page2) {
  return reply
    .code(status)
    .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .send(page2);
}

// packages/slack-simulator/src/socket-mode/hub.ts
import { WebSocketServer } from 'ws';

// packages/slack-simulator/src/socket-mode/connection.ts
var MAX_MISSED_PONGS = 3;
function createConnection(parts) {
  const { id: id2, appId, ws, socket, clock } = parts;
  const openedAt = clock.wallMs();
  const host = `${socket.remoteAddress ?? 'unknown'}:${socket.remotePort ?? 0}`;
  let state = 'opening';
  let delivered = 0;
  let acked = 0;
  const timers = createTimers(clock);
  const become = (next) => {
    if (state === next || state === 'silent') return;
    state = next;
    parts.onChange();
  };
  const isOpen = () => ws.readyState === ws.OPEN && state !== 'silent';
  const sendRaw = (frame2) => {
    if (isOpen()) ws.send(frame2);
  };
  const disconnect2 = (reason) => {
    sendRaw(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: parts.debugHost } }));
    if (reason === 'warning' || state === 'closing') return;
    become('closing');
    timers.after(parts.settings().closeGraceMs, () => ws.close(1e3));
  };
  const greet = () => {
    sendRaw(parts.hello());
    if (state === 'opening') become('open');
  };
  onceEnded(ws, socket, parts, () => {
    timers.clear();
    parts.onEnd();
  });
  ws.on('message', (frame2, isBinary) => {
    if (!isBinary && state !== 'silent') parts.onFrame(frame2.toString());
  });
  return {
    id: id2,
    appId,
    start: () => {
      keepAlive(parts, timers, isOpen);
      scheduleLife(parts, timers, greet, disconnect2);
    },
    view: () => ({
      id: id2,
      openedAt,
      state: state !== 'silent' && ws.readyState !== ws.OPEN ? 'closing' : state,
      delivered,
      acked,
      host,
    }),
    takesPayloads: () => state === 'silent' || (state !== 'opening' && ws.readyState === ws.OPEN),
    deliver: (frame2) => {
      delivered += 1;
      sendRaw(frame2);
    },
    sendRaw,
    countAck: () => {
      acked += 1;
    },
    disconnect: disconnect2,
    cut: (how) => {
      if (how === 'reset') socket.resetAndDestroy();
      else if (how === 'close') ws.close(1e3);
      else {
        become('silent');
        ws.pause();
      }
    },
  };
}
function createTimers(clock) {
  const pending = /* @__PURE__ */ new Set();
  return {
    after: (ms, act) => {
      const cancel = clock.after(ms, () => {
        pending.delete(cancel);
        act();
      });
      pending.add(cancel);
    },
    clear: () => {
      for (const cancel of pending) cancel();
      pending.clear();
    },
  };
}
function onceEnded(ws, socket, parts, ended) {
  let isOver = false;
  const over = () => {
    if (isOver) return;
    isOver = true;
    ended();
  };
  const endTcp = socket.end.bind(socket);
  let cancelLinger = () => {};
  socket.end = () => {
    over();
    if (socket.readableEnded || socket.destroyed) return endTcp();
    cancelLinger = parts.clock.after(parts.settings().tcpLingerMs, endTcp);
    return socket;
  };
  ws.on('error', () => {});
  socket.on('close', () => {
    cancelLinger();
    over();
  });
}
function keepAlive(parts, timers, isOpen) {
  let missedPongs = 0;
  const { ws, settings: settings2 } = parts;
  const ping = () => {
    if (settings2().pingIntervalMs > 0 && isOpen()) {
      if (missedPongs >= MAX_MISSED_PONGS) {
        ws.terminate();
        return;
      }
      missedPongs += 1;
      ws.ping(`Ping from ${parts.debugHost}`);
    }
    scheduleNext();
  };
  const scheduleNext = () => timers.after(settings2().pingIntervalMs || 1e4, ping);
  ws.on('ping', (payload) => {
    if (settings2().pongs && isOpen()) ws.pong(payload);
  });
  ws.on('pong', () => {
    missedPongs = 0;
  });
  scheduleNext();
}
function scheduleLife(parts, timers, greet, disconnect2) {
  const { helloDelayMs, closeGraceMs } = parts.settings();
  if (helloDelayMs === 0) greet();
  else if (helloDelayMs !== null) timers.after(helloDelayMs, greet);
  if (parts.lifeMs <= 0) return;
  timers.after(Math.max(0, parts.lifeMs - closeGraceMs), () => {
    disconnect2('warning');
    timers.after(closeGraceMs, () => disconnect2('refresh_requested'));
  });
}

// packages/slack-simulator/src/socket-mode/tickets.ts
var TICKET_LIFE_MS = 6e4;
function createTickets(ids, clock) {
  const open2 = /* @__PURE__ */ new Map();
  return {
    issue: (appId) => {
      const ticket = `${ids.secret()}-${ids.secret()}`;
      open2.set(ticket, { appId, forget: clock.after(TICKET_LIFE_MS, () => open2.delete(ticket)) });
      return ticket;
    },
    use: (ticket) => {
      const found2 = open2.get(ticket);
      if (!found2) return null;
      open2.delete(ticket);
      found2.forget();
      return found2.appId;
    },
  };
}

// packages/slack-simulator/src/socket-mode/hub.ts
var DEBUG_LIFE_MS = 36e4;
var MAX_FRAME_BYTES = 5e6;
function createHub(parts) {
  const server = new WebSocketServer({
    noServer: true,
    autoPong: false,
    maxPayload: MAX_FRAME_BYTES,
    clientTracking: false,
  });
  const tickets = createTickets(parts.ids, parts.clock);
  const byApp = /* @__PURE__ */ new Map();
  const sockets = /* @__PURE__ */ new Set();
  const of = (appId) => byApp.get(appId) ?? [];
  const accept = (appId, ws, socket, query) => {
    if (of(appId).length >= parts.settings().maxConnections) {
      ws.on('error', () => {});
      ws.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      ws.close(1e3);
      return;
    }
    const lifeMs =
      query.get('debug_reconnects') === 'true' ? DEBUG_LIFE_MS : parts.settings().connectionLifeMs;
    const debugHost = `applink-${parts.ids.digits(4)}`;
    const list3 = byApp.get(appId) ?? [];
    byApp.set(appId, list3);
    const connection = createConnection({
      ...parts,
      id: `conn-${parts.ids.digits(10)}`,
      appId,
      ws,
      socket,
      lifeMs,
      debugHost,
      hello: () => hello(appId, debugHost, list3.length, lifeMs),
      onFrame: (text) => parts.onFrame(connection, text),
      onChange: () => parts.onChange(appId),
      onEnd: () => {
        const at = list3.indexOf(connection);
        if (at >= 0) list3.splice(at, 1);
        parts.onChange(appId);
      },
    });
    list3.push(connection);
    connection.start();
    parts.onChange(appId);
  };
  return {
    ticketPath: (appId) => `/link/?ticket=${tickets.issue(appId)}&app_id=${appId}`,
    upgrade: (request, socket, head) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const appId = url.pathname === '/link/' ? tickets.use(url.searchParams.get('ticket') ?? '') : null;
      if (appId === null) {
        refuseUpgrade(socket, 408, 'Request Timeout');
        return;
      }
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      server.handleUpgrade(request, socket, head, (ws) => accept(appId, ws, socket, url.searchParams));
    },
    of,
    pick: (appId) => {
      const takers = of(appId).filter((connection) => connection.takesPayloads());
      return takers[Math.floor(parts.random() * takers.length)] ?? null;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
function refuseUpgrade(socket, status, reason) {
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status} ${reason}\r
Connection: close\r
Content-Length: 0\r
\r
`);
}
function hello(appId, host, connections, lifeMs) {
  return JSON.stringify({
    type: 'hello',
    num_connections: connections,
    debug_info: { host, build_number: 10, approximate_connection_time: Math.round(lifeMs / 1e3) },
    connection_info: { app_id: appId },
  });
}

// packages/slack-simulator/src/http/api-routes.ts
function apiRoutes(server, webApi) {
  server.route({
    method: ['GET', 'POST'],
    url: '/api/:method',
    handler: async (request, reply) => {
      const response = await webApi.answer(readRequest(request, request.params.method));
      if (response === null) return hang(reply);
      return reply.code(response.status).headers(response.headers).send(response.body);
    },
  });
}
function readRequest(request, method) {
  const query = readForm(request.url.split('?')[1] ?? '');
  const body = readBody(
    request.headers['content-type'],
    typeof request.body === 'string' ? request.body : '',
  );
  const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(' ');
  const basic = scheme.toLowerCase() === 'basic' ? readBasic(credentials) : {};
  const args = { ...query, ...(body.kind === 'read' ? body.args : {}), ...basic };
  const bearer = scheme.toLowerCase() === 'bearer' && credentials !== '' ? credentials : null;
  return {
    method,
    args,
    token: bearer ?? textArg(args, 'token') ?? null,
    bodyError: body.kind === 'refused' ? body.error : null,
  };
}
function readBasic(credentials) {
  const [client_id = '', client_secret = ''] = Buffer.from(credentials, 'base64').toString().split(':');
  return { client_id, client_secret };
}
function hang(reply) {
  reply.hijack();
  return reply;
}

// packages/slack-simulator/src/http/plain-pages.ts
function plainPages(server, slack) {
  const workspaces = () => [...slack.keeper.world.workspaces.values()];
  server.get('/', async (_request, reply) => {
    const links = workspaces().map(
      ({ domain, name: name2 }) => `<li><a href="/workspaces/${domain}/">${escapeText(name2)}</a></li>`,
    );
    return reply.type('text/html').send(renderPage('A local Slack', `<ul>${links.join('')}</ul>`));
  });
  server.get('/workspaces/:domain/', async (request, reply) => {
    const workspace2 = workspaces().find(({ domain }) => domain === request.params.domain);
    if (!workspace2) return reply.code(404).type('text/html').send(renderPage('No such workspace', ''));
    const text = `<p>This is the workspace ${escapeText(workspace2.name)} of a local Slack without a chat page.</p>`;
    return reply.type('text/html').send(renderPage(escapeText(workspace2.name), text));
  });
}

// packages/slack-simulator/src/http/respond-route.ts
function respondRoute(server, slack, responseUrls) {
  server.post('/respond/:key', async (request, reply) => {
    const body = readBody('application/json', typeof request.body === 'string' ? request.body : '');
    if (body.kind === 'refused') return reply.code(400).send({ ok: false, error: body.error });
    const place = responseUrls.use(request.params.key);
    if (!place) return reply.code(404).send({ ok: false, error: 'used_url' });
    respond(slack, place, body.args);
    return reply.send({ ok: true });
  });
}

// packages/slack-simulator/src/http/static-files.ts
import { readFile } from 'node:fs/promises';
import path from 'node:path';

var TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
function staticFiles(server, pageDir) {
  server.get('/*', async (request, reply) => {
    const asked = decodePath(request.url.split('?')[0] ?? '/');
    const file = path.join(pageDir, asked);
    const isInside = file.startsWith(path.join(pageDir, path.sep));
    const extension = path.extname(file);
    const content = isInside && extension !== '' ? await readOrNull(file) : null;
    if (content) {
      return reply.header('content-type', TYPES[extension] ?? 'application/octet-stream').send(content);
    }
    if (extension !== '') return reply.code(404).send({ error: { code: 'not_found', message: asked } });
    const page2 = await readOrNull(path.join(pageDir, 'index.html'));
    if (!page2)
      return reply.code(404).send({ error: { code: 'no_page', message: 'The chat page was not built.' } });
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(page2);
  });
}
function decodePath(asked) {
  try {
    return decodeURIComponent(asked);
  } catch {
    return '/';
  }
}
async function readOrNull(file) {
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}

// packages/slack-simulator/src/http/server.ts
var BODY_LIMIT_BYTES = 2e7;
function buildServer(parts) {
  const { slack } = parts;
  const server = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    keepAliveTimeout: 6e4,
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error, _request, reply) =>
    reply.code(error.statusCode ?? 500).send({ error: { code: 'failed', message: error.message } }),
  );
  apiRoutes(server, parts.webApi);
  oauthRoutes(server, slack, parts.codes);
  respondRoute(server, slack, parts.responseUrls);
  controlRoutes(server, parts.control);
  streamRoute(server, slack.notices);
  if (parts.pageDir === void 0) plainPages(server, slack);
  else staticFiles(server, parts.pageDir);
  server.server.on('upgrade', (request, socket, head) => {
    const fault2 = parts.faults.take('socket', null);
    if (fault2 === null) slack.hub.upgrade(request, socket, head);
    else if (fault2.kind !== 'hang') refuseUpgrade(socket, 503, 'Service Unavailable');
  });
  return server;
}

// packages/slack-simulator/src/oauth/codes.ts
var CODE_LIFE_MS = 6e5;
function createCodeStore(ids, clock) {
  const open2 = /* @__PURE__ */ new Map();
  return {
    issue: (grant) => {
      const code = `${ids.digits(12)}.${ids.digits(13)}.${ids.secret()}${ids.secret()}`;
      open2.set(code, { grant, forget: clock.after(CODE_LIFE_MS, () => open2.delete(code)) });
      return code;
    },
    use: (code) => {
      const found2 = open2.get(code);
      if (!found2) return null;
      open2.delete(code);
      found2.forget();
      return found2.grant;
    },
  };
}

// packages/slack-simulator/src/record/recorder.ts
function createRecorder(now) {
  const events = [];
  const deliveries = [];
  const acks = [];
  const calls = [];
  let last = 0;
  return {
    stamp: () => {
      last += 1;
      return { n: last, at: now() };
    },
    event: (entry) => {
      events.push(entry);
    },
    delivery: (entry) => {
      deliveries.push(entry);
    },
    ack: (entry) => {
      acks.push(entry);
    },
    call: (entry) => {
      calls.push(entry);
    },
    // Every n names one thing at most, so a window of n bounds the page.
    page: (since, limit) => {
      const until = since + limit;
      return {
        events: within(events, since, until),
        deliveries: within(deliveries, since, until),
        acks: within(acks, since, until),
        calls: within(calls, since, until),
        next: until < last ? until : null,
        last,
      };
    },
  };
}
function within(entries, since, until) {
  return entries.slice(firstAfter(entries, since), firstAfter(entries, until));
}
function firstAfter(entries, n) {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.n ?? 0) > n) high = middle;
    else low = middle + 1;
  }
  return low;
}

// packages/slack-simulator/src/state/default-seed.ts
var DEFAULT_WORKSPACES = [
  {
    id: 'T0ACME00001',
    name: 'Acme',
    domain: 'acme',
    people: [
      { id: 'U0ACMEADA01', name: 'ada', realName: 'Ada Byrne', timeZone: 'Europe/London' },
      { id: 'U0ACMEBEN01', name: 'ben', realName: 'Ben Ito', timeZone: 'Asia/Tokyo' },
      { id: 'U0ACMECHLOE', name: 'chloe', realName: 'Chlo\xE9 Martin', timeZone: 'America/New_York' },
    ],
    channels: [
      { id: 'C0ACMEGEN01', name: 'general' },
      { id: 'C0ACMEDAILY', name: 'daily' },
      { id: 'C0ACMELEADS', name: 'leads', kind: 'private', members: ['U0ACMEADA01', 'U0ACMECHLOE'] },
    ],
  },
  {
    id: 'T0GLOBEX001',
    name: 'Globex',
    domain: 'globex',
    people: [
      { id: 'U0GLOBEXDAN', name: 'dan', realName: 'Dan Okafor', timeZone: 'Africa/Lagos' },
      { id: 'U0GLOBEXEVA', name: 'eva', realName: 'Eva Lindqvist', timeZone: 'Europe/Stockholm' },
      { id: 'U0GLOBEXFAR', name: 'farah', realName: 'Farah Aziz', timeZone: 'Asia/Kolkata' },
    ],
    channels: [
      { id: 'C0GLOBEXGEN', name: 'general' },
      { id: 'C0GLOBEXSTN', name: 'standup' },
      { id: 'C0GLOBEXOPS', name: 'ops', kind: 'private', members: ['U0GLOBEXDAN', 'U0GLOBEXEVA'] },
    ],
  },
];

// packages/slack-simulator/src/state/default-settings.ts
var DEFAULT_SETTINGS = Object.freeze({
  timeScale: 1,
  rateLimits: true,
  connectionsPerMinute: 50,
  ackTimeoutMs: 3e3,
  retryDelaysMs: [0, 6e4, 3e5],
  delayedEvents: false,
  sameEnvelopeRepeats: false,
  doubles: true,
  unfurls: true,
  newTokenOnReinstall: false,
  pingIntervalMs: 1e4,
  pongs: true,
  helloDelayMs: 0,
  connectionLifeMs: 1806e4,
  closeGraceMs: 1e4,
  tcpLingerMs: 3e4,
  maxConnections: 10,
});

// packages/slack-simulator/src/state/ids.ts
var CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
var MIXED = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
function createIds(random, startedMs) {
  const text = (alphabet, length) => {
    let made = '';
    for (let i = 0; i < length; i += 1) made += alphabet[Math.floor(random() * alphabet.length)];
    return made;
  };
  const digits = (length) => text('0123456789', length);
  const run = startedMs.toString(36).toUpperCase().padStart(9, '0').slice(-8);
  let events = 0;
  return {
    id: (letter) => `${letter}0${text(CAPITALS, 9)}`,
    token: (kind) => `${kind}-${digits(12)}-${digits(13)}-${text(MIXED, 24)}`,
    appToken: (appId) => `xapp-1-${appId}-${digits(13)}-${text('0123456789abcdef', 64)}`,
    secret: () => text('0123456789abcdef', 32),
    digits,
    eventId: () => {
      events += 1;
      return `Ev${run}${events.toString(36).toUpperCase().padStart(5, '0')}`;
    },
    triggerId: () => `${digits(13)}.${digits(12)}.${text('0123456789abcdef', 32)}`,
  };
}

// packages/slack-simulator/src/state/apply-change.ts
function applyChange(world, change2) {
  switch (change2.type) {
    case 'settings':
      world.settings = change2.settings;
      return;
    case 'app':
      world.apps.set(change2.app.id, change2.app);
      return;
    case 'token':
      world.tokens.set(change2.token.token, change2.token);
      return;
    case 'workspace':
      addWorkspace2(world, change2);
      return;
    default:
      applyInWorkspace(world, known(world.workspaces.get(change2.team), change2.team), change2);
  }
}
function applyInWorkspace(world, workspace2, change2) {
  switch (change2.type) {
    case 'active':
      workspace2.active = change2.active;
      return;
    case 'user':
      workspace2.users.set(change2.user.id, change2.user);
      return;
    case 'installation':
      workspace2.installations.set(change2.installation.appId, change2.installation);
      return;
    case 'channel':
      addChannel2(workspace2, change2.channel);
      return;
    default:
      applyInChannel(world, known(workspace2.channels.get(change2.channel), change2.channel), change2);
  }
}
function applyInChannel(world, channel2, change2) {
  switch (change2.type) {
    case 'archived':
      channel2.archived = change2.archived;
      return;
    case 'member':
      if (change2.joins) channel2.members.add(change2.user);
      else channel2.members.delete(change2.user);
      return;
    case 'message':
      addMessage(channel2, change2.message);
      world.lastTsMicros = Math.max(world.lastTsMicros, microsOf(change2.message.ts));
      return;
    case 'edit':
      editMessage(known(channel2.byTs.get(change2.ts), change2.ts), change2.change);
      if (change2.change.edited)
        world.lastTsMicros = Math.max(world.lastTsMicros, microsOf(change2.change.edited.ts));
      return;
  }
}
function addWorkspace2(world, made) {
  world.workspaces.set(made.id, {
    id: made.id,
    name: made.name,
    domain: made.domain,
    active: true,
    users: /* @__PURE__ */ new Map(),
    channels: /* @__PURE__ */ new Map(),
    installations: /* @__PURE__ */ new Map(),
    ims: /* @__PURE__ */ new Map(),
  });
}
function addChannel2(workspace2, made) {
  workspace2.channels.set(made.id, {
    ...made,
    members: new Set(made.members),
    archived: false,
    messages: [],
    byTs: /* @__PURE__ */ new Map(),
    threads: /* @__PURE__ */ new Map(),
    ephemerals: [],
  });
  const [one, other] = made.members;
  if (made.kind === 'im' && one && other) workspace2.ims.set(imKey(one, other), made.id);
}
function addMessage(channel2, message) {
  channel2.byTs.set(message.ts, message);
  if (message.ephemeralUser) {
    channel2.ephemerals.push(message);
    return;
  }
  if (message.threadTs === null || message.broadcast) channel2.messages.push(message);
  if (message.threadTs === null) return;
  const thread = channel2.threads.get(message.threadTs);
  if (thread) thread.push(message);
  else channel2.threads.set(message.threadTs, [message]);
}
function editMessage(message, change2) {
  Object.assign(message, change2);
}
function known(value, id2) {
  if (value === void 0) throw new Error(`a change names ${id2}, which does not exist`);
  return value;
}

// packages/slack-simulator/src/state/journal.ts
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import path2 from 'node:path';

var forgetfulJournal = { append: () => {}, close: () => {} };
var FILE = 'journal.jsonl';
function readJournal(stateDir) {
  const file = path2.join(stateDir, FILE);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.pop();
  return lines.map((line2, index) => {
    try {
      return JSON.parse(line2);
    } catch (cause) {
      throw new Error(`line ${index + 1} of ${file} cannot be read`, { cause });
    }
  });
}
function openCompactedJournal(stateDir, changes) {
  mkdirSync(stateDir, { recursive: true });
  const file = path2.join(stateDir, FILE);
  const fresh = `${file}.new`;
  const descriptor = openSync(fresh, 'w', 384);
  let batch = '';
  for (const change2 of changes) {
    batch += line(change2);
    if (batch.length < 1e6) continue;
    writeSync(descriptor, batch);
    batch = '';
  }
  writeSync(descriptor, batch);
  fsyncSync(descriptor);
  renameSync(fresh, file);
  return {
    append: (change2) => {
      writeSync(descriptor, line(change2));
    },
    close: () => closeSync(descriptor),
  };
}
function line(change2) {
  return `${JSON.stringify(change2)}
`;
}

// packages/slack-simulator/src/state/snapshot.ts
function* snapshotChanges(world) {
  yield { type: 'settings', settings: world.settings };
  for (const app2 of world.apps.values()) yield { type: 'app', app: app2 };
  for (const workspace2 of world.workspaces.values()) yield* workspaceChanges(workspace2);
  for (const token of world.tokens.values()) yield { type: 'token', token };
}
function* workspaceChanges(workspace2) {
  const team2 = workspace2.id;
  yield { type: 'workspace', id: team2, name: workspace2.name, domain: workspace2.domain };
  if (!workspace2.active) yield { type: 'active', team: team2, active: false };
  for (const user of workspace2.users.values()) yield { type: 'user', team: team2, user };
  for (const installation of workspace2.installations.values())
    yield { type: 'installation', team: team2, installation };
  for (const channel2 of workspace2.channels.values()) yield* channelChanges(team2, channel2);
}
function* channelChanges(team2, channel2) {
  const { id: id2, name: name2, kind, creator, created } = channel2;
  yield {
    type: 'channel',
    team: team2,
    channel: { id: id2, name: name2, kind, creator, created, members: [...channel2.members] },
  };
  if (channel2.archived) yield { type: 'archived', team: team2, channel: id2, archived: true };
  for (const message of channel2.byTs.values()) {
    if (message.state !== 'deleted') yield { type: 'message', team: team2, channel: id2, message };
  }
}

// packages/slack-simulator/src/state/keeper.ts
function openKeeper(stateDir, settings2) {
  const world = {
    apps: /* @__PURE__ */ new Map(),
    workspaces: /* @__PURE__ */ new Map(),
    tokens: /* @__PURE__ */ new Map(),
    settings: settings2,
    lastTsMicros: 0,
  };
  if (stateDir !== void 0) {
    for (const change2 of readJournal(stateDir)) applyChange(world, change2);
    world.settings = { ...settings2, ...world.settings };
  }
  const journal =
    stateDir === void 0 ? forgetfulJournal : openCompactedJournal(stateDir, snapshotChanges(world));
  return {
    world,
    commit: (change2) => {
      applyChange(world, change2);
      journal.append(change2);
    },
    close: () => journal.close(),
  };
}

// packages/slack-simulator/src/web-api/faults.ts
function createFaults() {
  let faults = [];
  return {
    add: (fault2) => {
      faults.push(fault2);
    },
    clear: () => {
      faults = [];
    },
    list: () => faults,
    take: (method, team2) => {
      const at = faults.findLastIndex((fault3) => fits(fault3, method, team2));
      const fault2 = faults[at];
      if (!fault2) return null;
      const left = { ...fault2, times: fault2.times - 1 };
      faults = left.times > 0 ? faults.with(at, left) : faults.toSpliced(at, 1);
      return fault2;
    },
  };
}
function fits(fault2, method, team2) {
  const isMethod = fault2.method === method || (fault2.method === '*' && method !== 'socket');
  return isMethod && (fault2.team === void 0 || fault2.team === team2);
}

// packages/slack-simulator/src/web-api/auth.ts
var authMethods = {
  'api.test': { token: 'none', perMinute: 6e3, run: apiTest },
  'auth.test': { token: 'team', perMinute: 600, run: authTest },
  'auth.revoke': { token: 'team', perMinute: 50, run: authRevoke },
  'apps.uninstall': { token: 'team', perMinute: 20, run: appsUninstall },
  'apps.connections.open': { token: 'app', perMinute: 50, run: connectionsOpen },
};
function apiTest(call) {
  const { token: _, ...args } = call.args;
  const error = textArg(args, 'error');
  if (error !== void 0) throw new ApiError(error, { args });
  return { args };
}
function authTest(call) {
  const { workspace: workspace2, installation, token, userId } = callerOf(call);
  return {
    url: `${call.slack.publicUrl()}/workspaces/${workspace2.domain}/`,
    team: workspace2.name,
    user: workspace2.users.get(userId)?.name ?? '',
    team_id: workspace2.id,
    user_id: userId,
    ...(token.kind === 'bot' ? { bot_id: installation.botId } : {}),
    is_enterprise_install: false,
  };
}
function authRevoke(call) {
  const { workspace: workspace2, token } = callerOf(call);
  const isTest = flagArg(call.args, 'test');
  if (!isTest) revoke2(call.slack, workspace2, token);
  return { revoked: !isTest };
}
function appsUninstall(call) {
  const { workspace: workspace2, app: app2 } = callerOf(call);
  if (textArg(call.args, 'client_id') !== app2.clientId) throw new ApiError('client_id_token_mismatch');
  if (textArg(call.args, 'client_secret') !== app2.clientSecret) throw new ApiError('bad_client_secret');
  uninstall(call.slack, workspace2, app2.id);
  return {};
}
function connectionsOpen(call) {
  const { app: app2, slack } = call;
  if (!app2) throw new ApiError('not_authed');
  if (!app2.socketMode) throw new ApiError('socket_mode_not_enabled');
  const url = `${slack.publicUrl().replace(/^http/, 'ws')}${slack.hub.ticketPath(app2.id)}`;
  return { url };
}

// packages/slack-simulator/src/web-api/authenticate.ts
function tokenOf(slack, token) {
  return token === null ? null : (slack.keeper.world.tokens.get(token) ?? null);
}
function authenticate(slack, method, given) {
  if (method.token === 'none') return { caller: null, app: null };
  if (given === null) throw new ApiError('not_authed');
  const token = tokenOf(slack, given);
  if (!token) throw new ApiError('invalid_auth');
  if (token.error !== null) throw new ApiError(token.error);
  if ((method.token === 'app') !== (token.kind === 'app')) throw new ApiError('not_allowed_token_type');
  const app2 = slack.keeper.world.apps.get(token.appId) ?? null;
  if (!app2) throw new ApiError('invalid_auth');
  if (method.token === 'app') return { caller: null, app: app2 };
  return { caller: callerOf2(slack, token, app2, method), app: app2 };
}
function callerOf2(slack, token, app2, method) {
  const workspace2 = slack.keeper.world.workspaces.get(token.team ?? '');
  const installation = workspace2?.installations.get(app2.id);
  if (!workspace2 || !installation) throw new ApiError('invalid_auth');
  if (!workspace2.active || !installation.active) throw new ApiError('account_inactive');
  const scopes = token.kind === 'bot' ? installation.scopes : token.scopes;
  const missing = method.scopes?.filter((scope) => !scopes.includes(scope)) ?? [];
  if (missing.length > 0)
    throw new ApiError('missing_scope', { needed: missing.join(','), provided: scopes.join(',') });
  return {
    token,
    app: app2,
    workspace: workspace2,
    installation,
    scopes,
    userId: token.userId ?? installation.botUserId,
  };
}

// packages/slack-simulator/src/web-api/message-args.ts
var MAX_BLOCKS = 50;
var MAX_SECTION_TEXT = 3e3;
var MAX_HEADER_TEXT = 150;
function messageContents(args) {
  const text = textArg(args, 'text');
  const blocks = checkedBlocks(nestedArg(args, 'blocks', 'invalid_blocks_format'));
  const attachments = checkedList(
    nestedArg(args, 'attachments', 'invalid_attachments'),
    'invalid_attachments',
  );
  const metadata = checkedMetadata(nestedArg(args, 'metadata', 'invalid_metadata_format'));
  if (text === void 0 && isEmpty(blocks) && isEmpty(attachments)) throw new ApiError('no_text');
  return {
    text,
    blocks: blocks && JSON.stringify(blocks),
    attachments: attachments && JSON.stringify(attachments),
    metadata: metadata && JSON.stringify(metadata),
  };
}
function checkedBlocks(value) {
  const blocks = checkedList(value, 'invalid_blocks_format');
  if (!blocks) return void 0;
  if (blocks.length > MAX_BLOCKS) throw invalidBlocks(`no more than ${MAX_BLOCKS} items allowed`);
  blocks.forEach((block, at) => {
    const { type, text } = block ?? {};
    if (typeof type !== 'string')
      throw invalidBlocks(`missing required field: type [json-pointer:/blocks/${at}]`);
    const limit = type === 'header' ? MAX_HEADER_TEXT : MAX_SECTION_TEXT;
    const length = typeof text?.text === 'string' ? text.text.length : null;
    if ((type === 'section' || type === 'header') && length !== null && (length === 0 || length > limit))
      throw invalidBlocks(`text must be between 1 and ${limit} characters [json-pointer:/blocks/${at}/text]`);
  });
  return blocks;
}
function checkedList(value, error) {
  if (value === void 0) return void 0;
  if (!Array.isArray(value)) throw new ApiError(error);
  return value;
}
function checkedMetadata(value) {
  if (value === void 0) return void 0;
  const { event_type, event_payload } = value ?? {};
  if (typeof event_type !== 'string' || typeof event_payload !== 'object' || event_payload === null)
    throw new ApiError('invalid_metadata_format');
  return { event_type, event_payload };
}
function isEmpty(list3) {
  return list3 === void 0 || list3.length === 0;
}
function invalidBlocks(message) {
  return new ApiError('invalid_blocks', {
    errors: [message],
    response_metadata: { messages: [`[ERROR] ${message}`] },
  });
}

// packages/slack-simulator/src/web-api/places.ts
var SCOPE_FAMILY = {
  channel: 'channels',
  private: 'groups',
  im: 'im',
  mpim: 'mpim',
};
function scopeFor(kind, verb) {
  return `${SCOPE_FAMILY[kind]}:${verb}`;
}
function visibleChannel(caller, id2) {
  const channel2 = id2 === void 0 ? void 0 : caller.workspace.channels.get(id2);
  if (!channel2) throw new ApiError('channel_not_found');
  if (channel2.kind !== 'channel' && !channel2.members.has(caller.userId))
    throw new ApiError('channel_not_found');
  return channel2;
}
function targetChannel(slack, caller, target) {
  const { workspace: workspace2, userId } = caller;
  const user = target === void 0 ? void 0 : workspace2.users.get(target);
  if (user && user.id !== userId) return openIm(slack, workspace2, userId, user.id);
  const name2 = target?.replace(/^#/, '');
  const named = [...(target && !workspace2.channels.has(target) ? workspace2.channels.values() : [])].find(
    (channel2) => channel2.name !== '' && channel2.name === name2,
  );
  return visibleChannel(caller, named?.id ?? target);
}
function needMembership(caller, channel2) {
  if (channel2.archived) throw new ApiError('is_archived');
  if (channel2.members.has(caller.userId)) return;
  if (channel2.kind === 'channel' && caller.scopes.includes('chat:write.public')) return;
  throw new ApiError('not_in_channel');
}
function messageAt(channel2, ts, error = 'message_not_found') {
  const message = ts === void 0 ? void 0 : channel2.byTs.get(ts);
  if (!message || message.state === 'deleted' || message.ephemeralUser) throw new ApiError(error);
  return message;
}

// packages/slack-simulator/src/web-api/chat.ts
var chatMethods = {
  'chat.postMessage': { token: 'team', scopes: ['chat:write'], perMinute: 600, run: postMessage },
  'chat.postEphemeral': { token: 'team', scopes: ['chat:write'], perMinute: 100, run: postEphemeral },
  'chat.update': { token: 'team', scopes: ['chat:write'], perMinute: 50, run: update },
  'chat.delete': { token: 'team', scopes: ['chat:write'], perMinute: 50, run: deleteMessage },
  'chat.getPermalink': { token: 'team', perMinute: 600, run: getPermalink },
};
function postMessage(call) {
  const caller = callerOf(call);
  const channel2 = targetChannel(call.slack, caller, neededText(call.args, 'channel', 'channel_not_found'));
  needMembership(caller, channel2);
  const contents2 = messageContents(call.args);
  const place = { workspace: caller.workspace, channel: channel2 };
  const threadTs = textArg(call.args, 'thread_ts');
  const message = post(call.slack, place, {
    ...authorOf(caller),
    text: slackText(contents2.text ?? ''),
    blocks: contents2.blocks ?? null,
    attachments: contents2.attachments ?? null,
    metadata: contents2.metadata ?? null,
    // A reply to a reply joins the thread of its parent.
    threadTs: threadTs === void 0 ? null : (channel2.byTs.get(threadTs)?.threadTs ?? threadTs),
    broadcast: threadTs !== void 0 && flagArg(call.args, 'reply_broadcast'),
  });
  return { channel: channel2.id, ts: message.ts, message: json(place, message) };
}
function postEphemeral(call) {
  const caller = callerOf(call);
  const channel2 = visibleChannel(caller, neededText(call.args, 'channel', 'channel_not_found'));
  needMembership(caller, channel2);
  const user = neededText(call.args, 'user', 'user_not_in_channel');
  if (!channel2.members.has(user)) throw new ApiError('user_not_in_channel');
  const contents2 = messageContents(call.args);
  const message = post(
    call.slack,
    { workspace: caller.workspace, channel: channel2 },
    {
      ...authorOf(caller),
      text: slackText(contents2.text ?? ''),
      blocks: contents2.blocks ?? null,
      attachments: contents2.attachments ?? null,
      threadTs: textArg(call.args, 'thread_ts') ?? null,
      ephemeralUser: user,
    },
  );
  return { message_ts: message.ts };
}
function update(call) {
  const { place, message } = ownMessage(call, 'cant_update_message');
  const contents2 = messageContents(call.args);
  const change2 = {
    ...(contents2.text === void 0 ? {} : { text: slackText(contents2.text), blocks: null }),
    ...(contents2.blocks === void 0 ? {} : { blocks: contents2.blocks }),
    ...(contents2.attachments === void 0 ? {} : { attachments: contents2.attachments }),
    ...(contents2.metadata === void 0 ? {} : { metadata: contents2.metadata }),
  };
  edit2(call.slack, place, message, change2);
  return { channel: place.channel.id, ts: message.ts, text: message.text, message: json(place, message) };
}
function deleteMessage(call) {
  const { place, message } = ownMessage(call, 'cant_delete_message');
  remove(call.slack, place, message);
  return { channel: place.channel.id, ts: message.ts };
}
function getPermalink(call) {
  const caller = callerOf(call);
  const channel2 = visibleChannel(caller, textArg(call.args, 'channel'));
  const message = messageAt(channel2, textArg(call.args, 'message_ts'));
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel2.id}` : '';
  const page2 = `${call.slack.publicUrl()}/workspaces/${caller.workspace.domain}`;
  return {
    channel: channel2.id,
    permalink: `${page2}/archives/${channel2.id}/p${message.ts.replace('.', '')}${thread}`,
  };
}
function ownMessage(call, error) {
  const caller = callerOf(call);
  const channel2 = visibleChannel(caller, textArg(call.args, 'channel'));
  const message = messageAt(channel2, textArg(call.args, 'ts'));
  if (message.user !== caller.userId) throw new ApiError(error);
  return { place: { workspace: caller.workspace, channel: channel2 }, message };
}
function authorOf(caller) {
  const isBot = caller.token.kind === 'bot';
  return { user: caller.userId, botId: isBot ? caller.installation.botId : null, appId: caller.app.id };
}
function json(place, message) {
  return messageJson(place.workspace, place.channel, message, true);
}

// packages/slack-simulator/src/web-api/pages.ts
var MAX_PAGE = 1e3;
function page(args, items, usual) {
  const cursor = textArg(args, 'cursor');
  const from = cursor === void 0 ? 0 : Number(Buffer.from(cursor, 'base64').toString());
  if (!Number.isInteger(from) || from < 0) throw new ApiError('invalid_cursor');
  const until = from + limitArg(args, usual, MAX_PAGE);
  return {
    items: items.slice(from, until),
    next: until < items.length ? Buffer.from(String(until)).toString('base64') : '',
  };
}

// packages/slack-simulator/src/web-api/conversations.ts
var conversationMethods = {
  'conversations.info': { token: 'team', perMinute: 50, run: info },
  'conversations.list': { token: 'team', perMinute: 20, run: list },
  'conversations.members': { token: 'team', perMinute: 100, run: members },
  'conversations.open': { token: 'team', scopes: ['im:write'], perMinute: 50, run: open },
  'conversations.join': { token: 'team', scopes: ['channels:join'], perMinute: 50, run: join },
  'conversations.leave': { token: 'team', perMinute: 50, run: leave },
};
function info(call) {
  const caller = callerOf(call);
  const channel2 = visibleChannel(caller, textArg(call.args, 'channel'));
  needScope(caller, scopeFor(channel2.kind, 'read'));
  return { channel: channelJson(caller, channel2) };
}
var LIST_TYPES = { public_channel: 'channel', private_channel: 'private', im: 'im', mpim: 'mpim' };
function list(call) {
  const caller = callerOf(call);
  const types = listArg(call.args, 'types');
  const kinds = (types.length > 0 ? types : ['public_channel']).map((type) => {
    const kind = LIST_TYPES[type];
    if (!kind) throw new ApiError('invalid_types');
    needScope(caller, scopeFor(kind, 'read'));
    return kind;
  });
  const channels = [...caller.workspace.channels.values()].filter(
    (channel2) =>
      kinds.includes(channel2.kind) &&
      (channel2.kind === 'channel' || channel2.members.has(caller.userId)) &&
      !(channel2.archived && flagArg(call.args, 'exclude_archived')),
  );
  const { items, next } = page(call.args, channels, 100);
  return {
    channels: items.map((channel2) => channelJson(caller, channel2)),
    response_metadata: { next_cursor: next },
  };
}
function members(call) {
  const caller = callerOf(call);
  const channel2 = visibleChannel(caller, textArg(call.args, 'channel'));
  needScope(caller, scopeFor(channel2.kind, 'read'));
  const { items, next } = page(call.args, [...channel2.members], 100);
  return { members: items, response_metadata: { next_cursor: next } };
}
function open(call) {
  const caller = callerOf(call);
  const channelId = textArg(call.args, 'channel');
  if (channelId !== void 0) return { channel: { id: visibleChannel(caller, channelId).id } };
  const users = listArg(call.args, 'users');
  const [user] = users;
  if (user === void 0) throw new ApiError('users_list_not_supplied');
  if (users.length > 1) throw new ApiError('method_not_supported_for_channel_type');
  if (!caller.workspace.users.has(user)) throw new ApiError('user_not_found');
  return { channel: { id: openIm(call.slack, caller.workspace, caller.userId, user).id } };
}
function join(call) {
  const caller = callerOf(call);
  const channel2 = visibleChannel(caller, textArg(call.args, 'channel'));
  if (channel2.kind !== 'channel') throw new ApiError('method_not_supported_for_channel_type');
  if (channel2.archived) throw new ApiError('is_archived');
  setMember(call.slack, caller.workspace, channel2, caller.userId, true);
  return { channel: channelJson(caller, channel2) };
}
function leave(call) {
  const caller = callerOf(call);
  const channel2 = visibleChannel(caller, textArg(call.args, 'channel'));
  if (channel2.kind === 'im') throw new ApiError('method_not_supported_for_channel_type');
  needScope(caller, scopeFor(channel2.kind, 'write'));
  setMember(call.slack, caller.workspace, channel2, caller.userId, false);
  return {};
}
function channelJson(caller, channel2) {
  const base = { id: channel2.id, created: channel2.created, is_archived: channel2.archived };
  if (channel2.kind === 'im') {
    const other = [...channel2.members].find((member2) => member2 !== caller.userId);
    return { ...base, is_im: true, user: other ?? caller.userId, is_open: true };
  }
  return {
    ...base,
    name: channel2.name,
    name_normalized: channel2.name,
    is_channel: channel2.kind === 'channel',
    is_group: channel2.kind === 'private',
    is_im: false,
    is_mpim: channel2.kind === 'mpim',
    is_private: channel2.kind !== 'channel',
    is_general: channel2.name === 'general',
    is_member: channel2.members.has(caller.userId),
    creator: channel2.creator,
    context_team_id: caller.workspace.id,
    num_members: channel2.members.size,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

// packages/slack-simulator/src/web-api/history.ts
var historyMethods = {
  'conversations.history': { token: 'team', perMinute: 50, run: history },
  'conversations.replies': { token: 'team', perMinute: 50, run: replies },
};
function history(call) {
  const caller = callerOf(call);
  const channel2 = readableChannel(caller, call.args);
  const range = rangeOf(call.args);
  const found2 = collect(channel2.messages, range, limitArg(call.args, 100, 999), 'newest');
  return {
    messages: found2.messages.map((message) => json2(caller, channel2, message, call.args)),
    pin_count: 0,
    ...pageEnd(found2),
  };
}
function replies(call) {
  const caller = callerOf(call);
  const channel2 = readableChannel(caller, call.args);
  const asked = channel2.byTs.get(textArg(call.args, 'ts') ?? '');
  const parent = asked?.threadTs ? channel2.byTs.get(asked.threadTs) : asked;
  const thread = channel2.threads.get(parent?.ts ?? textArg(call.args, 'ts') ?? '') ?? [];
  const isThere = parent !== void 0 && parent.state !== 'deleted' && !parent.ephemeralUser;
  if (!isThere && thread.length === 0) throw new ApiError('thread_not_found');
  const found2 = collect(thread, rangeOf(call.args), limitArg(call.args, 1e3, 1e3), 'oldest');
  const messages = isThere && parent ? [parent, ...found2.messages] : found2.messages;
  return {
    messages: messages.map((message) => json2(caller, channel2, message, call.args)),
    ...pageEnd(found2),
  };
}
function readableChannel(caller, args) {
  const channel2 = visibleChannel(caller, textArg(args, 'channel'));
  needScope(caller, scopeFor(channel2.kind, 'history'));
  if (!channel2.members.has(caller.userId)) throw new ApiError('not_in_channel');
  return channel2;
}
function json2(caller, channel2, message, args) {
  return messageJson(caller.workspace, channel2, message, flagArg(args, 'include_all_metadata'));
}
function rangeOf(args) {
  const oldest = Number(textArg(args, 'oldest') ?? 0);
  const latest = Number(textArg(args, 'latest') ?? Number.POSITIVE_INFINITY);
  if (Number.isNaN(oldest)) throw new ApiError('invalid_ts_oldest');
  if (Number.isNaN(latest)) throw new ApiError('invalid_ts_latest');
  const isInclusive = flagArg(args, 'inclusive');
  const cursor = readCursor(textArg(args, 'cursor'));
  return {
    isIn: (ts) => {
      const at = Number(ts);
      if (cursor && (cursor.towards === 'older' ? at >= cursor.ts : at <= cursor.ts)) return false;
      if (isInclusive) return at >= oldest && at <= latest;
      return at > oldest && at < latest;
    },
    isBefore: (ts) => Number(ts) < oldest,
  };
}
function collect(list3, range, limit, end) {
  const messages = [];
  const step = end === 'newest' ? -1 : 1;
  for (let at = end === 'newest' ? list3.length - 1 : 0; at >= 0 && at < list3.length; at += step) {
    const message = list3[at];
    if (!message || (end === 'newest' && range.isBefore(message.ts))) break;
    if (message.state === 'deleted' || !range.isIn(message.ts)) continue;
    if (messages.length === limit) return { messages, hasMore: true, end };
    messages.push(message);
  }
  return { messages, hasMore: false, end };
}
function pageEnd({ messages, hasMore, end }) {
  const last = messages.at(-1);
  if (!hasMore || !last) return { has_more: false };
  const cursor = Buffer.from(`${end === 'newest' ? 'older' : 'newer'}:${last.ts}`).toString('base64');
  return { has_more: true, response_metadata: { next_cursor: cursor } };
}
function readCursor(cursor) {
  if (cursor === void 0) return null;
  const [towards = '', ts] = Buffer.from(cursor, 'base64').toString().split(':');
  if (!['older', 'newer'].includes(towards) || Number.isNaN(Number(ts))) throw new ApiError('invalid_cursor');
  return { towards, ts: Number(ts) };
}

// packages/slack-simulator/src/web-api/oauth.ts
function oauthMethods(codes) {
  return {
    'oauth.v2.access': { token: 'none', perMinute: 600, run: (call) => access(call, codes) },
  };
}
function access(call, codes) {
  const { args, slack } = call;
  const app2 = appOf(call);
  if (textArg(args, 'grant_type') === 'refresh_token') throw new ApiError('invalid_refresh_token');
  const grant = codes.use(textArg(args, 'code') ?? '');
  if (!grant || grant.appId !== app2.id) throw new ApiError('invalid_code');
  if (!sameRedirect(grant.redirectUri, textArg(args, 'redirect_uri'))) throw new ApiError('bad_redirect_uri');
  const workspace2 = slack.keeper.world.workspaces.get(grant.team);
  if (!workspace2?.active) throw new ApiError('invalid_code');
  const installation = install2(slack, app2, workspace2, grant);
  const user =
    grant.userScopes.length === 0
      ? { id: grant.user }
      : {
          id: grant.user,
          scope: grant.userScopes.join(','),
          access_token: grantUserToken(slack, app2, workspace2, grant.user, grant.userScopes),
          token_type: 'user',
        };
  return {
    access_token: installation.botToken,
    token_type: 'bot',
    scope: installation.scopes.join(','),
    bot_user_id: installation.botUserId,
    app_id: app2.id,
    team: { id: workspace2.id, name: workspace2.name },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: user,
  };
}
function appOf({ slack, args }) {
  const clientId = textArg(args, 'client_id');
  const app2 = [...slack.keeper.world.apps.values()].find((one) => one.clientId === clientId);
  if (!app2) throw new ApiError('invalid_client_id');
  if (textArg(args, 'client_secret') !== app2.clientSecret) throw new ApiError('bad_client_secret');
  return app2;
}
function sameRedirect(first, second) {
  return first === (second ?? null);
}

// packages/slack-simulator/src/web-api/rate-limits.ts
var MAX_BUCKETS = 2e4;
function createRateLimits(now) {
  const buckets = /* @__PURE__ */ new Map();
  return {
    take: (key, perMinute, burst) => {
      const at = now();
      const before = buckets.get(key) ?? { left: burst, at };
      const left = Math.min(burst, before.left + ((at - before.at) * perMinute) / 6e4);
      const isGranted = left >= 1;
      buckets.delete(key);
      buckets.set(key, { left: isGranted ? left - 1 : left, at });
      if (buckets.size > MAX_BUCKETS) {
        const [oldest] = buckets.keys();
        if (oldest !== void 0) buckets.delete(oldest);
      }
      return isGranted ? 0 : Math.max(1, Math.ceil(((1 - left) * 60) / perMinute));
    },
  };
}

// packages/slack-simulator/src/web-api/reactions.ts
var reactionMethods = {
  'reactions.add': {
    token: 'team',
    scopes: ['reactions:write'],
    perMinute: 50,
    run: (call) => change(call, true, 'already_reacted'),
  },
  'reactions.remove': {
    token: 'team',
    scopes: ['reactions:write'],
    perMinute: 20,
    run: (call) => change(call, false, 'no_reaction'),
  },
};
function change(call, adds, nothingToDo) {
  const caller = callerOf(call);
  const name2 = neededText(call.args, 'name', 'invalid_name');
  const channel2 = visibleChannel(caller, textArg(call.args, 'channel'));
  needMembership(caller, channel2);
  const message = messageAt(channel2, textArg(call.args, 'timestamp'));
  const place = { workspace: caller.workspace, channel: channel2 };
  if (!react(call.slack, place, message, { user: caller.userId, name: name2, adds }))
    throw new ApiError(nothingToDo);
  return {};
}

// packages/slack-simulator/src/web-api/users.ts
var userMethods = {
  'users.info': { token: 'team', scopes: ['users:read'], perMinute: 100, run: info2 },
  'users.list': { token: 'team', scopes: ['users:read'], perMinute: 20, run: list2 },
  'team.info': { token: 'team', scopes: ['team:read'], perMinute: 50, run: team },
  'bots.info': { token: 'team', scopes: ['users:read'], perMinute: 50, run: bot },
};
function info2(call) {
  const { workspace: workspace2 } = callerOf(call);
  const user = workspace2.users.get(textArg(call.args, 'user') ?? '');
  if (!user) throw new ApiError('user_not_found');
  return { user: userJson(workspace2, user) };
}
function list2(call) {
  const { workspace: workspace2 } = callerOf(call);
  const { items, next } = page(call.args, [...workspace2.users.values()], 1e3);
  return {
    members: items.map((user) => userJson(workspace2, user)),
    cache_ts: Math.floor(call.slack.clock.wallMs() / 1e3),
    response_metadata: { next_cursor: next },
  };
}
function team(call) {
  const { workspace: workspace2 } = callerOf(call);
  return {
    team: {
      id: workspace2.id,
      name: workspace2.name,
      domain: workspace2.domain,
      url: `${call.slack.publicUrl()}/workspaces/${workspace2.domain}/`,
      email_domain: '',
      icon: { image_default: true },
    },
  };
}
function bot(call) {
  const { workspace: workspace2 } = callerOf(call);
  const id2 = textArg(call.args, 'bot');
  const installation = [...workspace2.installations.values()].find((one) => one.botId === id2);
  if (!installation) throw new ApiError('bot_not_found');
  return {
    bot: {
      id: installation.botId,
      deleted: !installation.active,
      name: workspace2.users.get(installation.botUserId)?.realName ?? '',
      updated: 0,
      app_id: installation.appId,
      user_id: installation.botUserId,
      icons: {},
    },
  };
}

// packages/slack-simulator/src/web-api/web-api.ts
function createWebApi(parts) {
  const { slack, faults } = parts;
  const methods = new Map(
    Object.entries({
      ...authMethods,
      ...chatMethods,
      ...conversationMethods,
      ...historyMethods,
      ...userMethods,
      ...reactionMethods,
      ...oauthMethods(parts.codes),
    }),
  );
  const limits = createRateLimits(() => slack.clock.now() * settingsOf(slack).timeScale);
  return {
    answer: async (request) => {
      const token = tokenOf(slack, request.token);
      const entry = newEntry(slack, request, token);
      slack.recorder.call(entry);
      const method = methods.get(request.method);
      const fault2 = faults.take(request.method, token?.team ?? null);
      entry.fault = fault2?.kind ?? null;
      const run = () => perform(slack, limits, method, request, entry);
      const response = fault2 ? await withFault(slack, fault2, run) : run();
      if (response) noteAnswer(slack, entry, response);
      return response;
    },
  };
}
var SECRET_ARGS = /* @__PURE__ */ new Set(['token', 'client_secret', 'code', 'refresh_token']);
function newEntry(slack, request, token) {
  const args = Object.fromEntries(Object.entries(request.args).filter(([name2]) => !SECRET_ARGS.has(name2)));
  return {
    ...slack.recorder.stamp(),
    method: request.method,
    team: token?.team ?? null,
    appId: token?.appId ?? null,
    args,
    doneN: null,
    doneAt: null,
    answeredN: null,
    answeredAt: null,
    httpStatus: null,
    ok: null,
    error: null,
    ts: null,
    channel: null,
    fault: null,
  };
}
function perform(slack, limits, method, request, entry) {
  try {
    if (!method) throw new ApiError('unknown_method', { req_method: request.method });
    if (request.bodyError !== null) throw new ApiError(request.bodyError);
    const auth = authenticate(slack, method, request.token);
    const wait = waitSeconds(slack, limits, method, request, entry);
    if (wait > 0) return limited(entry, wait);
    const answer = method.run({ slack, args: request.args, ...auth });
    noteDone(slack, entry, answer);
    const granted = auth.caller?.scopes.join(',') ?? '';
    return json3(200, { ok: true, ...answer }, granted === '' ? {} : { 'x-oauth-scopes': granted });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    entry.error = error.code;
    return json3(200, { ok: false, error: error.code, ...error.details });
  }
}
function waitSeconds(slack, limits, method, request, entry) {
  const settings2 = settingsOf(slack);
  if (!settings2.rateLimits) return 0;
  const who = `${request.method} ${entry.appId} ${entry.team}`;
  const isOpen = request.method === 'apps.connections.open';
  const perMinute = isOpen ? settings2.connectionsPerMinute : method.perMinute;
  const wait = limits.take(who, perMinute, perMinute);
  if (wait > 0 || request.method !== 'chat.postMessage') return wait;
  return limits.take(`${who} ${textArg(request.args, 'channel')}`, 60, 5);
}
function limited(entry, seconds) {
  entry.error = 'ratelimited';
  return json3(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) });
}
async function withFault(slack, fault2, run) {
  const delay = () => new Promise((resolve) => slack.clock.after(fault2.delayMs ?? 5e3, () => resolve()));
  switch (fault2.kind) {
    case '429':
      return json3(
        429,
        { ok: false, error: 'ratelimited' },
        { 'retry-after': String(fault2.retryAfterS ?? 1) },
      );
    case '500':
      return SERVER_ERROR;
    case '500-but-done':
      run();
      return SERVER_ERROR;
    case 'slow':
      await delay();
      return run();
    case 'slow-but-done': {
      const response = run();
      await delay();
      return response;
    }
    case 'hang':
      return null;
    case 'error':
      return json3(200, { ok: false, error: fault2.error ?? 'fatal_error' });
  }
}
var SERVER_ERROR = {
  status: 500,
  headers: { 'content-type': 'text/plain' },
  body: 'Internal Server Error',
};
function noteDone(slack, entry, answer) {
  const { n, at } = slack.recorder.stamp();
  entry.doneN = n;
  entry.doneAt = at;
  const ts = answer.ts ?? answer.message_ts;
  if (typeof ts === 'string') entry.ts = ts;
  const channel2 = answer.channel ?? entry.args.channel;
  if (typeof channel2 === 'string') entry.channel = channel2;
  const team2 = answer.team?.id;
  if (entry.team === null && typeof team2 === 'string') entry.team = team2;
  if (entry.appId === null && typeof answer.app_id === 'string') entry.appId = answer.app_id;
}
function noteAnswer(slack, entry, response) {
  const { n, at } = slack.recorder.stamp();
  entry.answeredN = n;
  entry.answeredAt = at;
  entry.httpStatus = response.status;
  const isOk = response.status === 200 && response.body.startsWith('{"ok":true');
  entry.ok = isOk;
  if (!isOk && entry.error === null) entry.error = errorOf(response);
}
function errorOf(response) {
  const found2 = /"error":"([^"]*)"/.exec(response.body)?.[1];
  return found2 ?? `http_${response.status}`;
}
function json3(status, body, headers = {}) {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

// packages/slack-simulator/src/start-simulator.ts
async function startSimulator(options = {}) {
  const keeper = openKeeper(options.stateDir, DEFAULT_SETTINGS);
  let url = options.publicUrl?.replace(/\/$/, '') ?? '';
  const slack = assemble(keeper, options, () => url);
  sow(slack, options);
  const faults = createFaults();
  const codes = createCodeStore(slack.ids, slack.clock);
  const responseUrls = createResponseUrls(slack.ids, slack.clock);
  const control = createDirectControl(slack, faults, responseUrls);
  const webApi = createWebApi({ slack, faults, codes });
  const { pageDir } = options;
  const server = buildServer({ slack, control, webApi, codes, faults, responseUrls, pageDir });
  const address = await server
    .listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' })
    .catch((error) => {
      keeper.close();
      throw error;
    });
  if (url === '') url = address;
  let stopped = null;
  const stop = async () => {
    slack.hub.close();
    server.server.closeAllConnections();
    await server.close();
    keeper.close();
  };
  return {
    url,
    apiUrl: `${url}/api/`,
    authorizeUrl: `${url}/oauth/v2/authorize`,
    control,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
function assemble(keeper, options, publicUrl) {
  const settings2 = () => keeper.world.settings;
  const clock = options.clock ?? createScaledClock(() => settings2().timeScale);
  const random = options.random ?? Math.random;
  const ids = createIds(random, clock.wallMs());
  const recorder = createRecorder(clock.now);
  const notices = createNotices();
  const deliveries = createDeliveries({ clock, settings: settings2, recorder, hub: () => hub });
  const hub = createHub({
    clock,
    settings: settings2,
    ids,
    random,
    onFrame: (connection, text) => deliveries.receive(connection, text),
    onChange: (appId) => notices.tell({ type: 'connections', appId }),
  });
  return { keeper, clock, random, ids, recorder, deliveries, hub, notices, publicUrl };
}
function sow(slack, { seed: seed2, timeScale }) {
  const { world } = slack.keeper;
  if (timeScale !== void 0)
    slack.keeper.commit({ type: 'settings', settings: { ...world.settings, timeScale } });
  for (const workspace2 of seed2?.workspaces ?? DEFAULT_WORKSPACES) {
    const isKnown = [...world.workspaces.values()].some(
      ({ id: id2, name: name2 }) => id2 === workspace2.id || name2 === workspace2.name,
    );
    if (!isKnown) addWorkspace(slack, workspace2);
  }
  for (const app2 of seed2?.apps ?? []) putApp(slack, app2);
}

export { readSeed, startSimulator };
