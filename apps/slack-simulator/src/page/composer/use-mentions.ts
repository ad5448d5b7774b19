import { type KeyboardEvent, type RefObject, useState } from 'react';
import { flushSync } from 'react-dom';
import {
  complete,
  type Mentionable,
  type MentionQuery,
  mentionAt,
  suggestionsFor,
} from './mention-completion.ts';

interface Draft {
  readonly text: string;
  setText(text: string): void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** The list under a text field from which a mention is chosen, and the keys that move in it. */
export function useMentions(draft: Draft, known: readonly Mentionable[]) {
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [active, setActive] = useState(0);
  const suggestions = query ? suggestionsFor(query, known) : [];

  const follow = (text: string, caret: number) => {
    setQuery(mentionAt(text, caret));
    setActive(0);
  };
  const choose = (one: Mentionable) => {
    const field = draft.field.current;
    if (!query || !field) return;
    const completed = complete(draft.text, field.selectionStart, query, one);
    // The caret can be placed only once React has written the new text, and must be before the next key arrives.
    flushSync(() => {
      draft.setText(completed.text);
      setQuery(null);
    });
    field.focus();
    field.setSelectionRange(completed.caret, completed.caret);
  };
  /** Returns whether the key was meant for the list. */
  const onKey = (event: KeyboardEvent): boolean => {
    const chosen = suggestions[active];
    if (!chosen) return false;
    if (event.key === 'ArrowDown') setActive((active + 1) % suggestions.length);
    else if (event.key === 'ArrowUp') setActive((active + suggestions.length - 1) % suggestions.length);
    else if (event.key === 'Enter' || event.key === 'Tab') choose(chosen);
    else if (event.key === 'Escape') setQuery(null);
    else return false;
    event.preventDefault();
    return true;
  };
  return { suggestions, active, follow, choose, onKey, close: () => setQuery(null) };
}
