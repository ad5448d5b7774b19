import { type KeyboardEvent, type RefObject, useState } from 'react';
import { flushSync } from 'react-dom';
import { type Completion, complete, completionAt, type Suggestion, type Vocabulary } from './completion.ts';

interface Draft {
  readonly text: string;
  setText(text: string): void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** The list over a text field from which what is being typed is completed, and the keys that move in it. */
export function useCompletion(draft: Draft, vocabulary: Vocabulary) {
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const completion: Completion | null = caret === null ? null : completionAt(draft.text, caret, vocabulary);
  const suggestions = completion?.suggestions ?? [];
  const close = () => setCaret(null);

  const put = (from: number, to: number, replacement: string) => {
    const field = draft.field.current;
    if (!field) return;
    const completed = complete(draft.text, to, from, replacement);
    // The caret can be placed only once React has written the new text, and must be before the next key arrives.
    flushSync(() => {
      draft.setText(completed.text);
      close();
    });
    field.focus();
    field.setSelectionRange(completed.caret, completed.caret);
  };
  const choose = (one: Suggestion) => {
    if (completion) put(completion.from, caret ?? 0, one.replacement);
  };
  /** Returns whether the key was meant for the list. */
  const onKey = (event: KeyboardEvent): boolean => {
    const chosen = suggestions[active];
    if (!chosen) return false;
    if (event.key === 'ArrowDown') setActive((active + 1) % suggestions.length);
    else if (event.key === 'ArrowUp') setActive((active + suggestions.length - 1) % suggestions.length);
    else if (event.key === 'Enter' || event.key === 'Tab') choose(chosen);
    else if (event.key === 'Escape') close();
    else return false;
    event.preventDefault();
    return true;
  };
  return {
    title: completion?.title ?? '',
    suggestions,
    active,
    follow: (at: number) => {
      setCaret(at);
      setActive(0);
    },
    choose,
    onKey,
    close,
    /** Writes something where the caret is, over what is selected. */
    insert: (text: string) => {
      const field = draft.field.current;
      if (field) put(field.selectionStart, field.selectionEnd, text);
    },
  };
}
