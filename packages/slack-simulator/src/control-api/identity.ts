import { ControlError } from '../control/control.ts';
import type { IdentityControl } from '../control/identity.ts';
import type { Slack } from '../slack.ts';
import { putManifest } from './own-apps.ts';

/** Organisations, shared channels, manifests. */
export function identity(slack: Slack): IdentityControl {
  const missing = async (): Promise<never> => {
    throw new ControlError('not_there_yet', 'this is not simulated yet', 501);
  };
  return {
    addEnterprise: missing,
    installOrg: missing,
    uninstallOrg: missing,
    setOrgAccess: missing,
    shareChannel: missing,
    addAppFromManifest: async (manifest) => {
      const { id, name, clientId, clientSecret, appToken } = putManifest(slack, manifest);
      return { id, name, clientId, clientSecret, appToken };
    },
  };
}
