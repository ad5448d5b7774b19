import { clicking, type Prisma } from './prisma.ts';
import { isSealedWithCurrent, type Place, type SealingKeys, seal, unsealIfPossible } from './sealing.ts';

/** What became of the secrets that an older key sealed. */
export interface ResealOutcome {
  readonly resealed: number;
  /** Secrets that no key opens: they stay as they are until they are entered or installed again. */
  readonly broken: number;
}

interface SealedSecret {
  readonly place: Place;
  readonly sealed: Uint8Array<ArrayBuffer>;
  /** Writes the new seal, unless the secret was replaced meanwhile. */
  write(sealed: Uint8Array<ArrayBuffer>): Promise<{ count: number }>;
}

const BATCH = 500;

/** Seals with the first key what an older one sealed, so that the older one can be dropped. Repeatable. */
export async function resealSecrets(prisma: Prisma, keys: SealingKeys): Promise<ResealOutcome> {
  return clicking('seal secrets with the first key', async () => {
    let resealed = 0;
    let broken = 0;
    for await (const { place, sealed, write } of allSecrets(prisma)) {
      const secret = unsealIfPossible(keys, place, sealed);
      if (secret === null) broken++;
      else if (!isSealedWithCurrent(keys, sealed))
        resealed += (await write(Uint8Array.from(seal(keys, place, secret)))).count;
    }
    return { resealed, broken };
  });
}

async function* allSecrets(prisma: Prisma): AsyncGenerator<SealedSecret> {
  for (const { id, clientSecretSealed, appTokenSealed } of await prisma.app.findMany()) {
    if (clientSecretSealed)
      yield {
        place: { table: 'apps', row: id, column: 'client_secret' },
        sealed: clientSecretSealed,
        write: (sealed) =>
          prisma.app.updateMany({ where: { id, clientSecretSealed }, data: { clientSecretSealed: sealed } }),
      };
    if (appTokenSealed)
      yield {
        place: { table: 'apps', row: id, column: 'app_token' },
        sealed: appTokenSealed,
        write: (sealed) =>
          prisma.app.updateMany({ where: { id, appTokenSealed }, data: { appTokenSealed: sealed } }),
      };
  }
  for (let after = ''; ; ) {
    const rows = await prisma.installation.findMany({
      where: { botTokenSealed: { not: null }, ...(after === '' ? {} : { id: { gt: after } }) },
      select: { id: true, botTokenSealed: true },
      orderBy: { id: 'asc' },
      take: BATCH,
    });
    for (const { id, botTokenSealed } of rows)
      if (botTokenSealed)
        yield {
          place: { table: 'installations', row: id, column: 'bot_token' },
          sealed: botTokenSealed,
          write: (sealed) =>
            prisma.installation.updateMany({
              where: { id, botTokenSealed },
              data: { botTokenSealed: sealed },
            }),
        };
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.id;
  }
}
