import { type FormEvent, useState } from 'react';
import { type SwitchValue, textOfValue, valueOfText, valueWords } from './switch-value.ts';
import type { Switch } from './switches.ts';

interface SwitchFieldProps {
  id: string;
  name: string;
  words: Switch;
  value: SwitchValue;
  usual: SwitchValue;
  onChange(value: SwitchValue): void;
}

/** The field of a switch: a box to check, a choice, or text that is taken with Enter or when one leaves it. */
export function SwitchField(props: SwitchFieldProps) {
  const { id, words, value, onChange } = props;
  const described = `${id}-words`;
  if (typeof value === 'boolean')
    return (
      <input
        id={id}
        type="checkbox"
        className="switch-box"
        checked={value}
        aria-describedby={described}
        onChange={(event) => onChange(event.target.checked)}
      />
    );
  if (words.choices)
    return (
      <select
        id={id}
        className="select"
        value={String(value)}
        aria-describedby={described}
        onChange={(event) => onChange(event.target.value)}
      >
        {words.choices.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    );
  // Another value from elsewhere empties the draft.
  return <TextField key={textOfValue(value)} {...props} />;
}

function TextField(props: SwitchFieldProps) {
  const { id, name, words, value, usual } = props;
  const isNullable = words.isNullable === true;
  const [text, setText] = useState(textOfValue(value));
  const [trouble, setTrouble] = useState<string | null>(null);
  const take = (event: FormEvent) => {
    event.preventDefault();
    try {
      setTrouble(null);
      if (text.trim() !== textOfValue(value)) props.onChange(valueOfText(text, usual ?? 0, isNullable));
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <form className="switch-text" onSubmit={take}>
      <input
        id={id}
        className="field"
        value={text}
        placeholder={isNullable ? 'never' : ''}
        inputMode={typeof usual === 'string' ? 'text' : 'decimal'}
        aria-describedby={`${id}-words`}
        aria-invalid={trouble !== null}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
      />
      {name.endsWith('Ms') ? <span className="muted switch-unit">{valueWords(name, value)}</span> : null}
      {trouble ? <span role="alert">{trouble}</span> : null}
    </form>
  );
}
