import { randomUUID } from 'node:crypto';
import type { Clock } from '@muster/fleet';
import type { Installation as Row } from './generated/prisma/client.ts';
import { noteEvents } from './note-events.ts';
import { clicking, isUniqueBroken, type Prisma } from './prisma.ts';
import { type Place, type SealingKeys, seal, unseal } from './sealing.ts';

/** A Slack app in a workspace, without its token. */
export interface Installation {
  readonly id: string;
  readonly appId: string;
  readonly enterpriseId: string | null;
  /** Null for an installation in a whole organisation. */
  readonly teamId: string | null;
  readonly teamName: string;
  readonly teamDomain: string;
  readonly url: string;
  readonly isEnterpriseInstall: boolean;
  readonly botUserId: string;
  readonly botId: string;
  readonly scopes: readonly string[];
  readonly status: 'active' | 'removed';
  readonly removedReason: string | null;
  readonly removedAt: Date | null;
  readonly installedBy: string;
  readonly installedAt: Date;
  readonly refreshedAt: Date;
  readonly lastEventAt: Date | null;
  /** The longest pause between two events, in seconds, which fades within a month or two; 0 before the second. */
  readonly usualPauseS: number;
}

export interface InstallationToSave {
  readonly appId: string;
  readonly enterpriseId: string | null;
  readonly teamId: string | null;
  readonly teamName: string;
  readonly teamDomain: string;
  readonly url: string;
  readonly isEnterpriseInstall: boolean;
  readonly botUserId: string;
  readonly botId: string;
  readonly scopes: readonly string[];
  readonly botToken: string;
  readonly installedBy: string;
}

export interface Removal {
  readonly actor: string;
  readonly reason: string;
  /** The `refreshedAt` under which the token was seen dead: an installation refreshed since then stays. */
  readonly seenRefreshedAt?: Date | undefined;
}

export type SaveOutcome = 'created' | 'refreshed' | 'revived';

export interface Installations {
  /** Active and removed ones, by workspace name. */
  list(): Promise<Installation[]>;
  /** The active ones of one app. */
  ofApp(appId: string): Promise<Installation[]>;
  byId(id: string): Promise<Installation | null>;
  /** The active installation that an event is for: the workspace's own, else its organisation's. */
  forEvent(appId: string, enterpriseId: string | null, teamId: string): Promise<Installation | null>;
  /** Saves what OAuth gave, the token sealed. The same workspace again keeps its id. Writes an audit line. */
  save(installation: InstallationToSave): Promise<{ id: string; outcome: SaveOutcome }>;
  /** The bot token of an active installation. */
  botToken(id: string): Promise<string | null>;
  /** Purges the token and marks the installation removed, with an audit line. False if it was not active. */
  remove(id: string, why: Removal): Promise<boolean>;
  /** Notes that events of these installations came in just now. */
  touch(ids: readonly string[]): Promise<void>;
}

export function createInstallations(prisma: Prisma, keys: SealingKeys, clock: Clock): Installations {
  const now = () => new Date(clock.wallMs());
  const findMany = async (where: object) =>
    (await prisma.installation.findMany({ where, orderBy: [{ teamName: 'asc' }, { id: 'asc' }] })).map(
      toInstallation,
    );
  return {
    list: () => clicking('list installations', () => findMany({})),
    ofApp: (appId) => clicking('list installations of an app', () => findMany({ appId, status: 'active' })),
    byId: (id) =>
      clicking('find an installation', async () => {
        const row = await prisma.installation.findUnique({ where: { id } });
        return row && toInstallation(row);
      }),
    forEvent: (appId, enterpriseId, teamId) =>
      clicking('find the installation of an event', async () => {
        // Without a workspace it is for an organisation: an empty id would find those of all organisations.
        const [own] = teamId ? await findMany({ appId, teamId, status: 'active' }) : [];
        if (own || !enterpriseId) return own ?? null;
        const [ofOrganisation] = await findMany({ appId, enterpriseId, teamId: '', status: 'active' });
        return ofOrganisation ?? null;
      }),
    save: (installation) =>
      clicking('save an installation', () => saveTwiceAtMost(prisma, keys, now, installation)),
    botToken: (id) =>
      clicking('open a bot token', async () => {
        const row = await prisma.installation.findUnique({ where: { id }, select: { botTokenSealed: true } });
        return row?.botTokenSealed ? unseal(keys, placeOf(id), row.botTokenSealed) : null;
      }),
    remove: (id, why) => clicking('remove an installation', () => removeInstallation(prisma, now(), id, why)),
    touch: (ids) =>
      clicking('note the last event', async () => {
        await noteEvents(prisma, ids, now());
      }),
  };
}

/** Two people may install at the same moment: the one that comes second finds the other's row. */
async function saveTwiceAtMost(
  prisma: Prisma,
  keys: SealingKeys,
  now: () => Date,
  installation: InstallationToSave,
) {
  try {
    return await saveInstallation(prisma, keys, now(), installation);
  } catch (error) {
    if (!isUniqueBroken(error)) throw error;
    return saveInstallation(prisma, keys, now(), installation);
  }
}

async function saveInstallation(
  prisma: Prisma,
  keys: SealingKeys,
  now: Date,
  installation: InstallationToSave,
) {
  const { appId, botToken, scopes, ...known } = installation;
  const enterpriseId = installation.enterpriseId ?? '';
  const teamId = installation.teamId ?? '';
  return prisma.$transaction(async (tx) => {
    const before = await tx.installation.findUnique({
      where: { appId_enterpriseId_teamId: { appId, enterpriseId, teamId } },
    });
    const id = before?.id ?? randomUUID();
    const columns = {
      ...known,
      enterpriseId,
      teamId,
      scopes: [...scopes],
      botTokenSealed: Uint8Array.from(seal(keys, placeOf(id), botToken)),
      status: 'active',
      removedReason: null,
      removedAt: null,
      refreshedAt: now,
    };
    await tx.installation.upsert({
      where: { id },
      create: { id, appId, installedAt: now, ...columns },
      update: columns,
    });
    const outcome: SaveOutcome = before ? (before.status === 'active' ? 'refreshed' : 'revived') : 'created';
    await tx.auditLine.create({
      data: {
        at: now,
        actor: installation.installedBy,
        action: `installation.${outcome}`,
        appId,
        installationId: id,
        details: { scopes: [...scopes] },
      },
    });
    return { id, outcome };
  });
}

async function removeInstallation(prisma: Prisma, now: Date, id: string, why: Removal) {
  return prisma.$transaction(async (tx) => {
    const { count } = await tx.installation.updateMany({
      where: {
        id,
        status: 'active',
        ...(why.seenRefreshedAt ? { refreshedAt: { lte: why.seenRefreshedAt } } : {}),
      },
      data: { status: 'removed', removedReason: why.reason, removedAt: now, botTokenSealed: null },
    });
    if (count === 0) return false;
    await tx.auditLine.create({
      data: {
        at: now,
        actor: why.actor,
        action: 'installation.removed',
        installationId: id,
        details: { reason: why.reason },
      },
    });
    return true;
  });
}

function placeOf(row: string): Place {
  return { table: 'installations', row, column: 'bot_token' };
}

function toInstallation(row: Row): Installation {
  const { botTokenSealed: _sealed, enterpriseId, teamId, status, ...rest } = row;
  return {
    ...rest,
    enterpriseId: enterpriseId || null,
    teamId: teamId || null,
    status: status as Installation['status'],
  };
}
