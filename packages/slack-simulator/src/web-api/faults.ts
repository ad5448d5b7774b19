import type { SimFault, SimStandingFault } from '../control/faults.ts';

/** Whose call it is; null where that is not known. */
export interface FaultTarget {
  readonly team: string | null;
  readonly appId: string | null;
}

/** What was ordered to go wrong. */
export interface Faults {
  /** Returns its id. */
  add(fault: SimFault): string;
  remove(id: string): void;
  clear(): void;
  list(): readonly SimStandingFault[];
  /** The newest fault that fits, used up by one; null when all is well. */
  take(method: string, who: FaultTarget): SimFault | null;
}

export function createFaults(): Faults {
  let faults: SimStandingFault[] = [];
  let made = 0;
  return {
    add: (fault) => {
      made += 1;
      const id = `fault-${made}`;
      faults.push({ ...fault, id });
      return id;
    },
    remove: (id) => {
      faults = faults.filter((fault) => fault.id !== id);
    },
    clear: () => {
      faults = [];
    },
    list: () => faults,
    take: (method, who) => {
      const at = faults.findLastIndex((fault) => fits(fault, method, who));
      const fault = faults[at];
      if (!fault) return null;
      if (fault.times === null) return fault;
      const times = fault.times - 1;
      faults = times > 0 ? faults.with(at, { ...fault, times }) : faults.toSpliced(at, 1);
      return fault;
    },
  };
}

function fits(fault: SimFault, method: string, { team, appId }: FaultTarget): boolean {
  const isMethod = fault.method === method || (fault.method === '*' && method !== 'socket');
  if (fault.appId !== undefined && fault.appId !== appId) return false;
  return isMethod && (fault.team === undefined || fault.team === team);
}
