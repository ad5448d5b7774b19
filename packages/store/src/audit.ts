import type { Clock } from '@muster/fleet';
import { clicking, type Prisma } from './prisma.ts';

/** Who did what. `details` are plain JSON values and never hold a secret. */
export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly appId?: string | null;
  readonly installationId?: string | null;
  readonly details?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export interface AuditLine extends Required<Omit<AuditEntry, 'details'>> {
  readonly at: Date;
  readonly details: unknown;
}

export interface Audit {
  add(entry: AuditEntry): Promise<void>;
  /** The newest lines first. */
  list(limit: number): Promise<AuditLine[]>;
}

export function createAudit(prisma: Prisma, clock: Clock): Audit {
  return {
    add: ({ actor, action, appId = null, installationId = null, details = {} }) =>
      clicking('write an audit line', async () => {
        const at = new Date(clock.wallMs());
        const plain = JSON.parse(JSON.stringify(details)) as Record<string, string>;
        await prisma.auditLine.create({ data: { at, actor, action, appId, installationId, details: plain } });
      }),
    list: (limit) =>
      clicking('list the audit', async () => {
        const rows = await prisma.auditLine.findMany({ orderBy: { id: 'desc' }, take: limit });
        return rows.map(({ at, actor, action, appId, installationId, details }) => ({
          at,
          actor,
          action,
          appId,
          installationId,
          details: details as unknown,
        }));
      }),
  };
}
