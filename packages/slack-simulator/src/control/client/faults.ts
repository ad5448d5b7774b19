import type { FaultControl } from '../faults.ts';
import type { WireControl } from '../wire.ts';
import { type Call, queryOf } from './call.ts';

export function faults(call: Call): FaultControl & WireControl {
  return {
    addFault: (fault) => call('POST', ['faults'], fault),
    removeFault: (id) => call('DELETE', ['faults', id]),
    clearFaults: () => call('DELETE', ['faults']),
    rateLimitApp: (team, appId) => call('POST', ['workspaces', team, 'apps', appId, 'rate-limit'], {}),
    wire: (query = {}) => call('GET', ['wire'], undefined, queryOf({ ...query })),
  };
}
