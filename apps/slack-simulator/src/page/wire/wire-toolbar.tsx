import type { SimApp } from '@muster/slack-simulator/control';
import { CloseIcon, DownIcon, PauseIcon, PlayIcon, TrashIcon } from '../shell/icons.tsx';
import { CATEGORIES, type Category } from './entry-facts.ts';
import type { WireFilter } from './wire-filter.ts';

/** What to show of the wire, and whether it moves. */
export function WireToolbar(props: {
  apps: readonly SimApp[];
  filter: WireFilter;
  /** `waiting`: how many rows came since it was paused. */
  counts: { readonly shown: number; readonly all: number; readonly waiting: number };
  isPaused: boolean;
  isFollowing: boolean;
  onFilter(filter: WireFilter): void;
  onPause(): void;
  onFollow(): void;
  onClear(): void;
  onClose(): void;
}) {
  const { counts, isPaused, isFollowing } = props;
  return (
    <header className="wire-toolbar">
      <h2>Wire</h2>
      <Filters apps={props.apps} filter={props.filter} onFilter={props.onFilter} />
      <span className="wire-count">{countWords(counts)}</span>
      <button
        type="button"
        className="button wire-button"
        aria-pressed={isFollowing}
        title="Keep the newest line in sight"
        onClick={props.onFollow}
      >
        <DownIcon /> Follow
      </button>
      <button type="button" className="button wire-button" aria-pressed={isPaused} onClick={props.onPause}>
        {isPaused ? <PlayIcon /> : <PauseIcon />} {isPaused ? 'Resume' : 'Pause'}
      </button>
      <button type="button" className="button wire-button" onClick={props.onClear}>
        <TrashIcon /> Clear
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Close the wire"
        title="Close the wire (Ctrl+J)"
        onClick={props.onClose}
      >
        <CloseIcon />
      </button>
    </header>
  );
}

function Filters(props: { apps: readonly SimApp[]; filter: WireFilter; onFilter(filter: WireFilter): void }) {
  const { apps, filter, onFilter } = props;
  return (
    <>
      <select
        className="select"
        aria-label="App"
        value={filter.appId ?? ''}
        onChange={(event) => onFilter({ ...filter, appId: event.target.value || null })}
      >
        <option value="">All apps</option>
        {apps.map((app) => (
          <option key={app.id} value={app.id}>
            {app.name}
          </option>
        ))}
      </select>
      <select
        className="select"
        aria-label="Kind"
        value={filter.category ?? ''}
        onChange={(event) => onFilter({ ...filter, category: (event.target.value as Category) || null })}
      >
        <option value="">Everything</option>
        {Object.entries(CATEGORIES).map(([category, words]) => (
          <option key={category} value={category}>
            {words}
          </option>
        ))}
      </select>
      <input
        type="search"
        className="field wire-search"
        aria-label="Text in the wire"
        placeholder="Method, event, id, any text"
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || filter.text === '') return;
          event.preventDefault();
          onFilter({ ...filter, text: '' });
        }}
      />
    </>
  );
}

function countWords({ shown, all, waiting }: { shown: number; all: number; waiting: number }): string {
  const lines = shown === all ? `${all} ${all === 1 ? 'line' : 'lines'}` : `${shown} of ${all}`;
  return waiting > 0 ? `${lines}, ${waiting} more since` : lines;
}
