import type { Clock, Log } from '@muster/fleet';
import type { Apps } from '@muster/store';

/** A refused token is tried again after a day: perhaps Slack, or a person at Slack, has thought better of it. */
const TRY_REFUSED_AGAIN_MS = 24 * 3_600_000;

export type TokenLookUp =
  | { readonly kind: 'token'; readonly appToken: string; readonly isAccepted: boolean }
  /** Not to be tried now; `reason` is for people. */
  | { readonly kind: 'none'; readonly reason: string };

/** The app-level tokens, and what Slack says of them. Everything may reject with StoreError. */
export interface AppTokens {
  lookUp(appId: string): Promise<TokenLookUp>;
  accepted(appId: string): Promise<void>;
  /** Notes that Slack refuses this token, unless it was replaced meanwhile, and looks after the installations. */
  refused(appId: string, appToken: string, reason: string): Promise<void>;
}

export function createAppTokens(parts: {
  readonly apps: Pick<Apps, 'byId' | 'secrets' | 'markTokenAccepted' | 'markTokenRefused'>;
  /** Finds out which installations of an app are dead. Must not reject. */
  readonly checkInstallations: (appId: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}): AppTokens {
  const { apps, checkInstallations, clock, log } = parts;
  return {
    async lookUp(appId) {
      const app = await apps.byId(appId);
      if (!app) return { kind: 'none', reason: 'app unknown' };
      const checkedMs = app.tokenCheckedAt?.getTime() ?? 0;
      if (app.tokenState === 'refused' && clock.wallMs() - checkedMs < TRY_REFUSED_AGAIN_MS)
        return { kind: 'none', reason: app.tokenReason ?? 'refused' };
      const secrets = await apps.secrets(appId);
      if (!secrets?.appToken) return { kind: 'none', reason: 'no app token' };
      return { kind: 'token', appToken: secrets.appToken, isAccepted: app.tokenState === 'accepted' };
    },
    accepted: (appId) => apps.markTokenAccepted(appId),
    async refused(appId, appToken, reason) {
      const secrets = await apps.secrets(appId);
      if (secrets?.appToken !== appToken) return;
      await apps.markTokenRefused(appId, reason);
      log.error({ appId, reason }, 'Slack refuses the token of an app: replace it');
      // It may have to ask for hundreds of them; the slot meanwhile looks for a new token.
      void checkInstallations(appId);
    },
  };
}
