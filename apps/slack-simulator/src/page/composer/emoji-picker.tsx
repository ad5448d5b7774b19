import { type KeyboardEvent, useId, useState } from 'react';
import { EMOJI, type EmojiChoice, findEmoji } from '../mrkdwn/emoji.ts';
import { focusOnOpen } from '../shell/popup-focus.ts';

const COLUMNS = 8;

/** A search field over a grid of emoji. Arrow keys move in the grid while one types, Enter picks. */
export function EmojiPicker({ onPick }: { onPick(name: string): void }) {
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const groups = query === '' ? EMOJI : [{ name: 'Found', choices: findEmoji(query) }];
  const all = groups.flatMap((group) => group.choices);
  const here = all[active];
  const onKeyDown = (event: KeyboardEvent) => {
    const moved = movedBy(event.key);
    if (event.key === 'Enter' && here) onPick(here.name);
    else if (moved !== null) move(Math.min(all.length - 1, Math.max(0, active + moved)));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const move = (to: number) => {
    setActive(to);
    document.getElementById(`${id}-${all[to]?.name}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className="emoji-picker">
      <input
        ref={focusOnOpen}
        type="search"
        className="text-input"
        role="combobox"
        aria-label="Search emoji"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={here ? `${id}-${here.name}` : undefined}
        placeholder="Search emoji"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="emoji-grid" id={id} role="listbox" aria-label="Emoji">
        {groups.map((group) => (
          <Group key={group.name} id={id} {...group} here={here} onPick={onPick} />
        ))}
        {all.length === 0 ? <p className="menu-note">No emoji is called that.</p> : null}
      </div>
      <p className="emoji-name">{here ? `${here.glyph} :${here.name}:` : ' '}</p>
    </div>
  );
}

function Group(props: {
  id: string;
  name: string;
  choices: readonly EmojiChoice[];
  here: EmojiChoice | undefined;
  onPick(name: string): void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be in a list box
    <div role="group" aria-label={props.name} className="emoji-group">
      {props.name === 'Found' ? null : <span className="menu-heading">{props.name}</span>}
      {props.choices.map(({ name, glyph }) => (
        <button
          key={name}
          id={`${props.id}-${name}`}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={props.here?.name === name}
          aria-label={name.replaceAll('_', ' ')}
          title={`:${name}:`}
          className="emoji-choice"
          onClick={() => props.onPick(name)}
        >
          {glyph}
        </button>
      ))}
    </div>
  );
}

function movedBy(key: string): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: COLUMNS,
    ArrowUp: -COLUMNS,
  };
  return steps[key] ?? null;
}
