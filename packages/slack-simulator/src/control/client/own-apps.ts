import type { OwnAppControl } from '../own-apps.ts';
import type { Call } from './call.ts';

export function ownApps(call: Call): OwnAppControl {
  return {
    appDetails: (appId) => call('GET', ['apps', appId]),
    checkManifest: (manifest) => call('POST', ['manifest', 'check'], { manifest }),
    changeManifest: (appId, manifest) => call('POST', ['apps', appId, 'manifest'], { manifest }),
    addAppToken: (appId, token) => call('POST', ['apps', appId, 'tokens'], token),
    removeApp: (appId) => call('DELETE', ['apps', appId]),
  };
}
