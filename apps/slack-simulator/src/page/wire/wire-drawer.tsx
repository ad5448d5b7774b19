import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Scene } from '../shell/scene.ts';
import { useFocusBack } from '../shell/use-hand-over.ts';
import { show } from '../shell/view.ts';
import { DrawerEdge } from './drawer-edge.tsx';
import { relatedTo } from './relations.ts';
import { useDrawerHeight } from './use-drawer-height.ts';
import { WireDetail } from './wire-detail.tsx';
import { useWireFeed, useWireReading } from './wire-feed.ts';
import { filtered, NO_FILTER } from './wire-filter.ts';
import { WireList } from './wire-list.tsx';
import { type EntryRow, entryBySeq, type WireRow } from './wire-rows.ts';
import { WireToolbar } from './wire-toolbar.tsx';

/** Everything that goes over the lines between this Slack and the apps, live, at the foot of the page. */
export function WireDrawer({ scene }: { scene: Scene }) {
  const drawer = useRef<HTMLElement>(null);
  useFocusBack(drawer);
  const feed = useWireFeed();
  const { wire, trouble } = useWireReading();
  const [frozen, setFrozen] = useState<readonly WireRow[] | null>(null);
  const [filter, setFilter] = useState(NO_FILTER);
  const [isFollowing, setIsFollowing] = useState(true);
  const { height, change, grow } = useDrawerHeight();
  const all = frozen ?? wire.rows;
  // Typing goes before drawing thousands of rows anew.
  const wanted = useDeferredValue(filter);
  const rows = useMemo(() => filtered(all, wanted), [all, wanted]);
  const { list, chosen, related, choose, unchoose } = useChosenLine(all, () => setIsFollowing(false));
  const close = () => show({ ...scene.view, wire: null });
  const clear = () => {
    feed.clear();
    setFrozen(null);
    unchoose();
  };
  return (
    <section
      ref={drawer}
      className="wire"
      aria-label="Wire"
      style={{ height }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        if (chosen) unchoose();
        else close();
      }}
    >
      <DrawerEdge height={height} onChange={change} onGrow={grow} />
      <WireToolbar
        apps={scene.apps}
        filter={filter}
        counts={{ shown: rows.length, all: all.length, waiting: waitingRows(wire.rows, frozen) }}
        isPaused={frozen !== null}
        isFollowing={isFollowing}
        onFilter={setFilter}
        onPause={() => setFrozen(frozen ? null : wire.rows)}
        onFollow={() => setIsFollowing(!isFollowing)}
        onClear={clear}
        onClose={close}
      />
      {trouble ? (
        <p className="wire-trouble" role="alert">{`Not read: ${trouble}. Nothing is lost yet.`}</p>
      ) : null}
      <div className="wire-body">
        <WireList
          box={list}
          scene={scene}
          rows={rows}
          oldestId={wire.oldestId}
          chosenSeq={chosen?.seq ?? null}
          related={related}
          isFollowing={isFollowing && frozen === null}
          onFollow={setIsFollowing}
          onChoose={choose}
        />
        {chosen ? (
          <WireDetail
            scene={scene}
            row={chosen}
            oldestId={wire.oldestId}
            related={related}
            onChoose={choose}
            onClose={unchoose}
          />
        ) : null}
      </div>
    </section>
  );
}

/** The line that is open, with those that belong to it. */
function useChosenLine(rows: readonly WireRow[], onChoose: () => void) {
  const list = useRef<HTMLDivElement>(null);
  const [seq, setSeq] = useState<number | null>(null);
  const chosen = useMemo(() => entryBySeq(rows, seq), [rows, seq]);
  const related = useMemo(() => (chosen ? relatedTo(chosen, rows) : []), [chosen, rows]);
  // What had the focus may go with the next drawing; the list keeps the keys.
  const keepKeys = () => list.current?.focus({ preventScroll: true });
  return {
    list,
    chosen,
    related,
    choose: (row: EntryRow) => {
      keepKeys();
      setSeq(row.seq);
      onChoose();
    },
    unchoose: () => {
      keepKeys();
      setSeq(null);
    },
  };
}

/** How many came since it was paused. */
function waitingRows(live: readonly WireRow[], frozen: readonly WireRow[] | null): number {
  if (!frozen) return 0;
  const seen = frozen.at(-1)?.seq ?? -1;
  return live.length - 1 - live.findLastIndex((row) => row.seq <= seen);
}
