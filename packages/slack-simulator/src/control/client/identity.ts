import type { IdentityControl } from '../identity.ts';
import type { Call } from './call.ts';

export function identity(call: Call): IdentityControl {
  const inOrg = (enterprise: string, appId: string, verb: string) => [
    'enterprises',
    enterprise,
    'apps',
    appId,
    verb,
  ];
  return {
    addEnterprise: (enterprise) => call('POST', ['enterprises'], enterprise),
    installOrg: (enterprise, appId, options = {}) =>
      call('POST', inOrg(enterprise, appId, 'install'), options),
    uninstallOrg: (enterprise, appId) => call('POST', inOrg(enterprise, appId, 'uninstall'), {}),
    setOrgAccess: (enterprise, appId, team, allowed) =>
      call('POST', inOrg(enterprise, appId, 'access'), { team, allowed }),
    shareChannel: (team, channel, withTeam) =>
      call('POST', ['workspaces', team, 'channels', channel, 'share'], { team: withTeam }),
    unshareChannel: (team, channel, withTeam) =>
      call('POST', ['workspaces', team, 'channels', channel, 'unshare'], { team: withTeam }),
    addAppFromManifest: (manifest) => call('POST', ['apps', 'manifest'], { manifest }),
  };
}
