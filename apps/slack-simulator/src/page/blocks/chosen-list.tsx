import type { Choice } from './directory.ts';

/** What was chosen from a menu of many, each with a way to take it out again. */
export function ChosenList(props: {
  chosen: readonly Choice[];
  isDisabled: boolean;
  onRemove(value: string): void;
}) {
  if (props.chosen.length === 0) return null;
  return (
    <ul className="chosen" aria-label="Chosen">
      {props.chosen.map(({ value, label }) => (
        <li key={value} className="chosen-item">
          {label}
          <button
            type="button"
            className="chosen-remove"
            aria-label={`Remove ${label}`}
            disabled={props.isDisabled}
            onClick={() => props.onRemove(value)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
