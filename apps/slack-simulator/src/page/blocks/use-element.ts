import type { SimInput } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { useContext, useState } from 'react';
import { inputOf, ownOf } from './input-state.ts';
import { type JsonObject, objectOf, textOf } from './json.ts';
import { SurfaceContext, useBlock } from './surface.ts';
import { labelOf } from './text-object.tsx';

/** What an interactive element shows and does. */
export interface LiveElement {
  readonly input: SimInput;
  /** It can be used: it is on a surface and has an action. */
  readonly isLive: boolean;
  /** The app was told and has not answered yet. */
  readonly isPending: boolean;
  readonly error: string | null;
  /** A question that stands between the person and the app. */
  readonly question: { readonly confirm: JsonObject; answer(isYes: boolean): void } | null;
  /** Keeps an input without telling the app. */
  change(input: SimInput): void;
  /** Keeps it, and tells the app unless it waits for a submission. */
  choose(input: SimInput): void;
  /** Tells the app, after its `confirm` was answered; `onDeclined` if it was declined. */
  tell(input?: SimInput, then?: { onTold?(): void; onDeclined?(): void }): void;
}

interface Asked {
  onYes(): void;
  onNo(): void;
}

export function useElement(element: JsonObject): LiveElement {
  const surface = useContext(SurfaceContext);
  const { blockId, isTold } = useBlock();
  const [asked, setAsked] = useState<Asked | null>(null);
  const place = { blockId, actionId: textOf(element.action_id) };
  const confirm = objectOf(element.confirm);
  const telling = useMutation({
    mutationFn: async (input: SimInput | undefined) => surface?.act(place, input),
  });
  const input = inputOf(surface?.inputs ?? {}, place, element);
  const change = (next: SimInput) => surface?.change(place, next);
  const tell: LiveElement['tell'] = (next, then = {}) => {
    const onYes = () => {
      telling.mutate(next);
      then.onTold?.();
    };
    if (confirm) setAsked({ onYes, onNo: () => then.onDeclined?.() });
    else onYes();
  };
  return {
    input,
    isLive: surface !== null && place.actionId !== '',
    isPending: telling.isPending,
    error: telling.error?.message ?? null,
    question: confirm && asked ? { confirm, answer: answering(asked, () => setAsked(null)) } : null,
    change,
    choose: (next) => {
      change(next);
      if (isTold) tell(next, { onDeclined: () => change(input) });
    },
    tell,
  };
}

function answering(asked: Asked, close: () => void) {
  return (isYes: boolean) => {
    close();
    if (isYes) asked.onYes();
    else asked.onNo();
  };
}

/** What one picks, where the type has no words of its own. */
const PICKED = { datepicker: 'Date', timepicker: 'Time', datetimepicker: 'Date and time' };

/** Attributes that name an element: by its block's label, else by what it says itself. */
export function useNaming(element: JsonObject) {
  const { blockId, field } = useBlock();
  const error = ownOf(useContext(SurfaceContext)?.errors ?? {}, blockId);
  if (!field) {
    const type = textOf(element.type);
    const words = ownOf(PICKED, type) ?? type.replaceAll('_', ' ');
    return { 'aria-label': textOf(element.accessibility_label) || labelOf(element.placeholder) || words };
  }
  return {
    id: field.id,
    'aria-labelledby': field.labelId,
    'aria-describedby': field.noteId,
    'aria-invalid': error !== undefined,
    'aria-required': !field.isOptional,
  };
}
