import { ApiError } from './api-error.ts';
import { type Args, limitArg, textArg } from './args.ts';

const MAX_PAGE = 1_000;

/** One page of a list by `limit` and `cursor`; `next` is empty on the last page, as in Slack's answers. */
export function page<Item>(
  args: Args,
  items: readonly Item[],
  usual: number,
): { items: readonly Item[]; next: string } {
  const cursor = textArg(args, 'cursor');
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString());
  if (!Number.isInteger(from) || from < 0) throw new ApiError('invalid_cursor');
  const until = from + limitArg(args, usual, MAX_PAGE);
  return {
    items: items.slice(from, until),
    next: until < items.length ? Buffer.from(String(until)).toString('base64') : '',
  };
}
