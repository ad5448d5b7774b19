import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { toStoreError } from './errors.ts';
import { PrismaClient } from './generated/prisma/client.ts';

export type Prisma = PrismaClient;

/** The generated client over one of our pools. */
export function openPrisma(pool: pg.Pool): Prisma {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}

/** Prisma's code for a broken unique key. */
const UNIQUE_BROKEN = 'P2002';

/** Whether a row with this unique key is there already. */
export function isUniqueBroken(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === UNIQUE_BROKEN;
}

/** Runs a Prisma operation and translates what it throws. */
export async function clicking<Result>(operation: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw toStoreError(error, operation);
  }
}
