import type { InteractivityControl } from '../interactivity.ts';
import { type Call, queryOf } from './call.ts';

export function interactivity(call: Call): InteractivityControl {
  const inTeam = (team: string, ...rest: readonly string[]) => ['workspaces', team, ...rest];
  return {
    slash: (team, command) => call('POST', inTeam(team, 'slash'), command),
    act: (team, action) => call('POST', inTeam(team, 'actions'), action),
    suggest: (team, search) => call('POST', inTeam(team, 'suggestions'), search),
    shortcut: (team, use) => call('POST', inTeam(team, 'shortcuts'), use),
    views: (team, user) => call('GET', inTeam(team, 'views'), undefined, queryOf({ user })),
    submitView: (team, submission) => call('POST', inTeam(team, 'views', 'submit'), submission),
    closeView: (team, closing) => call('POST', inTeam(team, 'views', 'close'), closing),
    openHome: (team, opening) => call('POST', inTeam(team, 'home'), opening),
    home: (team, user, appId) => call('GET', inTeam(team, 'home'), undefined, queryOf({ user, appId })),
  };
}
