import type { Installations } from '@muster/store';
import { type ConfirmParts, confirmToken } from './confirm-token.ts';

export interface CheckParts extends ConfirmParts {
  readonly installations: ConfirmParts['installations'] & Pick<Installations, 'ofApp'>;
}

/**
 * Asks once for every installation of an app whether its bot token still opens anything, and removes those that are
 * dead. For when Slack refuses the app's own token: often the whole app is gone. Never rejects.
 */
export async function checkInstallations(parts: CheckParts, appId: string): Promise<void> {
  try {
    for (const installation of await parts.installations.ofApp(appId))
      await confirmToken(parts, installation.id, 'muster');
  } catch (error) {
    // The refusal is asked about again within a day, and every reply that fails tells the same.
    parts.log.warn({ error, appId }, 'could not check the installations of an app');
  }
}
