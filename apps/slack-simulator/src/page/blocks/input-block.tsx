import { useContext } from 'react';
import { BlockElement } from './elements.tsx';
import { ownOf } from './input-state.ts';
import { type JsonObject, objectOf } from './json.ts';
import { SurfaceContext, useBlock } from './surface.ts';
import { TextObject } from './text-object.tsx';

/** A labelled element to fill in, with its hint, and the reason why it was refused. */
export function InputBlock({ block }: { block: JsonObject }) {
  const { blockId, field } = useBlock();
  const error = ownOf(useContext(SurfaceContext)?.errors ?? {}, blockId);
  const element = objectOf(block.element);
  return (
    <div className="block-input">
      <label id={field?.labelId} htmlFor={field?.id} className="block-label">
        <TextObject value={block.label} />
        {block.optional === true ? <span className="muted"> (optional)</span> : null}
      </label>
      {element ? <BlockElement element={element} /> : null}
      <div id={field?.noteId}>
        {error === undefined ? null : (
          <p className="block-error" role="alert">
            {error}
          </p>
        )}
        {block.hint === undefined ? null : (
          <p className="choice-note">
            <TextObject value={block.hint} />
          </p>
        )}
      </div>
    </div>
  );
}
