import { resolve, type Schema } from './schema.ts';

/** Where Slack itself does otherwise than its published types say. */
export interface Exception {
  /** Names of types, with the way to an object inside: `UserChangeEvent.user.profile`. */
  readonly of: readonly string[];
  /** Fields that come although the type has none of the name, with what they hold. */
  readonly adds?: Readonly<Record<string, Schema>>;
  /** Fields that need not be there although the type says so. */
  readonly lacks?: readonly string[];
  /** Fields that may be null although the type says what they hold. */
  readonly nulls?: readonly string[];
  readonly why: string;
}

const TEXT: Schema = { type: 'string' };
const ANYTHING: Schema = {};
const VIEWS = ['Open', 'Publish', 'Push', 'Update'].map((verb) => `Views${verb}Response.view`);

export const EXCEPTIONS: readonly Exception[] = [
  {
    of: ['EventWrapper'],
    adds: { event_context: TEXT, context_enterprise_id: { type: ['string', 'null'] } },
    why: 'https://docs.slack.dev/reference/methods/apps.event.authorizations.list/ says that every payload has an event_context; outside of organisations the enterprise is null',
  },
  {
    of: ['EventWrapper'],
    nulls: ['team_id', 'context_team_id'],
    why: 'what concerns a whole organisation is of none of its workspaces: https://docs.slack.dev/reference/events/team_access_granted',
  },
  {
    of: ['TokensRevokedEvent', 'AppUninstalledEvent'],
    adds: { event_ts: TEXT },
    why: 'every event has it: https://docs.slack.dev/reference/objects/event-object',
  },
  {
    of: [
      'MessageChangedEvent.message',
      'MessageChangedEvent.previous_message',
      'MessageDeletedEvent.previous_message',
      'ThreadBroadcastMessageEvent.root',
    ],
    adds: {
      subtype: ANYTHING,
      thread_ts: TEXT,
      reply_count: { type: 'number' },
      reply_users_count: { type: 'number' },
      reply_users: { type: 'array', items: TEXT },
      latest_reply: TEXT,
      team: TEXT,
      source_team: TEXT,
      user_team: TEXT,
    },
    lacks: ['channel', 'channel_type', 'event_ts'],
    why: 'inside is a message as it is kept, not an event: https://docs.slack.dev/reference/events/message/message_changed. Of a tombstone Slack publishes no type',
  },
  {
    of: ['MessageAttachment'],
    adds: { id: { type: 'number' }, from_url: TEXT, original_url: TEXT, service_name: TEXT },
    why: 'the type is of what apps send; Slack gives numbers to all and these to links that it unfurled itself',
  },
  {
    of: ['ThreadBroadcastMessageEvent'],
    adds: { team: TEXT, parent_user_id: TEXT },
    why: 'as any other reply, whose type has both',
  },
  {
    of: ['GenericMessageEvent', 'ThreadBroadcastMessageEvent'],
    adds: { source_team: TEXT, user_team: TEXT },
    why: 'where the sender is from, in channels of several workspaces, as the type of app_mention has them',
  },
  {
    of: ['ConversationsListResponse.channels', 'ConversationsJoinResponse.channel'],
    adds: { connected_team_ids: { type: 'array', items: TEXT } },
    why: 'the types come from samples without Slack Connect; the type of conversations.info has them',
  },
  {
    of: ['UserChangeEvent.user.profile'],
    lacks: [
      'avatar_hash',
      'image_24',
      'image_32',
      'image_48',
      'image_72',
      'image_192',
      'image_512',
      'fields',
    ],
    why: 'this Slack keeps no pictures of people, and a workspace has no fields of its own',
  },
  {
    of: [
      'ChatPostMessageResponse.message',
      'ChatUpdateResponse.message',
      'ConversationsHistoryResponse.messages',
    ],
    adds: { metadata: { type: 'object', required: ['event_type', 'event_payload'] } },
    why: 'the payload is of any content, while the type has one from a sample',
  },
  {
    of: ['ConversationsHistoryResponse.messages', 'ConversationsRepliesResponse.messages'],
    adds: { blocks: ANYTHING },
    why: 'the types come from samples without rich text; blocks are held against KnownBlock instead',
  },
  {
    of: ['ConversationsRepliesResponse.messages'],
    adds: { client_msg_id: TEXT, subtype: TEXT, root: ANYTHING },
    why: 'the type comes from samples without people’s messages; the type of conversations.history has them',
  },
  {
    of: ['ChatPostMessageResponse.message', 'ConversationsHistoryResponse.messages'],
    adds: { root: ANYTHING },
    why: 'the types come from a sample with another message in it; the root of the event is held against its type',
  },
  {
    of: ['OauthV2AccessResponse', 'OauthV2ExchangeResponse'],
    adds: { enterprise: { type: ['object', 'null'] } },
    why: 'null outside of organisations: https://docs.slack.dev/reference/methods/oauth.v2.access',
  },
  {
    of: ['OauthV2AccessResponse'],
    nulls: ['team'],
    why: 'null when installed for a whole organisation: https://api.slack.com/enterprise/apps/reference',
  },
  {
    of: ['AuthRevokeResponse'],
    adds: { revoked: { type: 'boolean' } },
    why: 'documented at https://docs.slack.dev/reference/methods/auth.revoke',
  },
  {
    of: [
      'BlockActionsPayload',
      'BlockSuggestion',
      'GlobalShortcut',
      'MessageShortcut',
      'ViewClosedAction',
      'ViewSubmitAction',
    ],
    nulls: ['enterprise'],
    why: 'null outside of organisations: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload',
  },
  {
    of: ['BlockSuggestion.user', 'ViewClosedAction.user', 'ViewSubmitAction.user'],
    adds: { username: TEXT },
    why: 'as in the samples of https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload',
  },
  {
    of: ['BlockSuggestion'],
    adds: { message: { type: 'object' } },
    why: 'the type is of menus in views; of one in a message the message comes along, as with block_actions',
  },
  {
    of: ['BlockActionsPayload'],
    lacks: ['response_url'],
    why: 'only what is pressed in a message can be answered there: https://docs.slack.dev/interactivity/handling-user-interaction',
  },
  {
    of: VIEWS,
    nulls: ['close', 'submit', 'previous_view_id'],
    why: 'null where there is none, as in the samples of https://docs.slack.dev/reference/methods/views.open',
  },
  {
    of: VIEWS.map((view) => `${view}.state`),
    adds: { values: { type: 'object' } },
    why: 'the types come from samples of views that hold nothing; payloads’ state is held against its type',
  },
];

/** Changes the schema of `type`, wherever the exception applies in it. */
export function excuse(type: string, schema: Schema, exception: Exception): void {
  for (const place of exception.of) {
    const [name = '', ...steps] = place.split('.');
    const start = name === type ? schema : schema.definitions?.[name];
    if (!start) continue;
    for (const target of inside(schema, start, steps)) {
      target.properties = { ...target.properties, ...exception.adds };
      for (const field of exception.nulls ?? []) allowNull(target.properties, field);
      target.required = target.required?.filter((field) => !exception.lacks?.includes(field)) ?? [];
    }
  }
}

function allowNull(properties: Record<string, Schema>, field: string): void {
  const held = properties[field];
  if (held) properties[field] = { anyOf: [held, { type: 'null' }] };
}

/** The objects at the end of the way; several where a field may hold one of several. */
function inside(root: Schema, from: Schema, steps: readonly string[]): readonly Schema[] {
  const schema = resolve(root, from);
  if (schema.anyOf) return schema.anyOf.flatMap((one) => inside(root, one, steps));
  if (schema.items && !Array.isArray(schema.items)) return inside(root, schema.items, steps);
  const [step, ...rest] = steps;
  if (step === undefined) return schema.type === 'object' ? [schema] : [];
  const next = schema.properties?.[step];
  return next ? inside(root, next, rest) : [];
}
