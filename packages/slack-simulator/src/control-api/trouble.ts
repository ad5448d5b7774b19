import { ControlError } from '../control/control.ts';
import type { FaultControl } from '../control/faults.ts';
import type { WireControl } from '../control/wire.ts';
import type { Slack } from '../slack.ts';
import type { Faults } from '../web-api/faults.ts';

/** What goes wrong, and the view of the lines. */
export function trouble(slack: Slack, faults: Faults): FaultControl & WireControl {
  const missing = async (): Promise<never> => {
    throw new ControlError('not_there_yet', 'this is not simulated yet', 501);
  };
  const told = <Answer>(answer: Answer): Answer => {
    slack.notices.tell({ type: 'settings' });
    return answer;
  };
  return {
    addFault: async (fault) => told({ id: faults.add(fault) }),
    removeFault: async (id) => told(faults.remove(id)),
    clearFaults: async () => told(faults.clear()),
    rateLimitApp: missing,
    wire: missing,
  };
}
