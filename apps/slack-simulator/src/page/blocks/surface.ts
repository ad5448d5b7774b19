import type { SimInput, SimInputs, SimOption, SimSurface } from '@muster/slack-simulator/control';
import { createContext, useContext, useRef, useState } from 'react';
import { useControl } from '../shell/control.ts';
import type { Scene } from '../shell/scene.ts';
import { type Directory, directoryOf } from './directory.ts';
import { type Place, withInput } from './input-state.ts';

/** A message, modal or Home tab on screen, alive: what was put in so far, and the way to its app. */
export interface Surface {
  readonly surface: SimSurface;
  /** Also of elements that an update has taken away: `inputsOn` leaves those out. */
  readonly inputs: SimInputs;
  readonly directory: Directory;
  readonly timeZone: string;
  /** Why a block's input was refused, by `block_id`. */
  readonly errors: Readonly<Record<string, string>>;
  change(place: Place, input: SimInput): void;
  /** Rejects when refused. */
  act(place: Place, input?: SimInput): Promise<void>;
  suggest(place: Place, query: string): Promise<readonly SimOption[]>;
}

/** Null: the blocks are only shown, and nothing in them can be used. */
export const SurfaceContext = createContext<Surface | null>(null);

/** The surface of a message, modal or Home tab; what is typed into it lives as long as the component. */
export function useSurface(props: {
  scene: Scene;
  surface: SimSurface;
  errors?: Readonly<Record<string, string>>;
  /** Which of the inputs may be sent. */
  sift(inputs: SimInputs): SimInputs;
  onChange?(blockId: string): void;
}): Surface {
  const { scene, surface } = props;
  const control = useControl();
  const team = scene.workspace.id;
  const user = scene.person.id;
  const [inputs, setInputs] = useState<SimInputs>({});
  // An element changes its input and tells the app in one go, before the next drawing.
  const latest = useRef<SimInputs>(inputs);
  return {
    surface,
    inputs,
    directory: directoryOf(scene),
    timeZone: scene.person.timeZone,
    errors: props.errors ?? NO_ERRORS,
    change: (place, input) => {
      latest.current = withInput(latest.current, place, input);
      setInputs(latest.current);
      props.onChange?.(place.blockId);
    },
    act: ({ blockId, actionId }, input) =>
      control.act(team, {
        user,
        surface,
        actionId,
        ...(blockId === '' ? {} : { blockId }),
        ...(input === undefined ? {} : { input }),
        inputs: props.sift(latest.current),
      }),
    suggest: async ({ blockId, actionId }, query) => {
      const place = { actionId, ...(blockId === '' ? {} : { blockId }) };
      return (await control.suggest(team, { user, surface, query, ...place })).options;
    },
  };
}

const NO_ERRORS = {};

/** The block that an element stands in, as far as the element needs to know it. */
export interface BlockPlace {
  readonly blockId: string;
  /** A change goes to the app at once. Inputs keep theirs for the submission, unless asked to tell. */
  readonly isTold: boolean;
  /** Ids of what names and explains an input; null outside of input blocks. */
  readonly field: {
    readonly id: string;
    readonly labelId: string;
    readonly noteId: string;
    readonly isOptional: boolean;
  } | null;
}

export const BlockContext = createContext<BlockPlace>({ blockId: '', isTold: true, field: null });

export const useBlock = () => useContext(BlockContext);
