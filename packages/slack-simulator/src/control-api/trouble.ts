import type { FaultControl } from '../control/faults.ts';
import type { WireControl } from '../control/wire.ts';
import { sendRateLimited } from '../events/rate-limited.ts';
import type { Slack } from '../slack.ts';
import type { Faults } from '../web-api/faults.ts';
import { appBy, demand, workspaceBy } from './lookups.ts';

/** What goes wrong, and the view of the lines. */
export function trouble(slack: Slack, faults: Faults): FaultControl & WireControl {
  const told = <Answer>(answer: Answer): Answer => {
    slack.notices.tell({ type: 'settings' });
    return answer;
  };
  return {
    addFault: async (fault) => told({ id: faults.add(fault) }),
    removeFault: async (id) => told(faults.remove(id)),
    clearFaults: async () => told(faults.clear()),
    rateLimitApp: async (team, appId) => {
      const installation = workspaceBy(slack, team).installations.get(appBy(slack, appId).id);
      demand(installation?.active === true, 'not_installed', 'the app is not installed in this workspace');
      sendRateLimited(slack, team, appId);
    },
    wire: async (query = {}) => slack.wire.read(query),
  };
}
