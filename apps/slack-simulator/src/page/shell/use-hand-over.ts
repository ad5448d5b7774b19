import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * When an element goes that has the focus in it, the focus goes to the first of its heirs that is still there, unless
 * something else took it meanwhile: else it would be nobody's, and the next Tab start at the top of the page.
 */
export function useHandOver(
  box: RefObject<HTMLElement | null>,
  heirsOf: (element: HTMLElement) => Heirs,
): void {
  const heirs = useRef(heirsOf);
  useLayoutEffect(() => {
    const element = box.current;
    return () => {
      // It is still in the document here, in its place.
      if (!element?.contains(document.activeElement)) return;
      const inOrder = heirs.current(element);
      // Within the commit, React would not hear of a change of focus.
      queueMicrotask(() => {
        if (document.activeElement !== document.body) return;
        inOrder.find((heir) => heir?.isConnected)?.focus();
      });
    };
  }, [box]);
}

type Heirs = readonly (HTMLElement | null | undefined)[];

/** For what opens beside the conversation: gives the focus back to where it was, or to the field to write in. */
export function useFocusBack(box: RefObject<HTMLElement | null>): void {
  // Before its own fields take the focus, and while what had it is in its place.
  const [openers] = useState(() => {
    const opener = document.activeElement;
    return opener instanceof HTMLElement && opener !== document.body
      ? [opener, opener.closest<HTMLElement>('.message')]
      : [];
  });
  useHandOver(box, () => [...openers, document.querySelector<HTMLElement>('#main .composer-field')]);
}
