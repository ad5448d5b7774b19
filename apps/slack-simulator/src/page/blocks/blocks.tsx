import type { ReactNode } from 'react';
import { BlockElement } from './elements.tsx';
import { type JsonObject, objectOf, objectsOf, textOf, withKeys } from './json.ts';
import { RichText } from './rich-text.tsx';
import { TextObject } from './text-object.tsx';

/** A message's Block Kit blocks. Kinds that this page does not know are named, so that nothing is lost unseen. */
export function Blocks({ blocks }: { blocks: readonly unknown[] }) {
  return (
    <div className="blocks">
      {withKeys(objectsOf(blocks)).map(({ key, item }) => (
        <Block key={key} block={item} />
      ))}
    </div>
  );
}

function Block({ block }: { block: JsonObject }): ReactNode {
  switch (block.type) {
    case 'section':
      return <Section block={block} />;
    case 'header':
      return (
        <h3 className="block-header">
          <TextObject value={block.text} />
        </h3>
      );
    case 'divider':
      return <hr className="block-divider" />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return (
        <div className="block-actions">
          <Elements elements={objectsOf(block.elements)} />
        </div>
      );
    case 'image':
      return <ImageBlock block={block} />;
    case 'rich_text':
      return <RichText elements={objectsOf(block.elements)} />;
    default:
      return <p className="block-unknown">A block of type “{textOf(block.type) || 'unknown'}”</p>;
  }
}

function Section({ block }: { block: JsonObject }) {
  const fields = withKeys(objectsOf(block.fields));
  const accessory = objectOf(block.accessory);
  return (
    <div className="block-section">
      <div className="block-section-text">
        {block.text === undefined ? null : (
          <div>
            <TextObject value={block.text} />
          </div>
        )}
        {fields.length > 0 ? (
          <div className="block-fields">
            {fields.map(({ key, item }) => (
              <div key={key}>
                <TextObject value={item} />
              </div>
            ))}
          </div>
        ) : null}
      </div>
      {accessory ? <BlockElement element={accessory} /> : null}
    </div>
  );
}

function Context({ block }: { block: JsonObject }) {
  return (
    <div className="block-context">
      {withKeys(objectsOf(block.elements)).map(({ key, item }) => (
        <span key={key}>
          {item.type === 'image' ? <BlockElement element={item} /> : <TextObject value={item} />}
        </span>
      ))}
    </div>
  );
}

function Elements({ elements }: { elements: readonly JsonObject[] }) {
  return withKeys(elements).map(({ key, item }) => <BlockElement key={key} element={item} />);
}

function ImageBlock({ block }: { block: JsonObject }) {
  return (
    <figure className="block-image">
      {block.title === undefined ? null : (
        <figcaption>
          <TextObject value={block.title} />
        </figcaption>
      )}
      <img src={textOf(block.image_url)} alt={textOf(block.alt_text)} loading="lazy" />
    </figure>
  );
}
