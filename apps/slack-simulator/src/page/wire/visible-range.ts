/** Pixels; the style sheet's `.wire-row` has the same. */
export const ROW_PX = 26;
/** Drawn above and below what shows, so that fast scrolling finds something. */
const SPARE_ROWS = 12;

/** Which of `count` rows to draw: from `first` up to, without, `end`. */
export function visibleRange(
  count: number,
  scrollPx: number,
  heightPx: number,
): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.min(Math.floor(scrollPx / ROW_PX), count) - SPARE_ROWS);
  return { first, end: Math.min(count, Math.ceil((scrollPx + heightPx) / ROW_PX) + SPARE_ROWS) };
}
