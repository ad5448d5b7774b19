import type { MouseEvent } from 'react';
import { ElementNotes, reasonOf } from './element-notes.tsx';
import { type JsonObject, objectOf, textOf } from './json.ts';
import { labelOf } from './text-object.tsx';
import { type LiveElement, useElement } from './use-element.ts';

/** A button. One with an address is a link that tells the app as well, as in Slack. */
export function Button({ element }: { element: JsonObject }) {
  const live = useElement(element);
  const url = textOf(element.url);
  const className = `button ${styleOf(element)}`;
  return (
    <span className="element">
      {/^https?:/i.test(url) ? (
        <LinkButton element={element} live={live} url={url} className={className} />
      ) : (
        <button
          type="button"
          className={className}
          disabled={!live.isLive}
          title={live.isLive ? undefined : reasonOf(element)}
          aria-label={textOf(element.accessibility_label) || undefined}
          aria-busy={live.isPending}
          onClick={() => press(live)}
        >
          {labelOf(element.text)}
        </button>
      )}
      <ElementNotes live={live} />
    </span>
  );
}

function LinkButton(props: { element: JsonObject; live: LiveElement; url: string; className: string }) {
  const { element, live, url } = props;
  const follow = (event: MouseEvent) => {
    if (!live.isLive) return;
    if (objectOf(element.confirm)) {
      event.preventDefault();
      live.tell(undefined, { onTold: () => window.open(url, '_blank', 'noopener,noreferrer') });
    } else press(live);
  };
  return (
    <a
      className={props.className}
      href={url}
      target="_blank"
      rel="noreferrer noopener"
      aria-label={textOf(element.accessibility_label) || undefined}
      onClick={follow}
    >
      {labelOf(element.text)}
    </a>
  );
}

/** One press at a time: a disabled button would lose the focus, so this one only stays silent. */
function press(live: LiveElement): void {
  if (!live.isPending) live.tell();
}

function styleOf(element: JsonObject): string {
  if (element.style === 'primary') return 'button-primary';
  return element.style === 'danger' ? 'button-danger' : '';
}

/** A button that shows a sign; its words are for readers and the tooltip. */
export function IconButton({ element }: { element: JsonObject }) {
  const live = useElement(element);
  const words = labelOf(element.text);
  return (
    <span className="element">
      <button
        type="button"
        className="button"
        disabled={!live.isLive}
        title={words}
        aria-label={textOf(element.accessibility_label) || words}
        aria-busy={live.isPending}
        onClick={() => press(live)}
      >
        {element.icon === 'trash' ? '🗑' : words || textOf(element.icon)}
      </button>
      <ElementNotes live={live} />
    </span>
  );
}

/** Two buttons, good and bad, with one action. */
export function FeedbackButtons({ element }: { element: JsonObject }) {
  const live = useElement(element);
  const choices = [
    { sign: '👍', button: objectOf(element.positive_button) },
    { sign: '👎', button: objectOf(element.negative_button) },
  ];
  return (
    <span className="element">
      {choices.map(({ sign, button }) =>
        button ? (
          <button
            key={sign}
            type="button"
            className="button"
            disabled={!live.isLive}
            aria-label={textOf(button.accessibility_label) || undefined}
            onClick={() => live.tell(textOf(button.value))}
          >
            {sign} {labelOf(button.text)}
          </button>
        ) : null,
      )}
      <ElementNotes live={live} />
    </span>
  );
}
