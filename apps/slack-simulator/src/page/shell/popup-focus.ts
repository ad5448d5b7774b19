import type { KeyboardEvent } from 'react';

/**
 * For the `ref` of what takes the focus when its popover opens; of several, the first does. The browser itself gives
 * it the focus while it opens the popover: the toggle event comes later, and keys pressed before it would go to the
 * trigger. React's `autoFocus` sets no attribute, but focuses when it renders.
 */
export function focusOnOpen(element: HTMLElement | null): void {
  element?.setAttribute('autofocus', '');
}

/** Arrow keys, Home and End go from item to item of a menu; Tab closes it. */
export function moveInMenu(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const target = {
    ArrowDown: items[(at + 1) % items.length],
    ArrowUp: items.at(at <= 0 ? -1 : at - 1),
    Home: items[0],
    End: items.at(-1),
  }[event.key];
  // Keys in the menu are not for what lies under it.
  event.stopPropagation();
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (!target) return;
  event.preventDefault();
  target.focus();
}
