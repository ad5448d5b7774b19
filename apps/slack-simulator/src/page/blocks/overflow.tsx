import { type KeyboardEvent, useId, useRef } from 'react';
import { ElementNotes, reasonOf } from './element-notes.tsx';
import { type JsonObject, objectsOf, textOf, withKeys } from './json.ts';
import { labelOf } from './text-object.tsx';
import { useElement } from './use-element.ts';

/**
 * A “…” that opens a menu. Escape, or a press elsewhere, closes it. Its name is not that of the bar beside the message,
 * which is there at the same time.
 */
export function Overflow({ element }: { element: JsonObject }) {
  const live = useElement(element);
  const menuId = useId();
  const menu = useRef<HTMLDivElement>(null);
  const choose = (option: JsonObject) => {
    const url = textOf(option.url);
    menu.current?.hidePopover();
    live.tell(textOf(option.value), {
      onTold: () => {
        if (/^https?:/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
      },
    });
  };
  return (
    <span className="element">
      <button
        type="button"
        className="button"
        popoverTarget={menuId}
        disabled={!live.isLive}
        title={live.isLive ? undefined : reasonOf(element)}
        aria-label={textOf(element.accessibility_label) || 'More options'}
        aria-haspopup="menu"
        aria-busy={live.isPending}
      >
        ⋯
      </button>
      <div
        ref={menu}
        id={menuId}
        popover="auto"
        role="menu"
        className="menu"
        tabIndex={-1}
        onKeyDown={moveFocus}
      >
        {withKeys(objectsOf(element.options)).map(({ key, item }, at) => (
          <button
            key={key}
            ref={at === 0 ? takesFocus : undefined}
            type="button"
            role="menuitem"
            className="menu-item"
            onClick={() => choose(item)}
          >
            <span>{labelOf(item.text)}</span>
            {item.description ? <span className="choice-note">{labelOf(item.description)}</span> : null}
          </button>
        ))}
      </div>
      <ElementNotes live={live} />
    </span>
  );
}

/**
 * The browser itself focuses it while it opens the menu. The toggle event comes later, and keys pressed before it would
 * go to the trigger. React's `autoFocus` sets no attribute, but focuses when it renders.
 */
function takesFocus(item: HTMLElement | null): void {
  item?.setAttribute('autofocus', '');
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const target = {
    ArrowDown: items[(at + 1) % items.length],
    ArrowUp: items.at(at <= 0 ? -1 : at - 1),
    Home: items[0],
    End: items.at(-1),
  }[event.key];
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (!target) return;
  event.preventDefault();
  target.focus();
}
