import { CloseIcon } from '../shell/icons.tsx';
import type { Scene } from '../shell/scene.ts';
import { statusOf, timeWords, tookWords } from './entry-facts.ts';
import { placeWords } from './wire-line.tsx';
import type { EntryRow } from './wire-rows.ts';

const MOST_RELATED = 50;

/** One line with its bodies, secrets masked, and the lines that belong to it. */
export function WireDetail(props: {
  scene: Scene;
  row: EntryRow;
  oldestId: number;
  related: readonly EntryRow[];
  onChoose(row: EntryRow): void;
  onClose(): void;
}) {
  const { row, related } = props;
  const { entry } = row;
  const status = statusOf(entry, props.oldestId);
  const facts = [
    timeWords(entry),
    placeWords(props.scene, row),
    entry.connectionId,
    tookWords(entry) && `after ${tookWords(entry)}`,
  ].filter(Boolean);
  return (
    <section className="wire-detail" aria-label="Line">
      <header className="wire-detail-head">
        <h3>{entry.title}</h3>
        <span className={`wire-status wire-${status.tone}`}>{status.words}</span>
        <button
          type="button"
          className="icon-button bar-end"
          aria-label="Close the line"
          title="Close the line (Esc)"
          onClick={props.onClose}
        >
          <CloseIcon />
        </button>
      </header>
      <p className="muted wire-facts">{facts.join(' · ')}</p>
      {related.length > 0 ? (
        <>
          <h4>Belongs together</h4>
          <ul className="wire-related">
            {related.slice(-MOST_RELATED).map((other) => (
              <li key={other.seq}>
                <button type="button" className="link-button" onClick={() => props.onChoose(other)}>
                  {timeWords(other.entry)} {other.entry.title}
                </button>{' '}
                <span className="muted">{statusOf(other.entry, props.oldestId).words}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <Body
        words={entry.kind === 'envelope' ? 'What came with the ack' : 'From the app'}
        json={entry.fromApp}
      />
      <Body words="To the app" json={entry.toApp} />
    </section>
  );
}

function Body({ words, json }: { words: string; json: unknown }) {
  if (json === null || json === undefined) return null;
  return (
    <>
      <h4>{words}</h4>
      <pre className="wire-json">{typeof json === 'string' ? json : JSON.stringify(json, null, 2)}</pre>
    </>
  );
}
