import type { ReactNode } from 'react';
import { BlockElement } from './elements.tsx';
import { type JsonObject, objectOf, objectsOf, textOf, withKeys } from './json.ts';
import { Picture } from './media.tsx';
import { RichText } from './rich-text.tsx';
import { BlockContext, useBlock } from './surface.ts';
import { TextObject } from './text-object.tsx';

const LEVELS = new Set(['info', 'warning', 'error', 'success']);

/** A message that stands out by how serious it is. */
export function AlertBlock({ block }: { block: JsonObject }) {
  const level = textOf(block.level);
  return (
    <div className={`block-alert block-alert-${LEVELS.has(level) ? level : 'default'}`}>
      <TextObject value={block.text} />
    </div>
  );
}

export function CardBlock({ block }: { block: JsonObject }) {
  const hero = objectOf(block.hero_image);
  const icon = objectOf(block.icon);
  const actions = withKeys(objectsOf(block.actions));
  return (
    <div className="block-card">
      {hero ? <Picture url={hero.image_url} alt={textOf(hero.alt_text)} /> : null}
      <div className="block-card-head">
        {icon ? (
          <Picture className="block-card-icon" url={icon.image_url} alt={textOf(icon.alt_text)} />
        ) : null}
        <div>
          <strong>
            <TextObject value={block.title} />
          </strong>
          <div className="muted">
            <TextObject value={block.subtitle} />
          </div>
        </div>
      </div>
      <div>
        <TextObject value={block.body} />
      </div>
      {actions.length > 0 ? (
        <div className="block-actions">
          {actions.map(({ key, item }) => (
            <BlockElement key={key} element={item} />
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** Cards side by side, in a box that scrolls. */
export function Carousel({ block }: { block: JsonObject }) {
  const place = useBlock();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="block-carousel" aria-label="Cards" tabIndex={0}>
      {withKeys(objectsOf(block.elements)).map(({ key, item }) => (
        <BlockContext key={key} value={{ ...place, blockId: textOf(item.block_id) || place.blockId }}>
          <CardBlock block={item} />
        </BlockContext>
      ))}
    </section>
  );
}

/** Blocks under a title. */
export function Container({ block, children }: { block: JsonObject; children: ReactNode }) {
  const rich = objectOf(block.rich_text_title);
  return (
    <div className="block-card">
      <div>
        <strong>
          {rich ? <RichText elements={objectsOf(rich.elements)} /> : <TextObject value={block.title} />}
        </strong>
        <div className="muted">
          <TextObject value={block.subtitle} />
        </div>
      </div>
      {children}
    </div>
  );
}
