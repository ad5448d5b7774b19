import { useId, useLayoutEffect, useRef } from 'react';
import type { Group } from './combobox-state.ts';
import type { Choice } from './directory.ts';

interface List {
  readonly id: string;
  readonly chosen: readonly string[];
  readonly active: number;
  readonly isMany: boolean;
  onPick(value: string): void;
}

/** The open list of a menu, over everything else and beside its field. */
export function OptionList(
  props: List & { groups: readonly Group[]; anchor: HTMLElement; note: string | null },
) {
  const { groups, anchor } = props;
  const starts = groups.map((_group, at) =>
    groups.slice(0, at).reduce((sum, before) => sum + before.choices.length, 0),
  );
  const list = useRef<HTMLDivElement>(null);
  // The field is what the style sheet places it by.
  useLayoutEffect(() => list.current?.showPopover({ source: anchor }), [anchor]);
  return (
    <div
      ref={list}
      id={props.id}
      popover="manual"
      role="listbox"
      tabIndex={-1}
      className="menu option-list"
      aria-multiselectable={props.isMany}
      // The focus stays in the field.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {groups.map((group, at) => (
        <OptionGroup
          // biome-ignore lint/suspicious/noArrayIndexKey: groups may share a name, and never move
          key={at}
          list={props}
          label={group.label}
          choices={group.choices}
          start={starts[at] ?? 0}
        />
      ))}
      {props.note ? <p className="menu-note">{props.note}</p> : null}
    </div>
  );
}

function OptionGroup(props: { list: List; label: string | null; choices: readonly Choice[]; start: number }) {
  const labelId = useId();
  const options = props.choices.map((choice, at) => (
    <Option key={choice.value} list={props.list} choice={choice} at={props.start + at} />
  ));
  if (props.label === null) return options;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a list box
    <div role="group" aria-labelledby={labelId}>
      <p id={labelId} className="menu-heading">
        {props.label}
      </p>
      {options}
    </div>
  );
}

function Option({ list, choice, at }: { list: List; choice: Choice; at: number }) {
  const isChosen = list.chosen.includes(choice.value);
  const isActive = at === list.active;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field, which keeps the focus, hears the keys
    <div
      ref={isActive ? (option) => option?.scrollIntoView({ block: 'nearest' }) : undefined}
      id={`${list.id}-${at}`}
      role="option"
      tabIndex={-1}
      className={isActive ? 'menu-item menu-item-active' : 'menu-item'}
      aria-selected={isChosen}
      onClick={() => list.onPick(choice.value)}
    >
      <span>{choice.label}</span>
      {choice.description ? <span className="choice-note">{choice.description}</span> : null}
      {isChosen ? (
        <span className="menu-check" aria-hidden="true">
          ✓
        </span>
      ) : null}
    </div>
  );
}
