/** What each scope lets an app do, as the consent page says it. */
const WORDS: Readonly<Record<string, string>> = {
  'app_mentions:read': 'See messages that mention it',
  'channels:history': 'Read messages in public channels that it is in',
  'channels:join': 'Join public channels',
  'channels:manage': 'Make public channels, change them and say who is in them',
  'channels:read': 'See public channels and who is in them',
  'channels:write': 'Make public channels, change them and say who is in them',
  'channels:write.invites': 'Bring people into public channels',
  'channels:write.topic': 'Set what public channels are about',
  'chat:write': 'Send messages',
  'chat:write.public': 'Send messages to public channels that it is not in',
  commands: 'Add slash commands',
  email: 'See your e-mail address',
  'emoji:read': "See the workspace's own emoji",
  'files:read': 'See files and what they hold',
  'files:write': 'Upload, change and delete files',
  'groups:history': 'Read messages in private channels that it is in',
  'groups:read': 'See private channels that it is in',
  'groups:write': 'Make private channels, change them and say who is in them',
  'groups:write.invites': 'Bring people into private channels',
  'groups:write.topic': 'Set what private channels are about',
  'im:history': 'Read its direct messages',
  'im:read': 'See who it has direct messages with',
  'im:write': 'Start direct messages with people',
  'mpim:history': 'Read group direct messages that it is in',
  'mpim:read': 'See group direct messages that it is in',
  'mpim:write': 'Start group direct messages with people',
  openid: 'Know who you are',
  'pins:read': 'See what is pinned',
  'pins:write': 'Pin messages and take pins away',
  profile: 'See your name and the name of your workspace',
  'reactions:read': 'See reactions',
  'reactions:write': 'Add and remove reactions',
  'team:read': "See the workspace's name and address",
  'usergroups:read': 'See groups of people',
  'users.profile:read': "See people's profiles",
  'users:read': 'See people, their names and time zones',
  'users:read.email': "See people's e-mail addresses",
  'users:write': 'Say whether it is there or away',
};

/** Words for a scope; a scope without any is shown by itself. */
export function scopeWords(scope: string): string {
  return WORDS[scope] ?? 'Use the scope';
}

/** Whether the text looks like a scope at all. */
export function isScope(scope: string): boolean {
  return /^[a-z_]+(?:[:.][a-z_.]+)*$/.test(scope);
}
