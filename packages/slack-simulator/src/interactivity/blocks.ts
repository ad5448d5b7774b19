import type { Ids } from '../state/ids.ts';

/** A part of a message or a view in Slack's words (https://docs.slack.dev/reference/block-kit/blocks). */
export type Json = Readonly<Record<string, unknown>>;

/** An interactive element where it stands. Both have ids: they were made up when the surface was kept. */
export interface PlacedElement {
  readonly block: Json;
  readonly element: Json;
  readonly type: string;
  readonly blockId: string;
  readonly actionId: string;
  /** Of the attachment that holds its block, counted from one; null outside of attachments. */
  readonly attachmentId: number | null;
}

/** What a person can use. Others, such as images, stand in the same places. */
const INTERACTIVE = new Set([
  'button',
  'channels_select',
  'checkboxes',
  'conversations_select',
  'datepicker',
  'datetimepicker',
  'email_text_input',
  'external_select',
  'feedback_buttons',
  'file_input',
  'icon_button',
  'multi_channels_select',
  'multi_conversations_select',
  'multi_external_select',
  'multi_static_select',
  'multi_users_select',
  'number_input',
  'overflow',
  'plain_text_input',
  'radio_buttons',
  'rich_text_input',
  'static_select',
  'timepicker',
  'url_text_input',
  'users_select',
]);

/** Every interactive element of these blocks, in their order. */
export function elementsIn(blocks: readonly unknown[], attachmentId: number | null = null): PlacedElement[] {
  return blocks.filter(isJson).flatMap((block) =>
    childrenOf(block).map((element) => ({
      block,
      element,
      type: textOf(element.type),
      blockId: textOf(block.block_id),
      actionId: textOf(element.action_id),
      attachmentId,
    })),
  );
}

/** The blocks with an id for every block and interactive element that came without, as Slack makes them up. */
export function withIds(blocks: readonly unknown[], ids: Ids): readonly unknown[] {
  const named = (element: unknown): unknown =>
    isJson(element) && isInteractive(element)
      ? { ...element, action_id: textOf(element.action_id) || ids.blockId() }
      : element;
  return blocks.map((block) => {
    if (!isJson(block)) return block;
    const { type, block_id: given, ...rest } = block;
    return {
      type,
      block_id: textOf(given) || ids.blockId(),
      ...rest,
      ...(isJson(rest.accessory) ? { accessory: named(rest.accessory) } : {}),
      ...(isJson(rest.element) ? { element: named(rest.element) } : {}),
      ...(Array.isArray(rest.elements) ? { elements: rest.elements.map(named) } : {}),
    };
  });
}

/** Old-style attachments can hold blocks too; the others have none. */
export function blocksOfAttachment(attachment: unknown): readonly unknown[] {
  return isJson(attachment) && Array.isArray(attachment.blocks) ? attachment.blocks : [];
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Empty for what is no text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function childrenOf(block: Json): readonly Json[] {
  const children = [block.accessory, block.element, ...(Array.isArray(block.elements) ? block.elements : [])];
  return children.filter(isJson).filter(isInteractive);
}

function isInteractive(element: Json): boolean {
  return INTERACTIVE.has(textOf(element.type));
}
