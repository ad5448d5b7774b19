import type { useCompletion } from './use-completion.ts';

/** The list over a text field. */
export function CompletionList({
  id,
  completion,
}: {
  id: string;
  completion: ReturnType<typeof useCompletion>;
}) {
  if (completion.suggestions.length === 0) return null;
  return (
    <div className="mention-list" id={id} role="listbox" aria-label={completion.title}>
      {completion.suggestions.map((one, index) => (
        <div
          key={one.key}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === completion.active}
          className="mention-option"
          // Before the field loses its focus, which would close the list.
          onMouseDown={(event) => {
            event.preventDefault();
            completion.choose(one);
          }}
        >
          <span className="mention-sign">{one.sign}</span>
          <span className="mention-label">{one.label}</span>
          {one.note ? <span className="mention-note">{one.note}</span> : null}
          {one.badge ? <span className="badge">{one.badge}</span> : null}
        </div>
      ))}
    </div>
  );
}
