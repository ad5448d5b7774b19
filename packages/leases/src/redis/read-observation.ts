import type { Assignment, Held, WorkerRecord } from '@muster/fleet';
import type { Observation } from '../lease-store.ts';
import { asList, asText, pairs, readAssignment, readHeld, readWorkerInfo } from './codec.ts';

/** What `observe` sends only when the version is another one; kept from call to call. */
export interface KnownFleet {
  readonly version: string;
  readonly workers: ReadonlyMap<string, Omit<WorkerRecord, 'expiresUs' | 'unackedMs'>>;
  readonly assignments: ReadonlyMap<string, Assignment>;
}

export const NOTHING_KNOWN: KnownFleet = { version: '', workers: new Map(), assignments: new Map() };

/** Reads the answer of observe.lua, completing it with what is known already. */
export function readObservation(
  reply: unknown,
  known: KnownFleet,
): { readonly observation: Observation; readonly known: KnownFleet } {
  const parts = asList(reply);
  const [nowText, version, tableSince, leaderId, term, leaderExpires] = parts.slice(0, 6).map(asText);
  const latest = parts.length > 9 ? readChanged(asText(version), parts) : known;
  const unacked = new Map(pairs(parts[7]));
  const workers = new Map<string, WorkerRecord>();
  for (const [id, expires] of pairs(parts[6])) {
    const record = latest.workers.get(id);
    if (record)
      workers.set(id, { ...record, expiresUs: Number(expires), unackedMs: Number(unacked.get(id) ?? 0) });
  }
  const leader = leaderId
    ? { id: leaderId, term: BigInt(term ?? 0), expiresUs: Number(leaderExpires) }
    : null;
  const tableSinceUs = tableSince ? Number(tableSince) : null;
  const state = {
    version: Number(version),
    tableSinceUs,
    leader,
    workers,
    assignments: latest.assignments,
    staleTerms: Number(parts[8]),
  };
  return { observation: { nowUs: Number(nowText), state }, known: latest };
}

function readChanged(version: string, parts: readonly unknown[]): KnownFleet {
  const draining = new Set(asList(parts[10]).map(asText));
  const heldByWorker = new Map(
    pairs(parts[12]).map(([id, held]) => [
      id,
      new Map<string, Held>(pairs(held).map(([slot, text]) => [slot, readHeld(asText(text))])),
    ]),
  );
  const workers = new Map(
    pairs(parts[9]).map(([id, info]) => [
      id,
      {
        info: readWorkerInfo(asText(info)),
        isDraining: draining.has(id),
        held: heldByWorker.get(id) ?? new Map<string, Held>(),
      },
    ]),
  );
  const assignments = new Map(pairs(parts[11]).map(([slot, text]) => [slot, readAssignment(asText(text))]));
  return { version, workers, assignments };
}
