import { type ReactNode, useId } from 'react';
import { Markdown } from '../markdown/markdown.tsx';
import { AlertBlock, CardBlock, Carousel, Container } from './cards.tsx';
import { BlockElement } from './elements.tsx';
import { InputBlock } from './input-block.tsx';
import { type JsonObject, objectOf, objectsOf, textOf, withKeys } from './json.ts';
import { FileBlock, ImageBlock, VideoBlock } from './media.tsx';
import { RichText } from './rich-text.tsx';
import { BlockContext } from './surface.ts';
import { TableBlock } from './table.tsx';
import { TextObject } from './text-object.tsx';
import { Unknown } from './unknown.tsx';

/** Block Kit blocks. Kinds that this page does not know are named, so that nothing is lost unseen. */
export function Blocks({ blocks }: { blocks: readonly unknown[] }) {
  return (
    <div className="blocks">
      {withKeys(objectsOf(blocks)).map(({ key, item }) => (
        <Placed key={key} block={item} />
      ))}
    </div>
  );
}

/** Tells the elements inside where they are. */
function Placed({ block }: { block: JsonObject }) {
  const id = useId();
  const isInput = block.type === 'input';
  const place = {
    blockId: textOf(block.block_id),
    isTold: !isInput || block.dispatch_action === true,
    field: isInput
      ? { id, labelId: `${id}-label`, noteId: `${id}-note`, isOptional: block.optional === true }
      : null,
  };
  return (
    <BlockContext value={place}>
      <Block block={block} />
    </BlockContext>
  );
}

/** One block by its type (https://docs.slack.dev/reference/block-kit/blocks). */
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
    case 'context_actions':
      return (
        <div className="block-actions">
          <Elements elements={objectsOf(block.elements)} />
        </div>
      );
    case 'input':
      return <InputBlock block={block} />;
    case 'image':
      return <ImageBlock block={block} />;
    case 'video':
      return <VideoBlock block={block} />;
    case 'file':
      return <FileBlock block={block} />;
    case 'rich_text':
      return (
        <div>
          <RichText elements={objectsOf(block.elements)} />
        </div>
      );
    case 'markdown':
      return <Markdown text={textOf(block.text)} />;
    case 'table':
      return <TableBlock block={block} />;
    case 'alert':
      return <AlertBlock block={block} />;
    case 'card':
      return <CardBlock block={block} />;
    case 'carousel':
      return <Carousel block={block} />;
    case 'container':
      return (
        <Container block={block}>
          <Blocks blocks={objectsOf(block.child_blocks)} />
        </Container>
      );
    default:
      return <Unknown what="A block" value={block} />;
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
      {accessory ? (
        <div className="block-accessory">
          <BlockElement element={accessory} />
        </div>
      ) : null}
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
