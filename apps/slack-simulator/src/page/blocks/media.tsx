import { OutsideLink } from '../mrkdwn/mrkdwn.tsx';
import { type JsonObject, objectOf, textOf } from './json.ts';
import { labelOf, TextObject } from './text-object.tsx';

/** An image from an address, or its description where there is none that a browser should fetch. */
export function Picture({ url, alt, className }: { url: unknown; alt: string; className?: string }) {
  const address = textOf(url);
  if (!/^https?:\/\//i.test(address)) return <span className="picture-missing">🖼 {alt || 'An image'}</span>;
  return <img className={className} src={address} alt={alt} title={alt} loading="lazy" />;
}

export function ImageBlock({ block }: { block: JsonObject }) {
  const file = objectOf(block.slack_file);
  const alt = textOf(block.alt_text) || textOf(file?.id);
  return (
    <figure className="block-image">
      {block.title === undefined ? null : (
        <figcaption>
          <TextObject value={block.title} />
        </figcaption>
      )}
      <Picture url={block.image_url ?? file?.url} alt={alt} />
    </figure>
  );
}

/** Videos are not played here: what one is, and the way to it. */
export function VideoBlock({ block }: { block: JsonObject }) {
  const address = textOf(block.title_url) || textOf(block.video_url);
  const title = labelOf(block.title) || textOf(block.alt_text) || 'A video';
  return (
    <div className="block-card media-card">
      <p className="muted">
        {[textOf(block.provider_name), textOf(block.author_name)].filter((one) => one !== '').join(' · ')}
      </p>
      <p>
        <strong>
          <OutsideLink url={address} label={title} />
        </strong>
      </p>
      <p>
        <TextObject value={block.description} />
      </p>
      <Picture url={block.thumbnail_url} alt={textOf(block.alt_text)} />
    </div>
  );
}

/** A file that lies elsewhere, by the name that its app knows it by. */
export function FileBlock({ block }: { block: JsonObject }) {
  return (
    <div className="block-card media-card">
      <p>📄 {textOf(block.external_id) || 'A file'}</p>
      <p className="muted">A file kept elsewhere ({textOf(block.source) || 'remote'})</p>
    </div>
  );
}
