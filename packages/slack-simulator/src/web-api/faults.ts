import type { SimFault } from '../control/faults.ts';

/** What was ordered to go wrong. */
export interface Faults {
  add(fault: SimFault): void;
  clear(): void;
  list(): readonly SimFault[];
  /** The newest fault that fits, used up by one; null when all is well. */
  take(method: string, team: string | null): SimFault | null;
}

export function createFaults(): Faults {
  let faults: SimFault[] = [];
  return {
    add: (fault) => {
      faults.push(fault);
    },
    clear: () => {
      faults = [];
    },
    list: () => faults,
    take: (method, team) => {
      const at = faults.findLastIndex((fault) => fits(fault, method, team));
      const fault = faults[at];
      if (!fault) return null;
      const left = { ...fault, times: fault.times - 1 };
      faults = left.times > 0 ? faults.with(at, left) : faults.toSpliced(at, 1);
      return fault;
    },
  };
}

function fits(fault: SimFault, method: string, team: string | null): boolean {
  const isMethod = fault.method === method || (fault.method === '*' && method !== 'socket');
  return isMethod && (fault.team === undefined || fault.team === team);
}
