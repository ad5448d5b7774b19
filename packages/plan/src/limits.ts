/** Items that one message may add. What is beyond is named in the reply and not added. */
export const MAX_ITEMS_PER_MESSAGE = 20;

/** Slack's limits for a message: https://docs.slack.dev/reference/block-kit/blocks */
export const MAX_BLOCKS = 50;
export const MAX_SECTION_LENGTH = 3_000;
export const MAX_TEXT_LENGTH = 4_000;
export const MAX_HEADER_LENGTH = 150;

/** All lines of a reply together. Slack refuses messages whose blocks are longer than about 13,000 in sum. */
export const MAX_LINES_LENGTH = 11_000;
