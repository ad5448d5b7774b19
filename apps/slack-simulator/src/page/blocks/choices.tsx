import { useId } from 'react';
import { ElementNotes, reasonOf } from './element-notes.tsx';
import { listOf } from './input-state.ts';
import { type JsonObject, objectsOf, textOf, withKeys } from './json.ts';
import { TextObject } from './text-object.tsx';
import { useElement, useNaming } from './use-element.ts';

/** Radio buttons or checkboxes, each with its description. */
export function Choices({ element }: { element: JsonObject }) {
  const live = useElement(element);
  const naming = useNaming(element);
  const name = useId();
  const isMany = element.type === 'checkboxes';
  const chosen = listOf(live.input);
  const choose = (value: string, isChosen: boolean) => {
    if (!isMany) return live.choose(value);
    // In the order of the options, as the app gave them.
    const values = objectsOf(element.options).map((option) => textOf(option.value));
    live.choose(values.filter((one) => (one === value ? isChosen : chosen.includes(one))));
  };
  return (
    <div className="element">
      <div className="block-choices" role={isMany ? 'group' : 'radiogroup'} {...naming} tabIndex={-1}>
        {withKeys(objectsOf(element.options)).map(({ key, item }) => (
          <label key={key} className="choice" title={live.isLive ? undefined : reasonOf(element)}>
            <input
              type={isMany ? 'checkbox' : 'radio'}
              name={name}
              checked={chosen.includes(textOf(item.value))}
              disabled={!live.isLive}
              onChange={(event) => choose(textOf(item.value), event.target.checked)}
            />
            <span>
              <TextObject value={item.text} />
              {item.description ? (
                <span className="choice-note">
                  <TextObject value={item.description} />
                </span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
      <ElementNotes live={live} />
    </div>
  );
}
