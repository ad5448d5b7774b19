import type { SimulatorClock } from '../clock.ts';
import type { SimSettings } from '../control/settings.ts';
import type { Ids } from '../state/ids.ts';

/** What a person allowed. */
export interface Grant {
  readonly appId: string;
  /** The workspace, or the organisation for the whole of which it is. */
  readonly team: string;
  readonly user: string;
  readonly scopes: readonly string[];
  readonly userScopes: readonly string[];
  /** As in the authorize address; null when it was left out there. */
  readonly redirectUri: string | null;
  /** Of *Sign in with Slack*; null of an installation. */
  readonly signIn: SignIn | null;
}

export interface SignIn {
  readonly nonce: string | null;
  /** Seconds since 1970. */
  readonly authTime: number;
}

export type UsedCode =
  | { readonly kind: 'granted'; readonly grant: Grant }
  /** `error`: what the call answers. */
  | { readonly kind: 'refused'; readonly error: string };

/** Codes between the two steps of OAuth: single-use, for `codeLifeMs`. They do not survive a restart. */
export interface CodeStore {
  issue(grant: Grant): string;
  /** Spends it. Unknown and expired codes are `invalid_code`, used ones what the settings say. */
  use(code: string): UsedCode;
}

type CodeSettings = Pick<SimSettings, 'codeLifeMs' | 'usedCodeError'>;

export function createCodeStore(ids: Ids, clock: SimulatorClock, settings: () => CodeSettings): CodeStore {
  /** Null once it was used. */
  const known = new Map<string, Grant | null>();
  return {
    issue: (grant) => {
      const code = `${ids.digits(12)}.${ids.digits(13)}.${ids.secret()}${ids.secret()}`;
      known.set(code, grant);
      clock.after(settings().codeLifeMs, () => known.delete(code));
      return code;
    },
    use: (code) => {
      const grant = known.get(code);
      if (grant === undefined) return { kind: 'refused', error: 'invalid_code' };
      if (grant === null) return { kind: 'refused', error: settings().usedCodeError };
      known.set(code, null);
      return { kind: 'granted', grant };
    },
  };
}
