import type { Control } from '../control.ts';
import { type Call, queryOf } from './call.ts';

export function conversation(
  call: Call,
): Pick<Control, 'say' | 'edit' | 'remove' | 'react' | 'unreact' | 'unfurl'> {
  const at = (team: string, channel: string, ...rest: string[]) => [
    'workspaces',
    team,
    'channels',
    channel,
    ...rest,
  ];
  return {
    say: (team, channel, message) => call('POST', at(team, channel, 'messages'), message),
    edit: (team, channel, ts, change) => call('PATCH', at(team, channel, 'messages', ts), change),
    remove: (team, channel, ts, user) =>
      call('DELETE', at(team, channel, 'messages', ts), undefined, queryOf({ user })),
    react: (team, channel, ts, reaction) =>
      call('POST', at(team, channel, 'messages', ts, 'reactions'), reaction),
    unreact: (team, channel, ts, { user, name }) =>
      call('DELETE', at(team, channel, 'messages', ts, 'reactions', name), undefined, queryOf({ user })),
    unfurl: (team, channel, ts) => call('POST', at(team, channel, 'messages', ts, 'unfurl'), {}),
  };
}
