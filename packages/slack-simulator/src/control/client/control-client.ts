import type { Control } from '../control.ts';
import { apps } from './apps.ts';
import { caller } from './call.ts';
import { conversation } from './conversation.ts';
import { faults } from './faults.ts';
import { identity } from './identity.ts';
import { interactivity } from './interactivity.ts';
import { ownApps } from './own-apps.ts';
import { places } from './places.ts';
import { readings } from './readings.ts';
import { transport } from './transport.ts';

/** The control API of the simulator at `url` (`http://localhost:3100`). Works in Node and in browsers. */
export function createControlClient(url: string): Control {
  const call = caller(new URL('/_sim', url).href);
  return {
    ...readings(call),
    ...conversation(call),
    ...interactivity(call),
    ...places(call),
    ...apps(call),
    ...identity(call),
    ...ownApps(call),
    ...transport(call),
    ...faults(call),
  };
}
