import type { SimInput, SimInputs } from '@muster/slack-simulator/control';
import { type JsonObject, objectOf, objectsOf, textOf } from './json.ts';
import { plainTextOf } from './rich-text-plain.ts';

/** Where an element is on its surface. */
export interface Place {
  readonly blockId: string;
  readonly actionId: string;
}

/** What an element holds before anybody touches it (https://docs.slack.dev/reference/block-kit/block-elements). */
export function initialInput(element: JsonObject): SimInput {
  const type = textOf(element.type);
  if (holdsMany(element)) return initialMany(element);
  if (type === 'datetimepicker') {
    return typeof element.initial_date_time === 'number' ? String(element.initial_date_time) : null;
  }
  if (type === 'rich_text_input') return plainTextOf(element.initial_value) || null;
  const option = objectOf(element.initial_option);
  if (option) return textOf(option.value);
  const names = ['initial_value', 'initial_date', 'initial_time', 'initial_user', 'initial_conversation'];
  for (const name of [...names, 'initial_channel']) {
    const value = textOf(element[name]);
    if (value !== '') return value;
  }
  return null;
}

function initialMany(element: JsonObject): readonly string[] {
  const ids = element.initial_users ?? element.initial_conversations ?? element.initial_channels;
  if (Array.isArray(ids)) return ids.filter((id) => typeof id === 'string');
  return objectsOf(element.initial_options).map((option) => textOf(option.value));
}

/** Whether its input is a list. */
export function holdsMany(element: JsonObject): boolean {
  const type = textOf(element.type);
  return type === 'checkboxes' || type.startsWith('multi_');
}

/** What an element shows: what a person put in, else its initial value. */
export function inputOf(inputs: SimInputs, place: Place, element: JsonObject): SimInput {
  const typed = typedAt(inputs, place);
  // After an update another kind of element may have the place, which can do nothing with the old input.
  const fits = typed === null || (typed !== undefined && Array.isArray(typed) === holdsMany(element));
  return fits ? typed : initialInput(element);
}

function typedAt(inputs: SimInputs, { blockId, actionId }: Place): SimInput | undefined {
  return ownOf(ownOf(inputs, blockId) ?? {}, actionId);
}

/** Ids come from apps, and may be names that every object has by itself. */
export function ownOf<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

export function withInput(inputs: SimInputs, { blockId, actionId }: Place, input: SimInput): SimInputs {
  return { ...inputs, [blockId]: { ...ownOf(inputs, blockId), [actionId]: input } };
}

/**
 * What was put into elements that the blocks still have. An update keeps what was typed where block and action id
 * stay, and only there (https://docs.slack.dev/reference/views/modal-views).
 */
export function inputsOn(blocks: unknown, inputs: SimInputs): SimInputs {
  let kept: SimInputs = {};
  for (const place of placesIn(blocks)) {
    const input = typedAt(inputs, place);
    if (input !== undefined) kept = withInput(kept, place, input);
  }
  return kept;
}

/** The places of all elements, however deep they lie in blocks or attachments. */
export function placesIn(value: unknown, blockId = ''): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap((item) => placesIn(item, blockId));
  const object = objectOf(value);
  if (!object) return [];
  const block = textOf(object.block_id) || blockId;
  const actionId = textOf(object.action_id);
  const here = actionId === '' ? [] : [{ blockId: block, actionId }];
  return [...here, ...Object.values(object).flatMap((item) => placesIn(item, block))];
}

export function listOf(input: SimInput): readonly string[] {
  if (input === null) return [];
  return typeof input === 'string' ? [input] : input;
}

/** The text of an input that holds one value; empty for nothing. */
export function singleOf(input: SimInput): string {
  return typeof input === 'string' ? input : '';
}
