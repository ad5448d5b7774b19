import type { Scene } from '../shell/scene.ts';
import {
  type Category,
  categoryOf,
  directionOf,
  retryOf,
  statusOf,
  timeWords,
  tookWords,
} from './entry-facts.ts';
import type { EntryRow, WireRow } from './wire-rows.ts';

const NAMES: Readonly<Record<Category, string>> = {
  envelope: 'Envelope',
  ack: 'Stray ack',
  frame: 'Frame',
  connection: 'Connection',
  call: 'Web API',
  oauth: 'OAuth',
};

/** One line of the list. A press opens it. */
export function WireLine(props: {
  scene: Scene;
  row: WireRow;
  place: { readonly at: number; readonly of: number };
  oldestId: number;
  mark: 'chosen' | 'related' | null;
  onChoose(row: EntryRow): void;
}) {
  const { row, place, mark } = props;
  if (row.kind === 'note') return <p className="wire-row wire-note">{row.text}</p>;
  const { entry } = row;
  const status = statusOf(entry, props.oldestId);
  const retry = retryOf(entry);
  const direction = directionOf(entry);
  const category = categoryOf(entry);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
    <div
      id={`wire-${row.seq}`}
      className={`wire-row ${mark ? `wire-row-${mark}` : ''}`}
      role="option"
      tabIndex={-1}
      aria-selected={mark === 'chosen'}
      aria-posinset={place.at}
      aria-setsize={place.of}
      onClick={() => props.onChoose(row)}
    >
      <span className="wire-time">{timeWords(entry)}</span>
      <span className={`wire-way wire-way-${category}`} role="img" aria-label={direction ?? 'connection'}>
        {direction === null ? '•' : direction === 'to the app' ? '→' : '←'}
      </span>
      <span className="wire-kind">{NAMES[category]}</span>
      <span className="wire-title">
        {entry.title}
        {retry > 0 ? <span className="badge wire-retry">retry {retry}</span> : null}
      </span>
      <span className="wire-place">{placeWords(props.scene, row)}</span>
      <span className="wire-took">{tookWords(entry)}</span>
      <span className={`wire-status wire-${status.tone}`}>{status.words}</span>
    </div>
  );
}

/** The app and the workspace by their names. */
export function placeWords(scene: Scene, { entry }: EntryRow): string {
  const app = scene.apps.find((one) => one.id === entry.appId)?.name ?? entry.appId;
  const team = scene.workspaces.find((one) => one.id === entry.team)?.name ?? entry.team;
  return [app, team].filter(Boolean).join(' · ');
}
