import { MenuItem, Popup } from '../shell/popup.tsx';
import { ElementNotes, reasonOf } from './element-notes.tsx';
import { type JsonObject, objectsOf, textOf, withKeys } from './json.ts';
import { labelOf } from './text-object.tsx';
import { useElement } from './use-element.ts';

/** A “…” that opens a menu. Its name is not that of the bar beside the message, which is there at the same time. */
export function Overflow({ element }: { element: JsonObject }) {
  const live = useElement(element);
  const choose = (option: JsonObject) => {
    const url = textOf(option.url);
    live.tell(textOf(option.value), {
      onTold: () => {
        if (/^https?:/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
      },
    });
  };
  return (
    <span className="element">
      <Popup
        label={textOf(element.accessibility_label) || 'More options'}
        buttonClass="button"
        button="⋯"
        kind="menu"
        refusal={live.isLive ? undefined : reasonOf(element)}
        isBusy={live.isPending}
      >
        {(close) =>
          withKeys(objectsOf(element.options)).map(({ key, item }) => (
            <MenuItem
              key={key}
              note={item.description ? labelOf(item.description) : undefined}
              onChoose={() => {
                close();
                choose(item);
              }}
            >
              {labelOf(item.text)}
            </MenuItem>
          ))
        }
      </Popup>
      <ElementNotes live={live} />
    </span>
  );
}
