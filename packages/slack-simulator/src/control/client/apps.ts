import type { Control } from '../control.ts';
import type { Call } from './call.ts';

export function apps(
  call: Call,
): Pick<
  Control,
  'addApp' | 'changeApp' | 'disableEvents' | 'install' | 'uninstall' | 'revokeToken' | 'restoreToken'
> {
  const inTeam = (team: string, appId: string, verb: string) => ['workspaces', team, 'apps', appId, verb];
  return {
    addApp: (app) => call('POST', ['apps'], app),
    changeApp: (appId, changes) => call('PATCH', ['apps', appId], changes),
    disableEvents: (appId) => call('POST', ['apps', appId, 'disable-events'], {}),
    install: (team, appId, options = {}) => call('POST', inTeam(team, appId, 'install'), options),
    uninstall: (team, appId) => call('POST', inTeam(team, appId, 'uninstall'), {}),
    revokeToken: (choice) => call('POST', ['tokens', 'revoke'], choice),
    restoreToken: (choice) => call('POST', ['tokens', 'restore'], choice),
  };
}
