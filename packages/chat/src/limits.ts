/** Characters (code points) that an item may have: what Slack calls a good message. */
export const MAX_ITEM_LENGTH = 4_000;

/** Characters of a whole message after its mention: a longest item still fits behind its command words. */
export const MAX_MESSAGE_LENGTH = MAX_ITEM_LENGTH + 100;

/** UTF-16 units that are looked at: Slack itself cuts messages there, and escapes make a text up to five times longer. */
export const MAX_RAW_LENGTH = 40_000;

/** Numbers in one `done`, `reopen` or `delete`. */
export const MAX_NUMBERS = 50;

/** Characters of a text that was not understood which are kept to be quoted. */
export const MAX_QUOTED_LENGTH = 200;
