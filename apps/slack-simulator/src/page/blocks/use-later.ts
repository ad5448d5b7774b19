import { useRef } from 'react';

/**
 * Lets a person finish before something is told: it is done `delayMs` after the last call, or at once when
 * `flush` is called. What is still waiting when the component goes is done all the same.
 */
export function useLater(delayMs: number): { later(act: () => void): void; flush(): void } {
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; act: () => void } | null>(null);
  const flush = () => {
    const { current } = waiting;
    if (!current) return;
    clearTimeout(current.timer);
    waiting.current = null;
    current.act();
  };
  return {
    later: (act) => {
      if (waiting.current) clearTimeout(waiting.current.timer);
      waiting.current = { act, timer: setTimeout(flush, delayMs) };
    },
    flush,
  };
}
