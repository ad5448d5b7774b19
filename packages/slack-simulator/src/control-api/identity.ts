import { ControlError } from '../control/control.ts';
import type { IdentityControl } from '../control/identity.ts';
import type { SimNewApp } from '../control/requests.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import type { Slack } from '../slack.ts';
import { putApp } from '../state/newcomers.ts';

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
      const { id, name, clientId, clientSecret, appToken } = putApp(slack, appOf(manifest));
      return { id, name, clientId, clientSecret, appToken };
    },
  };
}

function appOf(manifest: unknown): SimNewApp {
  try {
    return readManifest(manifest);
  } catch (error) {
    throw new ControlError('invalid_manifest', (error as Error).message);
  }
}
