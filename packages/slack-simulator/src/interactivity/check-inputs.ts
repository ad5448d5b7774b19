import type { Json, PlacedElement } from './blocks.ts';
import { isEmptyValue } from './element-values.ts';

/**
 * What Slack's clients hold back before a view is submitted, by `block_id`: what must be filled in and is not, and
 * what the element says its value must be. `held`: what an element holds.
 */
export function inputErrors(
  elements: readonly PlacedElement[],
  held: (placed: PlacedElement) => Json,
): Readonly<Record<string, string>> {
  const errors = elements
    .filter(({ block }) => block.type === 'input')
    .map((placed) => [placed.blockId, errorOf(placed, held(placed))] as const)
    .filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries(errors);
}

function errorOf(placed: PlacedElement, value: Json): string | null {
  if (isEmptyValue(value)) return placed.block.optional === true ? null : 'Fill this in.';
  const { element, type } = placed;
  const text = typeof value.value === 'string' ? value.value : '';
  switch (type) {
    case 'plain_text_input':
      return lengthError(element, text);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : 'Enter an email address.';
    case 'url_text_input':
      return /^https?:$/.test(protocolOf(text)) ? null : 'Enter a web address.';
    case 'number_input':
      return numberError(element, text);
    default:
      return countError(element, value);
  }
}

function lengthError(element: Json, text: string): string | null {
  const least = Number(element.min_length ?? 0);
  const most = Number(element.max_length ?? Number.POSITIVE_INFINITY);
  if (text.length < least) return `Enter at least ${least} characters.`;
  return text.length > most ? `Enter no more than ${most} characters.` : null;
}

function numberError(element: Json, text: string): string | null {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) return 'Enter a number.';
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Enter a whole number.';
  if (number < Number(element.min_value ?? Number.NEGATIVE_INFINITY))
    return `Enter ${element.min_value} or more.`;
  return number > Number(element.max_value ?? Number.POSITIVE_INFINITY)
    ? `Enter ${element.max_value} or less.`
    : null;
}

function countError(element: Json, value: Json): string | null {
  const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY);
  const chosen = Object.values(value).find(Array.isArray)?.length ?? 0;
  return chosen > most ? `Choose no more than ${most}.` : null;
}

function protocolOf(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol : '';
}
