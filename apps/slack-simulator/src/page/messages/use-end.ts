import type { SimMessage } from '@muster/slack-simulator/control';
import { useEffect, useRef, useState } from 'react';

/** Whoever is that near to the end sees the newest message, or most of it. */
const NEAR_PX = 40;

/**
 * Whether a list is scrolled to its end, and how many messages of others came while it was not. One's own message
 * brings the list to its end. `onMove` hears where it is after each scrolling. The box is turned upside down: its end is at 0, its beginning at a negative place.
 */
export function useEnd(messages: readonly SimMessage[], reader: string, onMove?: (isAtEnd: boolean) => void) {
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const last = messages.at(-1);
  const lastTs = last?.ts ?? '';
  const [seenTs, setSeenTs] = useState(lastTs);
  if (isAtEnd && seenTs !== lastTs) setSeenTs(lastTs);
  const isLastOwn = last?.user === reader;
  const lastBefore = useRef('');
  useEffect(() => {
    // What was there at first is not news.
    const isNews = lastBefore.current !== '' && Number(lastTs) > Number(lastBefore.current);
    if (isLastOwn && isNews && box.current) box.current.scrollTop = 0;
    lastBefore.current = lastTs;
  }, [isLastOwn, lastTs]);
  return {
    box,
    newCount: isAtEnd || seenTs === '' ? 0 : messages.filter((one) => Number(one.ts) > Number(seenTs)).length,
    go: () => {
      if (box.current) box.current.scrollTop = 0;
    },
    onScroll: () => {
      const isNear = (box.current?.scrollTop ?? 0) > -NEAR_PX;
      setIsAtEnd(isNear);
      onMove?.(isNear);
    },
  };
}
