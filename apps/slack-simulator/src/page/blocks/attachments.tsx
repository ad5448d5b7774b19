import { Mrkdwn, OutsideLink } from '../mrkdwn/mrkdwn.tsx';
import { Blocks } from './blocks.tsx';
import { DateText } from './date-text.tsx';
import { type JsonObject, objectsOf, textOf, withKeys } from './json.ts';
import { Picture } from './media.tsx';

/**
 * The older way in which apps add to a message: pieces with a coloured bar, and a title and a text, or blocks
 * (https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments).
 */
export function Attachments({ attachments }: { attachments: unknown }) {
  // What Slack found behind a link only repeats the link here.
  const pieces = objectsOf(attachments).filter((piece) => piece.from_url === undefined);
  return withKeys(pieces).map(({ key, item }) => <Attachment key={key} piece={item} />);
}

function Attachment({ piece }: { piece: JsonObject }) {
  const blocks = objectsOf(piece.blocks);
  return (
    <>
      {textOf(piece.pretext) === '' ? null : (
        <div>
          <Mrkdwn text={textOf(piece.pretext)} />
        </div>
      )}
      <div className="attachment" style={{ borderLeftColor: colorOf(textOf(piece.color)) }}>
        {blocks.length > 0 ? <Blocks blocks={blocks} /> : <Words piece={piece} />}
      </div>
    </>
  );
}

function Words({ piece }: { piece: JsonObject }) {
  const title = textOf(piece.title);
  const text = textOf(piece.text) || (title === '' ? textOf(piece.fallback) : '');
  return (
    <>
      <Author piece={piece} />
      {title === '' ? null : (
        <p>
          <strong>
            <OutsideLink url={textOf(piece.title_link)} label={title} />
          </strong>
        </p>
      )}
      <Mrkdwn text={text} />
      <Fields piece={piece} />
      {textOf(piece.image_url) === '' ? null : (
        <figure className="block-image">
          <Picture url={piece.image_url} alt={textOf(piece.fallback)} />
        </figure>
      )}
      {textOf(piece.thumb_url) === '' ? null : (
        <Picture className="block-thumbnail" url={piece.thumb_url} alt={textOf(piece.fallback)} />
      )}
      {objectsOf(piece.actions).length > 0 ? (
        <p className="block-unknown">Buttons of the old kind ({namesOf(piece.actions)}) are not simulated</p>
      ) : null}
      <Footer piece={piece} />
    </>
  );
}

function Author({ piece }: { piece: JsonObject }) {
  const name = textOf(piece.author_name);
  if (name === '') return null;
  return (
    <p className="muted">
      <OutsideLink url={textOf(piece.author_link)} label={name} />
    </p>
  );
}

function Fields({ piece }: { piece: JsonObject }) {
  const fields = withKeys(objectsOf(piece.fields));
  if (fields.length === 0) return null;
  return (
    <div className="block-fields">
      {fields.map(({ key, item }) => (
        <div key={key} className={item.short === true ? '' : 'block-field-wide'}>
          <strong>{textOf(item.title)}</strong>
          <div>
            <Mrkdwn text={textOf(item.value)} />
          </div>
        </div>
      ))}
    </div>
  );
}

function Footer({ piece }: { piece: JsonObject }) {
  const footer = textOf(piece.footer);
  const seconds = Number(piece.ts ?? Number.NaN);
  if (footer === '' && Number.isNaN(seconds)) return null;
  return (
    <p className="block-context">
      {footer === '' ? null : <span>{footer}</span>}
      {Number.isNaN(seconds) ? null : (
        <span>
          <DateText seconds={seconds} template="{date_short} {time}" fallback="" url="" />
        </span>
      )}
    </p>
  );
}

const NAMED = { good: '#2eb67d', warning: '#ecb22e', danger: '#e01e5a' };

function colorOf(color: string): string | undefined {
  if (Object.hasOwn(NAMED, color)) return NAMED[color as keyof typeof NAMED];
  return /^#?[0-9a-f]{6}$/i.test(color) ? `#${color.replace('#', '')}` : undefined;
}

function namesOf(actions: unknown): string {
  return objectsOf(actions)
    .map((action) => textOf(action.text) || textOf(action.name))
    .join(', ');
}
