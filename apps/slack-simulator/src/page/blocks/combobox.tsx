import { useId, useState } from 'react';
import { ChosenList } from './chosen-list.tsx';
import type { Group } from './combobox-state.ts';
import { OptionList } from './option-list.tsx';
import { useMenu } from './use-menu.ts';

/**
 * A menu that one can search, of one choice or of many. Arrow keys move, Enter picks, Escape and Tab close, Backspace
 * takes the last of many away. `onClose` comes after each time it was open.
 */
export function Combobox(props: {
  /** What fits the words, in order. */
  groups: readonly Group[];
  words: string;
  onWords(words: string): void;
  chosen: readonly string[];
  /** What a chosen value is called. */
  labelOf(value: string): string;
  isMany: boolean;
  most: number;
  placeholder: string;
  /** Stands instead of choices. */
  note: string | null;
  naming: Record<string, unknown>;
  isDisabled: boolean;
  isBusy: boolean;
  title: string;
  onChoose(chosen: readonly string[]): void;
  onClose(): void;
}) {
  const { chosen, isMany, words } = props;
  const menu = useMenu(props);
  const [field, setField] = useState<HTMLInputElement | null>(null);
  const listId = useId();
  const only = isMany || chosen[0] === undefined ? '' : props.labelOf(chosen[0]);
  const hasActive = menu.isOpen && props.groups.length > 0;
  return (
    <span className="combobox">
      {isMany ? (
        <ChosenList
          chosen={chosen.map((value) => ({ value, label: props.labelOf(value) }))}
          isDisabled={props.isDisabled}
          onRemove={menu.take}
        />
      ) : null}
      <input
        {...props.naming}
        ref={setField}
        type="text"
        role="combobox"
        className="field combobox-field"
        autoComplete="off"
        aria-expanded={menu.isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={hasActive ? `${listId}-${menu.active}` : undefined}
        aria-busy={props.isBusy}
        placeholder={only || props.placeholder}
        value={menu.isOpen ? words : only}
        disabled={props.isDisabled}
        title={props.title}
        onChange={(event) => menu.search(event.target.value)}
        onClick={() => (menu.isOpen ? undefined : menu.open())}
        onBlur={menu.close}
        onKeyDown={menu.onKeyDown}
      />
      {menu.isOpen && field ? (
        <OptionList
          id={listId}
          anchor={field}
          groups={props.groups}
          chosen={chosen}
          active={menu.active}
          isMany={isMany}
          note={props.note}
          onPick={menu.pick}
        />
      ) : null}
    </span>
  );
}
