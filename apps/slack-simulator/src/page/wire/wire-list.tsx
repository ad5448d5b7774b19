import { type KeyboardEvent, type RefObject, useLayoutEffect, useState } from 'react';
import type { Scene } from '../shell/scene.ts';
import { ROW_PX, visibleRange } from './visible-range.ts';
import { WireLine } from './wire-line.tsx';
import type { EntryRow, WireRow } from './wire-rows.ts';

const PAGE_ROWS = 10;

/** The rows, of which only those in sight are drawn. Follows the end until one scrolls up. */
export function WireList(props: {
  box: RefObject<HTMLDivElement | null>;
  scene: Scene;
  rows: readonly WireRow[];
  oldestId: number;
  chosenSeq: number | null;
  related: readonly EntryRow[];
  isFollowing: boolean;
  onFollow(isFollowing: boolean): void;
  onChoose(row: EntryRow): void;
}) {
  const { box, rows, chosenSeq, isFollowing } = props;
  const { scrollPx, heightPx, onScroll } = useSight(box, props.onFollow);
  const at = rows.findIndex((row) => row.seq === chosenSeq);
  useLayoutEffect(() => {
    if (isFollowing && heightPx > 0 && box.current) box.current.scrollTop = rows.length * ROW_PX;
  }, [box, isFollowing, rows, heightPx]);
  useLayoutEffect(() => {
    if (at >= 0 && box.current) bringIntoSight(box.current, at);
  }, [box, at]);
  const { first, end } = visibleRange(rows.length, scrollPx, heightPx);
  const related = new Set(props.related.map((row) => row.seq));
  const onKeyDown = (event: KeyboardEvent) => {
    const to = stepped(event.key, at, rows.length);
    const row = to === null ? undefined : rows[to];
    if (row === undefined) return;
    event.preventDefault();
    if (row.kind === 'entry') props.onChoose(row);
  };
  return (
    <div
      ref={box}
      className="wire-list"
      role="listbox"
      tabIndex={0}
      aria-label="Lines"
      aria-activedescendant={at >= first && at < end ? `wire-${chosenSeq}` : undefined}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      {rows.length === 0 ? (
        <p className="wire-nothing">Nothing yet: what apps and this Slack say to each other comes here.</p>
      ) : null}
      <div className="wire-rows" style={{ height: rows.length * ROW_PX }}>
        <div style={{ transform: `translateY(${first * ROW_PX}px)` }}>
          {rows.slice(first, end).map((row, place) => (
            <WireLine
              key={row.seq}
              scene={props.scene}
              row={row}
              place={{ at: first + place + 1, of: rows.length }}
              oldestId={props.oldestId}
              mark={row.seq === chosenSeq ? 'chosen' : related.has(row.seq) ? 'related' : null}
              onChoose={props.onChoose}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** Which part of the list is in sight, in pixels; tells when the end comes into sight or goes. */
function useSight(box: { readonly current: HTMLElement | null }, onFollow: (isAtEnd: boolean) => void) {
  const [scrollPx, setScrollPx] = useState(0);
  const [heightPx, setHeightPx] = useState(400);
  useLayoutEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([seen]) => setHeightPx(seen?.contentRect.height ?? 0));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  const onScroll = () => {
    if (!box.current) return;
    const { scrollTop, clientHeight, scrollHeight } = box.current;
    setScrollPx(scrollTop);
    onFollow(scrollTop + clientHeight >= scrollHeight - ROW_PX);
  };
  return { scrollPx, heightPx, onScroll };
}

function bringIntoSight(box: HTMLElement, at: number): void {
  const top = at * ROW_PX;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + ROW_PX > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW_PX - box.clientHeight;
}

/** Where a key leads from the row at `at`, or from the end if none is chosen; null for other keys. */
function stepped(key: string, at: number, count: number): number | null {
  const from = at < 0 ? count : at;
  const to = {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - PAGE_ROWS,
    PageDown: from + PAGE_ROWS,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(to, count - 1));
}
