import type { Clock } from '@muster/fleet';
import type { App } from './generated/prisma/client.ts';
import { clicking, type Prisma } from './prisma.ts';
import { type Place, type SealingKeys, seal, unseal, unsealIfPossible } from './sealing.ts';

/** A Slack app as everybody may see it. Its secrets come from `secrets` alone. */
export interface SlackApp {
  readonly id: string;
  readonly kind: 'shared' | 'own';
  readonly name: string;
  readonly clientId: string | null;
  readonly hasAppToken: boolean;
  readonly slots: number;
  /** What Slack last said of the app-level token. `refused` stops the app's connections. */
  readonly tokenState: 'unknown' | 'accepted' | 'refused';
  readonly tokenReason: string | null;
  readonly tokenCheckedAt: Date | null;
  /** Since when and why it is kept apart from the others, in words. Null: it is not. */
  readonly poison: { readonly since: Date; readonly reason: string } | null;
  readonly createdAt: Date;
}

export interface AppToSave {
  readonly id: string;
  readonly kind: 'shared' | 'own';
  readonly name: string;
  readonly clientId: string | null;
  /** Undefined keeps the one that is saved. */
  readonly clientSecret?: string | undefined;
  readonly appToken?: string | undefined;
  readonly slots: number;
}

export interface AppSecrets {
  readonly clientSecret: string | null;
  readonly appToken: string | null;
}

export interface Apps {
  /** All apps, oldest first. */
  list(): Promise<SlackApp[]>;
  byId(id: string): Promise<SlackApp | null>;
  /** Saves an app with its secrets sealed. A new app token starts with a clean slate. */
  save(app: AppToSave): Promise<'created' | 'updated'>;
  secrets(id: string): Promise<AppSecrets | null>;
  /**
   * The apps with an app token whose slots are to be filled: those that are installed, or about to be, for the first
   * time or because somebody is at it. What people write right after adding the bot then finds an open ear; without a
   * connection Slack would deliver it a minute later.
   */
  wanted(): Promise<{ appId: string; slots: number; isPoison: boolean }[]>;
  markTokenRefused(id: string, reason: string): Promise<void>;
  markTokenAccepted(id: string): Promise<void>;
}

/** From a person's return from Slack until the installation is saved; Slack may take its time. */
const INSTALL_ENDS_WITHIN_MS = 10_000;

export function createApps(prisma: Prisma, keys: SealingKeys, clock: Clock): Apps {
  const now = () => new Date(clock.wallMs());
  const mark = (id: string, tokenState: SlackApp['tokenState'], tokenReason: string | null) =>
    clicking('record what Slack said of an app token', async () => {
      await prisma.app.updateMany({
        where: { id },
        data: { tokenState, tokenReason, tokenCheckedAt: now() },
      });
    });
  return {
    list: () =>
      clicking('list apps', async () =>
        (await prisma.app.findMany({ orderBy: { createdAt: 'asc' } })).map(toSlackApp),
      ),
    byId: (id) =>
      clicking('find an app', async () => {
        const row = await prisma.app.findUnique({ where: { id } });
        return row && toSlackApp(row);
      }),
    save: (app) => clicking('save an app', () => saveApp(prisma, keys, app)),
    secrets: (id) =>
      clicking('open the secrets of an app', async () => {
        const row = await prisma.app.findUnique({ where: { id } });
        if (!row) return null;
        const open = (column: string, sealed: Uint8Array | null) =>
          sealed && unseal(keys, placeOf(id, column), sealed);
        return {
          clientSecret: open('client_secret', row.clientSecretSealed),
          appToken: open('app_token', row.appTokenSealed),
        };
      }),
    wanted: () =>
      clicking('list wanted apps', async () => {
        const justNow = new Date(clock.wallMs() - INSTALL_ENDS_WITHIN_MS);
        const begun = await prisma.oauthState.findMany({
          where: { OR: [{ usedAt: null, expiresAt: { gt: now() } }, { usedAt: { gt: justNow } }] },
          select: { appId: true },
          distinct: ['appId'],
        });
        const rows = await prisma.app.findMany({
          where: {
            appTokenSealed: { not: null },
            OR: [
              { installations: { some: { status: 'active' } } },
              { installations: { none: {} } },
              { id: { in: begun.map(({ appId }) => appId) } },
            ],
          },
          select: { id: true, slots: true, poisonSince: true },
          orderBy: { id: 'asc' },
        });
        return rows.map(({ id, slots, poisonSince }) => ({
          appId: id,
          slots,
          isPoison: poisonSince !== null,
        }));
      }),
    markTokenRefused: (id, reason) => mark(id, 'refused', reason),
    markTokenAccepted: (id) => mark(id, 'accepted', null),
  };
}

async function saveApp(prisma: Prisma, keys: SealingKeys, app: AppToSave): Promise<'created' | 'updated'> {
  const { id, kind, name, clientId, slots, clientSecret, appToken } = app;
  const before = await prisma.app.findUnique({ where: { id } });
  const sealed = (column: string, secret: string) => Uint8Array.from(seal(keys, placeOf(id, column), secret));
  // The same token again keeps its state: a restart must not make a refused token look untried.
  // One that opens with no key any more is replaced: entering the app again is how a lost key is mended.
  const savedToken =
    before?.appTokenSealed && unsealIfPossible(keys, placeOf(id, 'app_token'), before.appTokenSealed);
  const isNewToken = appToken !== undefined && appToken !== savedToken;
  const columns = {
    kind,
    name,
    clientId,
    slots,
    ...(clientSecret === undefined ? {} : { clientSecretSealed: sealed('client_secret', clientSecret) }),
    ...(isNewToken
      ? {
          appTokenSealed: sealed('app_token', appToken),
          tokenState: 'unknown',
          tokenReason: null,
          tokenCheckedAt: null,
        }
      : {}),
  };
  await prisma.app.upsert({ where: { id }, create: { id, ...columns }, update: columns });
  return before ? 'updated' : 'created';
}

function placeOf(row: string, column: string): Place {
  return { table: 'apps', row, column };
}

function toSlackApp(row: App): SlackApp {
  return {
    id: row.id,
    kind: row.kind as SlackApp['kind'],
    name: row.name,
    clientId: row.clientId,
    hasAppToken: row.appTokenSealed !== null,
    slots: row.slots,
    tokenState: row.tokenState as SlackApp['tokenState'],
    tokenReason: row.tokenReason,
    tokenCheckedAt: row.tokenCheckedAt,
    poison: row.poisonSince && { since: row.poisonSince, reason: row.poisonReason ?? '' },
    createdAt: row.createdAt,
  };
}
