import { ControlError } from '../control/control.ts';
import type { SimInput } from '../control/interactivity.ts';
import type { Workspace } from '../state/model.ts';
import { richTextBlock } from '../text/rich-text.ts';
import { slackText } from '../text/slack-text.ts';
import { isJson, type Json, type PlacedElement, textOf } from './blocks.ts';

/** What an element's value depends on beside the element. */
export interface ValueContext {
  readonly workspace: Workspace;
  /** What the app offered in a menu that it fills. */
  readonly offered: readonly Json[];
}

type Kind = 'text' | 'rich' | 'option' | 'options' | 'id' | 'ids' | 'date' | 'time' | 'seconds' | 'files';

/** How each type's value is called in `state.values` and in its action, and where the element has its first one. */
const SHAPES: Readonly<
  Record<string, { readonly kind: Kind; readonly field: string; readonly initial: string }>
> = {
  plain_text_input: { kind: 'text', field: 'value', initial: 'initial_value' },
  email_text_input: { kind: 'text', field: 'value', initial: 'initial_value' },
  url_text_input: { kind: 'text', field: 'value', initial: 'initial_value' },
  number_input: { kind: 'text', field: 'value', initial: 'initial_value' },
  rich_text_input: { kind: 'rich', field: 'rich_text_value', initial: 'initial_value' },
  static_select: { kind: 'option', field: 'selected_option', initial: 'initial_option' },
  external_select: { kind: 'option', field: 'selected_option', initial: 'initial_option' },
  radio_buttons: { kind: 'option', field: 'selected_option', initial: 'initial_option' },
  checkboxes: { kind: 'options', field: 'selected_options', initial: 'initial_options' },
  multi_static_select: { kind: 'options', field: 'selected_options', initial: 'initial_options' },
  multi_external_select: { kind: 'options', field: 'selected_options', initial: 'initial_options' },
  users_select: { kind: 'id', field: 'selected_user', initial: 'initial_user' },
  channels_select: { kind: 'id', field: 'selected_channel', initial: 'initial_channel' },
  conversations_select: { kind: 'id', field: 'selected_conversation', initial: 'initial_conversation' },
  multi_users_select: { kind: 'ids', field: 'selected_users', initial: 'initial_users' },
  multi_channels_select: { kind: 'ids', field: 'selected_channels', initial: 'initial_channels' },
  multi_conversations_select: {
    kind: 'ids',
    field: 'selected_conversations',
    initial: 'initial_conversations',
  },
  datepicker: { kind: 'date', field: 'selected_date', initial: 'initial_date' },
  timepicker: { kind: 'time', field: 'selected_time', initial: 'initial_time' },
  datetimepicker: { kind: 'seconds', field: 'selected_date_time', initial: 'initial_date_time' },
  file_input: { kind: 'files', field: 'files', initial: 'initial_files' },
};

/** Whether it holds something: buttons and overflow menus do not, they only act. */
export function holdsValue(type: string): boolean {
  return Object.hasOwn(SHAPES, type);
}

/**
 * What the element holds with this input: its entry in `state.values`. Throws ControlError `invalid_input` for a
 * value that it cannot hold, `unknown_option` for a choice that it does not offer.
 */
export function readValue(placed: PlacedElement, input: SimInput, context: ValueContext): Json {
  const shape = SHAPES[placed.type];
  if (!shape) throw refused(placed, 'holds nothing');
  const isEmpty = input === null || input.length === 0;
  if (isEmpty) return withValue(placed.type, shape.field, emptyOf(shape.kind));
  const isList = shape.kind === 'options' || shape.kind === 'ids';
  if (isList && typeof input === 'string') throw refused(placed, 'takes a list');
  if (!isList && typeof input !== 'string') throw refused(placed, 'takes one value');
  const values = typeof input === 'string' ? [input] : input;
  const taken = values.map((value) => read(placed, shape.kind, value, context));
  return withValue(placed.type, shape.field, isList ? taken : taken[0]);
}

/** What it holds before anybody touches it. `conversation`: where the person is. */
export function initialValue({ element, type }: PlacedElement, conversation: string | null): Json {
  const shape = SHAPES[type];
  if (!shape) return { type };
  const isHere = element.default_to_current_conversation === true && conversation !== null;
  const here = shape.kind === 'ids' ? [conversation] : conversation;
  const given = element[shape.initial] ?? (isHere ? here : undefined);
  return withValue(type, shape.field, given ?? emptyOf(shape.kind));
}

/** Whether a kept value still fits an element that the app may have changed since. */
export function stillFits(placed: PlacedElement, value: Json): boolean {
  if (value.type !== placed.type) return false;
  const options = ownOptions(placed.element);
  if (!options) return true;
  const chosen = [value.selected_option ?? value.selected_options].flat().filter(isJson);
  return chosen.every((choice) => options.some((option) => option.value === choice.value));
}

/** Whether there is nothing in it. */
export function isEmptyValue(value: Json): boolean {
  const shape = SHAPES[textOf(value.type)];
  const held = shape ? value[shape.field] : undefined;
  return held === undefined || held === null || held === '' || (Array.isArray(held) && held.length === 0);
}

/** The options in the element itself; null where they come from elsewhere. */
export function ownOptions(element: Json): readonly Json[] | null {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isJson) : null;
  const listed = groups ? groups.flatMap((group) => group.options) : element.options;
  return Array.isArray(listed) ? listed.filter(isJson) : null;
}

/** The option of this value that the element offers. Throws ControlError `unknown_option`. */
export function optionOf(placed: PlacedElement, value: string, offered: readonly Json[]): Json {
  const { element } = placed;
  const initial = [element.initial_option ?? element.initial_options].flat().filter(isJson);
  const options = ownOptions(element) ?? [...offered, ...initial];
  const found = options.find((option) => option.value === value);
  if (found) return found;
  throw new ControlError('unknown_option', `${placed.actionId} offers no option ${value}`, 409);
}

function read(placed: PlacedElement, kind: Kind, value: string, context: ValueContext): unknown {
  switch (kind) {
    case 'text':
      return value;
    case 'rich':
      return richTextBlock(slackText(value), placed.blockId);
    case 'option':
    case 'options':
      return optionOf(placed, value, context.offered);
    case 'id':
    case 'ids':
      return knownId(placed, value, context.workspace);
    case 'date':
      return matching(placed, value, /^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-25');
    case 'time':
      return matching(placed, value, /^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:30');
    case 'seconds':
      return Number(matching(placed, value, /^\d{1,12}$/, 'seconds since 1970'));
    case 'files':
      throw refused(placed, 'takes files, which are not simulated');
  }
}

function knownId(placed: PlacedElement, id: string, workspace: Workspace): string {
  const isUser = placed.type.endsWith('users_select');
  if (isUser ? workspace.users.has(id) : workspace.channels.has(id)) return id;
  throw refused(placed, `offers no ${isUser ? 'person' : 'channel'} ${id}`);
}

function matching(placed: PlacedElement, value: string, pattern: RegExp, what: string): string {
  if (!pattern.test(value)) throw refused(placed, `takes ${what}`);
  return value;
}

function emptyOf(kind: Kind): unknown {
  if (kind === 'rich') return undefined;
  return kind === 'options' || kind === 'ids' || kind === 'files' ? [] : null;
}

function withValue(type: string, field: string, value: unknown): Json {
  return { type, ...(value === undefined ? {} : { [field]: value }) };
}

function refused({ actionId, type }: PlacedElement, why: string): ControlError {
  return new ControlError('invalid_input', `${actionId} (${type}) ${why}`);
}
