import type { Clock } from '@muster/fleet';
import { clicking, type Prisma } from './prisma.ts';

/** What became of a state that Slack brought back. */
export type StateUse =
  | { readonly kind: 'ok'; readonly appId: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'used' }
  /** It was begun in another browser. The state stays good for that one. */
  | { readonly kind: 'foreign' };

export interface OauthStates {
  issue(state: { stateHash: string; browserHash: string; appId: string; expiresAt: Date }): Promise<void>;
  /** Uses a state up. Of two who try at once, one gets `ok`. */
  use(state: { stateHash: string; browserHash: string }): Promise<StateUse>;
}

export function createOauthStates(prisma: Prisma, clock: Clock): OauthStates {
  return {
    issue: (state) =>
      clicking('begin an install', async () => {
        const now = new Date(clock.wallMs());
        await prisma.oauthState.deleteMany({
          where: { expiresAt: { lt: new Date(now.getTime() - KEEP_EXPIRED_MS) } },
        });
        await prisma.oauthState.create({ data: state });
      }),
    use: ({ stateHash, browserHash }) =>
      clicking('use the state of an install', async () => {
        const now = new Date(clock.wallMs());
        const { count } = await prisma.oauthState.updateMany({
          where: { stateHash, browserHash, usedAt: null, expiresAt: { gt: now } },
          data: { usedAt: now },
        });
        const row = await prisma.oauthState.findUnique({ where: { stateHash } });
        if (!row) return { kind: 'unknown' };
        if (count === 1) return { kind: 'ok', appId: row.appId };
        if (row.browserHash !== browserHash) return { kind: 'foreign' };
        return { kind: row.usedAt ? 'used' : 'expired' };
      }),
  };
}

/** Expired states stay for a while, so that a late comer is told "expired" rather than "unknown". */
const KEEP_EXPIRED_MS = 24 * 3_600_000;
