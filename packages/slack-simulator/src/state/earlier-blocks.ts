import { type Json, withIds } from '../interactivity/blocks.ts';
import { createIds } from './ids.ts';
import type { Message, World } from './model.ts';

/**
 * Gives ids to the blocks and elements that earlier versions kept without, so that people can use them. The compacted
 * journal keeps them.
 */
export function nameElements(world: World): void {
  const ids = createIds(Math.random, 0);
  for (const { channels } of world.workspaces.values())
    for (const { byTs } of channels.values())
      for (const message of byTs.values()) {
        const blocks = blocksOf(message);
        if (blocks.some((block) => block.block_id === undefined))
          message.blocks = JSON.stringify(withIds(blocks, ids));
      }
}

function blocksOf({ blocks }: Message): readonly Json[] {
  return blocks === null ? [] : (JSON.parse(blocks) as Json[]);
}
