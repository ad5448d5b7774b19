import { useState } from 'react';
import { useToast } from '../shell/toast.tsx';

const HIDDEN = '•'.repeat(20);

/** A value to copy; a secret one is not on the screen until it is asked for. */
export function CopyField(props: {
  label: string;
  value: string;
  isSecret?: boolean;
  isLabelHidden?: boolean;
}) {
  const { label, value, isSecret = false, isLabelHidden = false } = props;
  const [isShown, setIsShown] = useState(!isSecret);
  const say = useToast();
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => say(`${label}: copied`),
      // Said without the value: it may be a secret.
      () => say('The browser lets no page copy. Show the value and copy it by hand', 'trouble'),
    );
  return (
    <div className="copy-field">
      <label>
        <span className={isLabelHidden ? 'visually-hidden' : 'copy-label'}>{label}</span>
        <input
          className="field copy-value"
          readOnly
          value={isShown ? value : HIDDEN}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
        />
      </label>
      {isSecret ? (
        <button
          type="button"
          className="button copy-show"
          aria-label={`${isShown ? 'Hide' : 'Show'} ${label}`}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? 'Hide' : 'Show'}
        </button>
      ) : null}
      <button type="button" className="button" aria-label={`Copy ${label}`} onClick={copy}>
        Copy
      </button>
    </div>
  );
}
