import type { Exception } from './exception.ts';
import type { Schema } from './schema.ts';
import { SHOWN_EXCEPTIONS } from './shown-exceptions.ts';

const TEXT: Schema = { type: 'string' };
const ANYTHING: Schema = {};
const VIEWS = ['Open', 'Publish', 'Push', 'Update'].map((verb) => `Views${verb}Response.view`);

/** All that are known. */
export const EXCEPTIONS: readonly Exception[] = [
  ...SHOWN_EXCEPTIONS,
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
    of: [
      'ConversationsHistoryResponse.messages',
      'ConversationsRepliesResponse.messages',
      'PinsListResponse.items.message',
      'ReactionsGetResponse.message',
      'ReactionsListResponse.items.message',
    ],
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
