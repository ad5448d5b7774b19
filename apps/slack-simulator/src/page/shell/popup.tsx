import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';

/**
 * A button that opens a small box beside it, over everything else. Escape, or a press elsewhere, closes it and gives
 * the focus back. What is in it is made only when it opens; `children` gets how to close it.
 */
export function Popup(props: {
  label: string;
  buttonClass: string;
  button: ReactNode;
  kind: 'menu' | 'dialog';
  className?: string;
  children(close: () => void): ReactNode;
}) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const isMenu = props.kind === 'menu';
  return (
    <>
      <button
        type="button"
        className={props.buttonClass}
        popoverTarget={id}
        aria-haspopup={props.kind}
        aria-expanded={isOpen}
        aria-label={props.label}
        title={props.label}
      >
        {props.button}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it is a menu, or a dialog */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both have names */}
      <div
        ref={box}
        id={id}
        popover="auto"
        role={props.kind}
        aria-label={props.label}
        tabIndex={-1}
        className={props.className ?? 'menu'}
        onBeforeToggle={(event) => setIsOpen(event.newState === 'open')}
        onToggle={(event) => {
          if (isMenu && event.newState === 'open') itemsOf(event.currentTarget)[0]?.focus();
        }}
        onKeyDown={isMenu ? moveFocus : undefined}
      >
        {isOpen ? props.children(() => box.current?.hidePopover()) : null}
      </div>
    </>
  );
}

const itemsOf = (box: HTMLElement) => [...box.querySelectorAll<HTMLElement>('[role="menuitem"]')];

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = itemsOf(event.currentTarget);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const target = {
    ArrowDown: items[(at + 1) % items.length],
    ArrowUp: items.at(at <= 0 ? -1 : at - 1),
    Home: items[0],
    End: items.at(-1),
  }[event.key];
  // Keys in the box are not for what lies under it.
  event.stopPropagation();
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (!target) return;
  event.preventDefault();
  target.focus();
}

/** A line of a menu. */
export function MenuItem(props: {
  note?: string;
  isDanger?: boolean;
  children: ReactNode;
  onChoose(): void;
}) {
  return (
    <button
      type="button"
      role="menuitem"
      className={props.isDanger ? 'menu-item menu-item-danger' : 'menu-item'}
      onClick={props.onChoose}
    >
      <span>{props.children}</span>
      {props.note ? <span className="choice-note">{props.note}</span> : null}
    </button>
  );
}
