import type { Clock } from '@muster/fleet';
import { clicking, type Prisma } from './prisma.ts';

/** Sessions of the operator in a browser, and the one-time links that open them. Only hashes come in here. */
export interface Sessions {
  issueLink(linkHash: string, expiresAt: Date): Promise<void>;
  /** Opens a session with a one-time link. False if the link is unknown, expired or used. */
  openFromLink(linkHash: string, sessionHash: string, expiresAt: Date): Promise<boolean>;
  open(sessionHash: string, expiresAt: Date): Promise<void>;
  isOpen(sessionHash: string): Promise<boolean>;
  close(sessionHash: string): Promise<void>;
}

export function createSessions(prisma: Prisma, clock: Clock): Sessions {
  const now = () => new Date(clock.wallMs());
  return {
    issueLink: (linkHash, expiresAt) =>
      clicking('issue a sign-in link', async () => {
        await prisma.signInLink.deleteMany({ where: { expiresAt: { lt: now() } } });
        await prisma.signInLink.create({ data: { linkHash, expiresAt } });
      }),
    openFromLink: (linkHash, sessionHash, expiresAt) =>
      clicking('open a session with a link', () =>
        prisma.$transaction(async (tx) => {
          const { count } = await tx.signInLink.updateMany({
            where: { linkHash, usedAt: null, expiresAt: { gt: now() } },
            data: { usedAt: now() },
          });
          if (count === 1) await tx.session.create({ data: { sessionHash, expiresAt, createdAt: now() } });
          return count === 1;
        }),
      ),
    open: (sessionHash, expiresAt) =>
      clicking('open a session', async () => {
        await prisma.session.deleteMany({ where: { expiresAt: { lt: now() } } });
        await prisma.session.create({ data: { sessionHash, expiresAt, createdAt: now() } });
      }),
    isOpen: (sessionHash) =>
      clicking('look up a session', async () => {
        const row = await prisma.session.findUnique({ where: { sessionHash } });
        return row !== null && row.expiresAt > now();
      }),
    close: (sessionHash) =>
      clicking('close a session', async () => {
        await prisma.session.deleteMany({ where: { sessionHash } });
      }),
  };
}
