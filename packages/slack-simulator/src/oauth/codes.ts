import type { SimulatorClock } from '../clock.ts';
import type { Ids } from '../state/ids.ts';

/** What a person allowed. */
export interface Grant {
  readonly appId: string;
  readonly team: string;
  readonly user: string;
  readonly scopes: readonly string[];
  readonly userScopes: readonly string[];
  /** As in the authorize address; null when it was left out there. */
  readonly redirectUri: string | null;
}

/** Codes between the two steps of OAuth: single-use, ten minutes. */
export interface CodeStore {
  issue(grant: Grant): string;
  /** Null for an unknown, used or expired code. */
  use(code: string): Grant | null;
}

const CODE_LIFE_MS = 600_000;

export function createCodeStore(ids: Ids, clock: SimulatorClock): CodeStore {
  const open = new Map<string, { grant: Grant; forget: () => void }>();
  return {
    issue: (grant) => {
      const code = `${ids.digits(12)}.${ids.digits(13)}.${ids.secret()}${ids.secret()}`;
      open.set(code, { grant, forget: clock.after(CODE_LIFE_MS, () => open.delete(code)) });
      return code;
    },
    use: (code) => {
      const found = open.get(code);
      if (!found) return null;
      open.delete(code);
      found.forget();
      return found.grant;
    },
  };
}
