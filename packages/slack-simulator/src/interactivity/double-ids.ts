import { elementsIn, isJson, textOf } from './blocks.ts';
import type { Problem } from './check-blocks.ts';

/**
 * Ids that stand twice where one tells apart: block ids on a surface, action ids within a block. What people fill in is
 * kept by both (https://docs.slack.dev/reference/block-kit/blocks). `at`: the pointer to the blocks.
 */
export function doubleIds(blocks: readonly unknown[], at: string): Problem[] {
  return [...doubleBlocks(blocks, at), ...doubleActions(blocks, at)];
}

function doubleBlocks(blocks: readonly unknown[], at: string): Problem[] {
  const seen = new Set<string>();
  return blocks.flatMap((block, index) => {
    const id = isJson(block) ? textOf(block.block_id) : '';
    const isDouble = id !== '' && seen.has(id);
    seen.add(id);
    return isDouble
      ? [{ text: `block_id ${id} is used more than once`, pointer: `${at}/${index}/block_id` }]
      : [];
  });
}

function doubleActions(blocks: readonly unknown[], at: string): Problem[] {
  return blocks.flatMap((block, index) => {
    const ids = elementsIn([block])
      .map(({ actionId }) => actionId)
      .filter((id) => id !== '');
    return new Set(ids).size === ids.length
      ? []
      : [{ text: 'an action_id is used more than once', pointer: `${at}/${index}` }];
  });
}
