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
const MAX_SECTION_TEXT = 3_000;
const MAX_HEADER_TEXT = 150;

/** Reads them. Refuses with Slack's words; `no_text` when a message would be empty. */
export function messageContents(args: Args): Contents {
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
    blocks: blocks && JSON.stringify(blocks),
    attachments: attachments && JSON.stringify(attachments),
    metadata: metadata && JSON.stringify(metadata),
  };
}

function checkedBlocks(value: unknown): readonly unknown[] | undefined {
  const blocks = checkedList(value, 'invalid_blocks_format');
  if (!blocks) return undefined;
  if (blocks.length > MAX_BLOCKS) throw invalidBlocks(`no more than ${MAX_BLOCKS} items allowed`);
  blocks.forEach((block, at) => {
    const { type, text } = (block ?? {}) as { type?: unknown; text?: { text?: unknown } };
    if (typeof type !== 'string')
      throw invalidBlocks(`missing required field: type [json-pointer:/blocks/${at}]`);
    const limit = type === 'header' ? MAX_HEADER_TEXT : MAX_SECTION_TEXT;
    const length = typeof text?.text === 'string' ? text.text.length : null;
    if ((type === 'section' || type === 'header') && length !== null && (length === 0 || length > limit))
      throw invalidBlocks(`text must be between 1 and ${limit} characters [json-pointer:/blocks/${at}/text]`);
  });
  return blocks;
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
