import { blocksOfAttachment, withIds } from '../interactivity/blocks.ts';
import { blockProblems, described } from '../interactivity/check-blocks.ts';
import { doubleIds } from '../interactivity/double-ids.ts';
import type { Ids } from '../state/ids.ts';
import { ApiError } from './api-error.ts';
import { type Args, nestedArg, textArg } from './args.ts';

/** What the writing methods share: text, blocks, attachments and metadata, checked as Slack checks them. */
export interface Contents {
  readonly text: string | undefined;
  /** JSON text, as messages keep it; undefined when not given. */
  readonly blocks: string | undefined;
  readonly attachments: string | undefined;
  readonly metadata: string | undefined;
}

const MAX_BLOCKS = 50;

/**
 * Reads them. Refuses with Slack's words; `no_text` when a message would be empty. Blocks and elements without ids get
 * some.
 */
export function messageContents(args: Args, ids: Ids): Contents {
  const text = textArg(args, 'text');
  const blocks = checkedBlocks(nestedArg(args, 'blocks', 'invalid_blocks_format'));
  const attachments = checkedList(
    nestedArg(args, 'attachments', 'invalid_attachments'),
    'invalid_attachments',
  );
  const metadata = checkedMetadata(nestedArg(args, 'metadata', 'invalid_metadata_format'));
  if (text === undefined && isEmpty(blocks) && isEmpty(attachments)) throw new ApiError('no_text');
  return {
    text,
    blocks: blocks && JSON.stringify(withIds(blocks, ids)),
    attachments: attachments && JSON.stringify(attachments.map((one) => attachmentWithIds(one, ids))),
    metadata: metadata && JSON.stringify(metadata),
  };
}

/** Blocks where there need be none, as JSON text with ids for all. */
export function optionalBlocks(args: Args, ids: Ids): string | undefined {
  const blocks = checkedBlocks(nestedArg(args, 'blocks', 'invalid_blocks_format'));
  return blocks && JSON.stringify(withIds(blocks, ids));
}

function checkedBlocks(value: unknown): readonly unknown[] | undefined {
  const blocks = checkedList(value, 'invalid_blocks_format');
  if (!blocks) return undefined;
  if (blocks.length > MAX_BLOCKS) throw invalidBlocks(`no more than ${MAX_BLOCKS} items allowed`);
  const [problem] = [...blockProblems(blocks, '/blocks'), ...doubleIds(blocks, '/blocks')];
  if (problem) throw invalidBlocks(described(problem));
  return blocks;
}

function attachmentWithIds(attachment: unknown, ids: Ids): unknown {
  const blocks = blocksOfAttachment(attachment);
  return blocks.length === 0 ? attachment : { ...(attachment as object), blocks: withIds(blocks, ids) };
}

function checkedList(value: unknown, error: string): readonly unknown[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw new ApiError(error);
  return value;
}

function checkedMetadata(value: unknown): object | undefined {
  if (value === undefined) return undefined;
  const { event_type, event_payload } = (value ?? {}) as Record<string, unknown>;
  if (typeof event_type !== 'string' || typeof event_payload !== 'object' || event_payload === null)
    throw new ApiError('invalid_metadata_format');
  return { event_type, event_payload };
}

function isEmpty(list: readonly unknown[] | undefined): boolean {
  return list === undefined || list.length === 0;
}

function invalidBlocks(message: string): ApiError {
  return new ApiError('invalid_blocks', {
    errors: [message],
    response_metadata: { messages: [`[ERROR] ${message}`] },
  });
}
