import type { Control } from '../control.ts';
import type { Call } from './call.ts';

export function places(
  call: Call,
): Pick<
  Control,
  | 'openIm'
  | 'addWorkspace'
  | 'addPerson'
  | 'changePerson'
  | 'addChannel'
  | 'archiveChannel'
  | 'invite'
  | 'kick'
  | 'setActive'
> {
  const members = (team: string, channel: string) => ['workspaces', team, 'channels', channel, 'members'];
  return {
    openIm: (team, im) => call('POST', ['workspaces', team, 'im'], im),
    addWorkspace: (workspace) => call('POST', ['workspaces'], workspace),
    addPerson: (team, person) => call('POST', ['workspaces', team, 'people'], person),
    changePerson: (team, user, changes) => call('PATCH', ['workspaces', team, 'people', user], changes),
    addChannel: (team, channel) => call('POST', ['workspaces', team, 'channels'], channel),
    archiveChannel: (team, channel, archived) =>
      call('PATCH', ['workspaces', team, 'channels', channel], { archived }),
    invite: (team, channel, user) => call('POST', members(team, channel), { user }),
    kick: (team, channel, user) => call('DELETE', [...members(team, channel), user]),
    setActive: (team, active) => call('POST', ['workspaces', team, active ? 'activate' : 'deactivate'], {}),
  };
}
