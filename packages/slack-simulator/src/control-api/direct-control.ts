import type { Control } from '../control/control.ts';
import type { Slack } from '../slack.ts';
import type { Faults } from '../web-api/faults.ts';
import { apps } from './apps.ts';
import { conversation } from './conversation.ts';
import { identity } from './identity.ts';
import { interactivity } from './interactivity.ts';
import { ownApps } from './own-apps.ts';
import { places } from './places.ts';
import { readings } from './readings.ts';
import { transport } from './transport.ts';
import { trouble } from './trouble.ts';

/** The control of a simulator in the same process. */
export function createDirectControl(slack: Slack, faults: Faults): Control {
  return {
    ...readings(slack, faults),
    ...conversation(slack),
    ...interactivity(slack),
    ...places(slack),
    ...apps(slack),
    ...identity(slack),
    ...ownApps(slack, faults),
    ...transport(slack),
    ...trouble(slack, faults),
  };
}
