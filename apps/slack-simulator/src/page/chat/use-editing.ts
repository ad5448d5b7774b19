import type { SimMessage } from '@muster/slack-simulator/control';
import { useRef, useState } from 'react';

/**
 * Which message of a list is open for change. `onUp` opens the reader's last one, as from the field to write in,
 * which gets the focus back afterwards; `onEdit` is the same function at each drawing.
 */
export function useEditing() {
  const [edited, setEdited] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const cameFromField = useRef(false);
  const [onEdit] = useState(() => (ts: string | null) => {
    setEdited(ts);
    if (ts === null && cameFromField.current) field.current?.focus();
    cameFromField.current = false;
  });
  const onUp = (messages: readonly SimMessage[], reader: string) => {
    const last = messages.findLast((one) => one.user === reader && !one.ephemeral && !one.bot_id);
    if (!last) return;
    setEdited(last.ts);
    cameFromField.current = true;
  };
  return { edited, onEdit, onUp, field };
}
