import { Mrkdwn, OutsideLink } from '../mrkdwn/mrkdwn.tsx';
import { Blocks } from './blocks.tsx';
import { type JsonObject, objectsOf, textOf, withKeys } from './json.ts';

/** The older way in which apps add to a message: bordered pieces with a title and a text, or with blocks. */
export function Attachments({ attachments }: { attachments: unknown }) {
  // What Slack found behind a link only repeats the link here.
  const pieces = objectsOf(attachments).filter((piece) => piece.from_url === undefined);
  return withKeys(pieces).map(({ key, item }) => <Attachment key={key} piece={item} />);
}

function Attachment({ piece }: { piece: JsonObject }) {
  const blocks = objectsOf(piece.blocks);
  const title = textOf(piece.title);
  const text = textOf(piece.text) || (title === '' ? textOf(piece.fallback) : '');
  return (
    <div className="attachment">
      {textOf(piece.pretext) === '' ? null : <Mrkdwn text={textOf(piece.pretext)} />}
      {blocks.length > 0 ? (
        <Blocks blocks={blocks} />
      ) : (
        <>
          {title === '' ? null : (
            <p>
              <strong>
                <OutsideLink url={textOf(piece.title_link)} label={title} />
              </strong>
            </p>
          )}
          <Mrkdwn text={text} />
        </>
      )}
    </div>
  );
}
