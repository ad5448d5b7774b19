import type { SimulatorClock } from '../clock.ts';
import type { SimSettings } from '../control/settings.ts';
import type { SimNotice } from '../control/stream.ts';
import type { Ids } from '../state/ids.ts';
import { createInputStates, type InputStates } from './input-states.ts';
import { createModals, type Modals } from './modals.ts';
import { createResponseUrls, type ResponseUrls } from './response-urls.ts';
import { createTriggers, type Triggers } from './triggers.ts';

/** What is going on between people and what apps show them. All of it ends with the process. */
export interface Interactions {
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly inputs: InputStates;
  readonly modals: Modals;
}

export function createInteractions(parts: {
  readonly ids: Ids;
  readonly clock: SimulatorClock;
  readonly settings: () => SimSettings;
  readonly tell: (notice: SimNotice) => void;
}): Interactions {
  const { ids, clock, settings, tell } = parts;
  const inputs = createInputStates();
  return {
    triggers: createTriggers(ids, clock, () => settings().triggerLifeMs),
    responseUrls: createResponseUrls(ids, clock, settings),
    inputs,
    modals: createModals((team, user, gone) => {
      for (const { view } of gone) inputs.forget(viewKey(team, user, view.id));
      tell({ type: 'views', team, user });
    }),
  };
}

/** The surface's name in the input states. */
export function viewKey(team: string, user: string, viewId: string): string {
  return `view ${team} ${user} ${viewId}`;
}

export function messageKey(team: string, user: string, channel: string, ts: string): string {
  return `message ${team} ${user} ${channel} ${ts}`;
}
