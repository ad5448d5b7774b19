import type { Json } from './blocks.ts';

/** Where an element is, within its surface. */
export interface ElementPlace {
  readonly blockId: string;
  readonly actionId: string;
}

/**
 * What people have put into elements, and what apps offered them to choose, per person and surface. In memory only,
 * like the half-filled forms of a client.
 */
export interface InputStates {
  /** What somebody put in; undefined for an element that nobody touched. */
  value(surface: string, place: ElementPlace): Json | undefined;
  put(surface: string, place: ElementPlace, value: Json): void;
  /** Of a menu that the app fills: every option that it offered so far. */
  offered(surface: string, place: ElementPlace): readonly Json[];
  offer(surface: string, place: ElementPlace, options: readonly Json[]): void;
  forget(surface: string): void;
}

interface State {
  readonly values: Map<string, Json>;
  readonly offered: Map<string, Map<unknown, Json>>;
}

/** Of more surfaces, those that were not used for longest start anew. */
const KEPT = 2_000;

export function createInputStates(): InputStates {
  const states = new Map<string, State>();
  const touch = (surface: string): State => {
    const state = states.get(surface) ?? { values: new Map(), offered: new Map() };
    states.delete(surface);
    states.set(surface, state);
    const [oldest] = states.keys();
    if (states.size > KEPT && oldest !== undefined) states.delete(oldest);
    return state;
  };
  const keyOf = ({ blockId, actionId }: ElementPlace) => JSON.stringify([blockId, actionId]);
  return {
    value: (surface, place) => states.get(surface)?.values.get(keyOf(place)),
    put: (surface, place, value) => {
      touch(surface).values.set(keyOf(place), value);
    },
    offered: (surface, place) => [...(states.get(surface)?.offered.get(keyOf(place))?.values() ?? [])],
    offer: (surface, place, options) => {
      const { offered } = touch(surface);
      const known = offered.get(keyOf(place)) ?? new Map<unknown, Json>();
      for (const option of options) known.set(option.value, option);
      offered.set(keyOf(place), known);
    },
    forget: (surface) => {
      states.delete(surface);
    },
  };
}
