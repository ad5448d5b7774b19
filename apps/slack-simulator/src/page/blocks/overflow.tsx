import { type KeyboardEvent, type ToggleEvent, useId, useRef } from 'react';
import { ElementNotes, reasonOf } from './element-notes.tsx';
import { type JsonObject, objectsOf, textOf, withKeys } from './json.ts';
import { labelOf } from './text-object.tsx';
import { useElement } from './use-element.ts';

/** A “…” that opens a menu. Escape, or a press elsewhere, closes it. */
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
        onToggle={focusFirst}
        onKeyDown={moveFocus}
      >
        {withKeys(objectsOf(element.options)).map(({ key, item }) => (
          <button key={key} type="button" role="menuitem" className="menu-item" onClick={() => choose(item)}>
            <span>{labelOf(item.text)}</span>
            {item.description ? <span className="choice-note">{labelOf(item.description)}</span> : null}
          </button>
        ))}
      </div>
      <ElementNotes live={live} />
    </span>
  );
}

function focusFirst(event: ToggleEvent<HTMLElement>): void {
  if (event.newState === 'open') event.currentTarget.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
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
