import type { SimMessage } from '@muster/slack-simulator/control';
import { objectsOf, textOf, withKeys } from '../blocks/json.ts';
import { Mrkdwn, OutsideLink } from '../mrkdwn/mrkdwn.tsx';

/** What Slack found behind the links of a message. */
export function LinkPreviews({ message }: { message: SimMessage }) {
  const found = objectsOf(message.attachments).filter((piece) => textOf(piece.from_url) !== '');
  return withKeys(found).map(({ key, item }) => {
    const url = textOf(item.title_link) || textOf(item.from_url);
    const text = textOf(item.text);
    return (
      <aside key={key} className="attachment preview" aria-label="Link preview">
        <span className="muted">{textOf(item.service_name) || hostOf(url)}</span>
        <strong>
          <OutsideLink url={url} label={textOf(item.title) || url} />
        </strong>
        {text === '' ? null : (
          <div>
            <Mrkdwn text={text} />
          </div>
        )}
      </aside>
    );
  });
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'Web';
}
