import { useDeferredValue, useMemo, useState } from 'react';
import type { Scene } from '../shell/scene.ts';
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
  const feed = useWireFeed();
  const { wire, trouble } = useWireReading();
  const [frozen, setFrozen] = useState<readonly WireRow[] | null>(null);
  const [filter, setFilter] = useState(NO_FILTER);
  const [isFollowing, setIsFollowing] = useState(true);
  const [chosenSeq, setChosenSeq] = useState<number | null>(null);
  const { height, change, grow } = useDrawerHeight();
  const all = frozen ?? wire.rows;
  // Typing goes before drawing thousands of rows anew.
  const wanted = useDeferredValue(filter);
  const rows = useMemo(() => filtered(all, wanted), [all, wanted]);
  const chosen = useMemo(() => entryBySeq(all, chosenSeq), [all, chosenSeq]);
  const related = useMemo(() => (chosen ? relatedTo(chosen, all) : []), [chosen, all]);
  const close = () => show({ ...scene.view, wire: null });
  const choose = (row: EntryRow) => {
    setChosenSeq(row.seq);
    setIsFollowing(false);
  };
  const clear = () => {
    feed.clear();
    setFrozen(null);
    setChosenSeq(null);
  };
  return (
    <section
      className="wire"
      aria-label="Wire"
      style={{ height }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        if (chosen) setChosenSeq(null);
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
            onClose={() => setChosenSeq(null)}
          />
        ) : null}
      </div>
    </section>
  );
}

/** How many came since it was paused. */
function waitingRows(live: readonly WireRow[], frozen: readonly WireRow[] | null): number {
  if (!frozen) return 0;
  const seen = frozen.at(-1)?.seq ?? -1;
  return live.length - 1 - live.findLastIndex((row) => row.seq <= seen);
}
