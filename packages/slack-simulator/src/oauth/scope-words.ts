/** What each scope lets an app do, as the consent page says it. */
const WORDS: Readonly<Record<string, string>> = {
  'app_mentions:read': 'See messages that mention it',
  'channels:history': 'Read messages in public channels that it is in',
  'channels:join': 'Join public channels',
  'channels:read': 'See public channels and who is in them',
  'chat:write': 'Send messages',
  'chat:write.public': 'Send messages to public channels that it is not in',
  commands: 'Add slash commands',
  email: 'See your e-mail address',
  'files:write': 'Upload, change and delete files',
  'groups:history': 'Read messages in private channels that it is in',
  'groups:read': 'See private channels that it is in',
  'im:history': 'Read its direct messages',
  'im:read': 'See who it has direct messages with',
  'im:write': 'Start direct messages with people',
  'mpim:history': 'Read group direct messages that it is in',
  'mpim:read': 'See group direct messages that it is in',
  openid: 'Know who you are',
  profile: 'See your name and the name of your workspace',
  'reactions:read': 'See reactions',
  'reactions:write': 'Add and remove reactions',
  'team:read': "See the workspace's name and address",
  'users:read': 'See people, their names and time zones',
  'users:read.email': "See people's e-mail addresses",
};

/** Words for a scope; a scope without any is shown by itself. */
export function scopeWords(scope: string): string {
  return WORDS[scope] ?? 'Use the scope';
}

/** Whether the text looks like a scope at all. */
export function isScope(scope: string): boolean {
  return /^[a-z_]+(?:[:.][a-z_.]+)*$/.test(scope);
}
