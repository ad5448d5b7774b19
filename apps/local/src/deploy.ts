import type { Clock } from '@muster/fleet';
import type { Environment } from '@muster/process';
import { z } from 'zod';
import { type RunningStack, runningStack } from './running-stack.ts';
import { updateSchema } from './schema.ts';
import { StartError } from './start-error.ts';
import { type Supervisor, supervisorAt } from './supervised.ts';

/** In this order: who assigns, who is assigned, who works, who shows it. */
const NAMES = ['coordinator', 'socket-worker', 'quarantine-worker', 'task-worker', 'gateway'];
const LOOK_EVERY_MS = 250;
/** A worker may take 30 s to hand over, and its successor its time to start. */
const EACH_WITHIN_MS = 90_000;
const REQUEST_TIMEOUT_MS = 2_000;

const fleet = z.object({
  processes: z.array(z.object({ kind: z.string(), pid: z.number(), ready: z.boolean().default(true) })),
});
const apps = z.object({
  items: z.array(z.object({ slots: z.array(z.object({ slot: z.string(), state: z.string() })) })),
});

/**
 * Brings a running stack to what was built last: its schema, then its processes one by one, the next one only once
 * the fleet knows that the successor can serve, and every connection that was live is live again. Throws a StartError that says
 * where it stopped; what was not replaced yet goes on as it is.
 */
export async function deploy(options: {
  readonly environment: Environment;
  readonly root: string;
  readonly clock: Clock;
  say(line: string): void;
}): Promise<void> {
  const { environment, root, clock, say } = options;
  const stack = runningStack(environment, root);
  const supervisor = supervisorAt(stack.dataDir);
  if (!(await read(stack, '/fleet', fleet)))
    throw new StartError('Nothing runs here. Run "npm start" first.');
  // What runs goes on with the new schema: migrations only add until nothing uses the old any more.
  for (const name of await updateSchema(root, stack.databaseUrl)) say(`  ✓ ${name}`);
  const live = await liveSlots(stack);
  const places = (await supervisor.list()).filter(({ name }) => NAMES.includes(name));
  places.sort((a, b) => NAMES.indexOf(a.name) - NAMES.indexOf(b.name) || a.id - b.id);
  for (const { id, name, pid } of places) {
    const startMs = clock.monotonicMs();
    await supervisor.restart(id);
    while (!(await isReplaced({ stack, supervisor, id, name, pid, live }))) {
      if (clock.monotonicMs() - startMs > EACH_WITHIN_MS)
        throw new StartError(
          `The new ${name} does not serve. The others were not touched; see "npx muster fleet".`,
        );
      await clock.sleep(LOOK_EVERY_MS);
    }
    say(`  ✓ ${name} (${((clock.monotonicMs() - startMs) / 1_000).toFixed(1)} s)`);
  }
}

async function isReplaced(asked: {
  readonly stack: RunningStack;
  readonly supervisor: Supervisor;
  readonly id: number;
  readonly name: string;
  readonly pid: number;
  readonly live: ReadonlySet<string>;
}): Promise<boolean> {
  const { stack, supervisor, id, name, pid, live } = asked;
  const now = (await supervisor.list()).find((one) => one.id === id)?.pid ?? 0;
  if (now === 0 || now === pid) return false;
  const seen = await read(stack, '/fleet', fleet);
  // A quarantine worker is a socket worker.
  const kind = name === 'quarantine-worker' ? 'socket-worker' : name;
  if (!seen?.processes.some((one) => one.kind === kind && one.pid === now && one.ready)) return false;
  const liveNow = await liveSlots(stack);
  return [...live].every((slot) => liveNow.has(slot));
}

async function liveSlots(stack: RunningStack): Promise<ReadonlySet<string>> {
  const slots = (await read(stack, '/apps', apps))?.items.flatMap((app) => app.slots) ?? [];
  return new Set(slots.filter(({ state }) => state === 'live').map(({ slot }) => slot));
}

/** Null while the gateway does not answer, or answers something else. */
async function read<Shape extends z.ZodType>(
  { gatewayUrl, operatorToken }: RunningStack,
  path: string,
  shape: Shape,
): Promise<z.infer<Shape> | null> {
  try {
    const response = await fetch(`${gatewayUrl}/api/v1${path}`, {
      headers: { authorization: `Bearer ${operatorToken}` },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    return response.ok ? shape.parse(await response.json()) : null;
  } catch {
    return null;
  }
}
