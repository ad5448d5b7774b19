import type { Exception } from './exception.ts';
import type { Schema } from './schema.ts';

const TEXT: Schema = { type: 'string' };
const CHANGED = ['MessageChangedEvent.message', 'MessageChangedEvent.previous_message'];

/** About files, what bots say of themselves, and messages that people liked. */
export const SHOWN_EXCEPTIONS: readonly Exception[] = [
  {
    of: ['FileShareMessageEvent', 'MeMessageEvent'],
    adds: { team: TEXT, bot_id: TEXT, app_id: TEXT, bot_profile: { type: 'object' } },
    why: 'the types are of people; of a bot it says who that is, as with any other message of one',
  },
  {
    of: ['FileShareMessageEvent.files', ...CHANGED.map((message) => `${message}.files`)],
    adds: {
      timestamp: { type: 'number' },
      user_team: TEXT,
      ims: { type: 'array', items: TEXT },
      file_access: TEXT,
      alt_txt: TEXT,
    },
    why: 'as the file of files.info, whose type has them',
  },
  {
    of: ['MessageChangedEvent.message.files'],
    adds: { mode: TEXT },
    lacks: [
      'created',
      'name',
      'title',
      'mimetype',
      'filetype',
      'pretty_type',
      'editable',
      'size',
      'is_external',
      'external_type',
      'is_public',
      'public_url_shared',
      'display_as_bot',
      'username',
      'permalink',
      'channels',
      'groups',
    ],
    why: 'of a deleted file only its id is left, of which Slack publishes no type',
  },
  {
    of: ['ReactionsGetResponse.message'],
    adds: {
      client_msg_id: TEXT,
      edited: { type: 'object', required: ['user', 'ts'] },
      attachments: { type: 'array' },
      thread_ts: TEXT,
      reply_count: { type: 'number' },
      reply_users: { type: 'array', items: TEXT },
      reply_users_count: { type: 'number' },
      latest_reply: TEXT,
    },
    why: 'the type comes from a sample of a bot’s message without a thread; that of reactions.list has them',
  },
];
