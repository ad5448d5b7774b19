import type { SimNotice } from '@muster/slack-simulator/control';
import { createContext, useContext, useEffect } from 'react';
import type { Scene } from './scene.ts';
import { useToast } from './toast.tsx';

type Notice = Extract<SimNotice, { readonly type: 'unanswered' }>;

/** What apps did not answer, from the stream to whoever is on screen. */
export interface Unanswered {
  tell(notice: Notice): void;
  /** Returns what ends it. */
  listen(listener: (notice: Notice) => void): () => void;
}

export function createUnanswered(): Unanswered {
  const listeners = new Set<(notice: Notice) => void>();
  return {
    tell: (notice) => {
      for (const listener of listeners) listener(notice);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const UnansweredContext = createContext<Unanswered>(createUnanswered());

/** Tells the person on screen, and nobody else, when an app does not answer what they did. */
export function UnansweredToasts({ scene }: { scene: Scene }): null {
  const unanswered = useContext(UnansweredContext);
  const toast = useToast();
  const { apps, person } = scene;
  useEffect(
    () =>
      unanswered.listen(({ user, appId, outcome }) => {
        // In a shared channel the app may be of another workspace than the person.
        if (user !== person.id) return;
        const name = apps.find(({ id }) => id === appId)?.name ?? 'The app';
        const words =
          outcome === 'unheard' ? 'is not connected and did not hear that' : 'did not answer in time';
        toast(`${name} ${words}.`, 'trouble');
      }),
    [unanswered, toast, apps, person.id],
  );
  return null;
}
