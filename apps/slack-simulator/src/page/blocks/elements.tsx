import type { ReactNode } from 'react';
import { type JsonObject, objectsOf, textOf, withKeys } from './json.ts';
import { labelOf } from './text-object.tsx';

/** What pressing would do is not simulated yet; the reason is on the element. */
const NOT_YET = 'Pressing buttons is not simulated';

/** An interactive element, drawn. Buttons with an address open it; all others are shown and cannot be pressed. */
export function BlockElement({ element }: { element: JsonObject }): ReactNode {
  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <Button element={element} />;
    case 'image':
      return (
        <img className="block-thumbnail" src={textOf(element.image_url)} alt={textOf(element.alt_text)} />
      );
    case 'checkboxes':
    case 'radio_buttons':
      return <Choices element={element} />;
    case 'overflow':
      return (
        <button type="button" className="button" disabled title={NOT_YET} aria-label="More actions">
          …
        </button>
      );
    default:
      return (
        <button type="button" className="button" disabled title={NOT_YET}>
          {labelOf(element.placeholder) || textOf(element.type)} ▾
        </button>
      );
  }
}

function Button({ element }: { element: JsonObject }) {
  const style =
    element.style === 'primary' ? 'button-primary' : element.style === 'danger' ? 'button-danger' : '';
  const url = textOf(element.url);
  if (/^https?:/i.test(url)) {
    return (
      <a className={`button ${style}`} href={url} target="_blank" rel="noreferrer noopener">
        {labelOf(element.text)}
      </a>
    );
  }
  return (
    <button type="button" className={`button ${style}`} disabled title={NOT_YET}>
      {labelOf(element.text)}
    </button>
  );
}

function Choices({ element }: { element: JsonObject }) {
  const chosen = new Set(objectsOf(element.initial_options).map((option) => textOf(option.value)));
  return (
    <div className="block-choices">
      {withKeys(objectsOf(element.options)).map(({ key, item }) => (
        <label key={key} title={NOT_YET}>
          <input
            type={element.type === 'checkboxes' ? 'checkbox' : 'radio'}
            checked={chosen.has(textOf(item.value))}
            disabled
            readOnly
          />{' '}
          {labelOf(item.text)}
        </label>
      ))}
    </div>
  );
}
