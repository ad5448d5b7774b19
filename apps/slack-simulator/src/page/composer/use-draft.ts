import { useState } from 'react';

/**
 * A text that is being written. With a key it is kept while one looks elsewhere, and over a reload, until it is sent;
 * `fallback` is what stands there at first otherwise.
 */
export function useDraft(key: string | null, fallback: string) {
  const [text, setText] = useState(() => (key === null ? null : kept(key)) ?? fallback);
  return [
    text,
    (change: string | ((now: string) => string)) => {
      setText((now) => {
        const next = typeof change === 'string' ? change : change(now);
        if (key !== null) keep(key, next);
        return next;
      });
    },
  ] as const;
}

const nameOf = (key: string) => `draft ${key}`;

function kept(key: string): string | null {
  try {
    return window.sessionStorage.getItem(nameOf(key));
  } catch {
    // The browser keeps nothing for this page: drafts live as long as their field.
    return null;
  }
}

function keep(key: string, text: string): void {
  try {
    if (text === '') window.sessionStorage.removeItem(nameOf(key));
    else window.sessionStorage.setItem(nameOf(key), text);
  } catch {
    // Nothing is kept, or there is no room.
  }
}
