import { type KeyboardEvent, useState } from 'react';
import { chosenAfter, type Group, movedTo } from './combobox-state.ts';

/** A menu that is searched: whether it is open, which of its choices the keys are on, and what keys do. */
export interface Menu {
  readonly isOpen: boolean;
  readonly active: number;
  open(): void;
  /** Someone typed: what fits is another list now. */
  search(words: string): void;
  close(): void;
  pick(value: string): void;
  take(value: string): void;
  onKeyDown(event: KeyboardEvent): void;
}

export function useMenu(props: {
  groups: readonly Group[];
  words: string;
  chosen: readonly string[];
  isMany: boolean;
  most: number;
  onWords(words: string): void;
  onChoose(chosen: readonly string[]): void;
  onClose(): void;
}): Menu {
  const { chosen, isMany, most, words } = props;
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const choices = props.groups.flatMap((group) => group.choices);
  const open = () => {
    const first = isMany ? 0 : choices.findIndex((choice) => choice.value === chosen[0]);
    setActive(Math.max(0, first));
    setIsOpen(true);
  };
  const close = () => {
    if (!isOpen) return;
    setIsOpen(false);
    props.onWords('');
    props.onClose();
  };
  const pick = (value: string) => {
    props.onChoose(chosenAfter(chosen, value, { isMany, most }));
    if (!isMany) close();
  };
  const take = (value: string) => {
    props.onChoose(chosen.filter((one) => one !== value));
    if (!isOpen) props.onClose();
  };
  const key = (name: string): boolean => {
    const moved = movedTo(name, active, choices.length);
    const here = choices[active];
    const last = chosen.at(-1);
    if (!isOpen && ['ArrowDown', 'ArrowUp', 'Enter'].includes(name)) open();
    else if (isOpen && name === 'Escape') close();
    else if (isOpen && name === 'Enter') here && pick(here.value);
    else if (isOpen && moved !== null) setActive(moved);
    else if (name === 'Backspace' && isMany && words === '' && last !== undefined) take(last);
    else return false;
    return true;
  };
  return {
    isOpen,
    active,
    open,
    close,
    pick,
    take,
    search: (typed) => {
      props.onWords(typed);
      setActive(0);
      setIsOpen(true);
    },
    onKeyDown: (event) => {
      if (!event.nativeEvent.isComposing && key(event.key)) event.preventDefault();
    },
  };
}
