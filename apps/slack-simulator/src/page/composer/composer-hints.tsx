/** Texts to try, as chips. */
export function ComposerHints(props: { hints: readonly string[]; onChoose(hint: string): void }) {
  if (props.hints.length === 0) return null;
  return (
    <fieldset className="hints">
      <legend>Try</legend>
      {props.hints.map((hint) => (
        <button key={hint} type="button" className="hint" onClick={() => props.onChoose(hint)}>
          {hint}
        </button>
      ))}
    </fieldset>
  );
}
