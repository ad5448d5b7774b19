import type { Clock, Log } from '@muster/fleet';
import type { PlanRepository } from '@muster/plan';
import { type Apps, createApps } from './apps.ts';
import { type Audit, createAudit } from './audit.ts';
import { type Backlog, readBacklog } from './backlog.ts';
import { createDeadLetters, type DeadLetters } from './dead-letters.ts';
import { createDeaths, type Deaths } from './deaths.ts';
import { createGapNotes, type GapNotes } from './gap-notes.ts';
import { type Commands, createCommands, type StartedCommand } from './hot/commands.ts';
import { createInbox, type Inbox } from './hot/inbox.ts';
import { type RunOutcome, runInLane } from './hot/lane-run.ts';
import { createOutbox, type Outbox, type ReplyToStore } from './hot/outbox.ts';
import { createSweeps, type Sweeps } from './hot/sweep.ts';
import { createInstallations, type Installations } from './installations.ts';
import { createMembers, type Members } from './members.ts';
import { createOauthStates, type OauthStates } from './oauth-states.ts';
import { openPools, type PoolSizes } from './pools.ts';
import { openPrisma } from './prisma.ts';
import { type ResealOutcome, resealSecrets } from './reseal.ts';
import type { SealingKeys } from './sealing.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createSlots, type Slots } from './slots.ts';

/** All that Postgres holds. Nothing connects before the first call; every call fails with a StoreError. */
export interface Store {
  readonly apps: Apps;
  readonly installations: Installations;
  readonly oauthStates: OauthStates;
  readonly sessions: Sessions;
  readonly slots: Slots;
  readonly audit: Audit;
  readonly members: Members;
  readonly inbox: Inbox;
  readonly commands: Commands & {
    /** Runs a started command; see `runInLane`. */
    run(
      command: StartedCommand,
      effect: (plan: PlanRepository) => Promise<ReplyToStore | null>,
    ): Promise<RunOutcome>;
  };
  readonly outbox: Outbox;
  readonly sweeps: Sweeps;
  readonly deadLetters: DeadLetters;
  readonly deaths: Deaths;
  readonly gaps: GapNotes;
  /** Counts what waits to be done. */
  backlog(): Promise<Backlog>;
  /** Seals with the first key what an older one sealed. */
  resealSecrets(): Promise<ResealOutcome>;
  /** Whether Postgres answers now, takes writes and has been migrated. */
  ready(): Promise<boolean>;
  /** Ends all connections once what runs on them has ended. */
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly databaseUrl: string;
  readonly keys: SealingKeys;
  readonly clock: Clock;
  readonly log: Log;
  /** The name under which this process claims work: its process id in the fleet. */
  readonly processId: string;
  readonly pools?: PoolSizes;
}

/** A standby that was a primary before answers as well, but takes no writes. */
const READY = `SELECT current_setting('transaction_read_only') = 'off' AND to_regclass('inbox') IS NOT NULL AS is_ready`;

export function openStore({
  databaseUrl,
  keys,
  clock,
  log,
  processId,
  pools: sizes = {},
}: StoreOptions): Store {
  const pools = openPools(databaseUrl, sizes, (error) =>
    log.warn({ error }, 'lost an idle connection to Postgres'),
  );
  const prisma = openPrisma(pools.clicks);
  return {
    apps: createApps(prisma, keys, clock),
    installations: createInstallations(prisma, keys, clock),
    oauthStates: createOauthStates(prisma, clock),
    sessions: createSessions(prisma, clock),
    slots: createSlots(pools.clicks),
    audit: createAudit(prisma, clock),
    members: createMembers(pools.lanes),
    inbox: createInbox(pools.accept),
    commands: {
      ...createCommands(pools.lanes, keys, processId),
      run: (command, effect) => runInLane(pools.lanes, processId, command, effect),
    },
    outbox: createOutbox(pools.lanes, keys, processId),
    sweeps: createSweeps(pools.lanes),
    deadLetters: createDeadLetters(pools.clicks),
    deaths: createDeaths(pools.clicks, clock),
    gaps: createGapNotes(pools.clicks),
    backlog: () => readBacklog(pools.clicks),
    resealSecrets: () => resealSecrets(prisma, keys),
    ready: () =>
      pools.clicks.query<{ is_ready: boolean }>(READY).then(
        ({ rows }) => rows[0]?.is_ready === true,
        () => false,
      ),
    async close() {
      await prisma.$disconnect();
      await pools.close();
    },
  };
}
