import { type ReactNode, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { focusOnOpen, moveInMenu } from './popup-focus.ts';

/**
 * A button that opens a small box beside it, over everything else. Escape, or a press elsewhere, closes it and gives
 * the focus back. What is in it is there only while it is open; `children` gets how to close it. The keys go to the
 * first `MenuItem`, or to what has `focusOnOpen` for its `ref`.
 */
export function Popup(props: {
  label: string;
  buttonClass: string;
  button: ReactNode;
  kind: 'menu' | 'dialog';
  className?: string;
  /** Why it cannot be opened; without, it can. */
  refusal?: string | undefined;
  isBusy?: boolean;
  children(close: () => void): ReactNode;
}) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={props.buttonClass}
        popoverTarget={id}
        disabled={props.refusal !== undefined}
        aria-haspopup={props.kind}
        aria-expanded={isOpen}
        aria-label={props.label}
        aria-busy={props.isBusy}
        title={props.refusal ?? props.label}
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
        onBeforeToggle={({ target, currentTarget, newState }) => {
          // What is in it must be there when the browser, right after this event, looks for what takes the focus.
          if (target === currentTarget && newState === 'open') flushSync(() => setIsOpen(true));
        }}
        onToggle={({ target, currentTarget, newState }) => {
          // Not before: the browser gives the focus back only if what had it is still there.
          if (target === currentTarget) setIsOpen(newState === 'open');
        }}
        onKeyDown={props.kind === 'menu' ? moveInMenu : undefined}
      >
        {isOpen ? props.children(() => box.current?.hidePopover()) : null}
      </div>
    </>
  );
}

/** A line of a menu. */
export function MenuItem(props: {
  note?: ReactNode;
  isDanger?: boolean;
  children: ReactNode;
  onChoose(): void;
}) {
  return (
    <button
      ref={focusOnOpen}
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
