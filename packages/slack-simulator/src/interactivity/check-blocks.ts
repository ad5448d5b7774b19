import { isJson, type Json, textOf } from './blocks.ts';

/** What Slack finds wrong, and where, as a JSON pointer. */
export interface Problem {
  readonly text: string;
  readonly pointer: string;
}

const MAX_ID = 255;
const MAX_LABEL = 2_000;
const MAX_BUTTON_TEXT = 75;
const MAX_BUTTON_VALUE = 2_000;
const MAX_OPTION_TEXT = 75;
const MAX_OPTION_VALUE = 150;
const MAX_SECTION_TEXT = 3_000;
const MAX_HEADER_TEXT = 150;
const MAX_ELEMENTS = 25;
const OPTION_COUNTS: Readonly<Record<string, number>> = {
  checkboxes: 10,
  radio_buttons: 10,
  overflow: 5,
  static_select: 100,
  multi_static_select: 100,
};

/** `[ERROR] …`, as answers list problems. */
export function described({ text, pointer }: Problem): string {
  return `${text} [json-pointer:${pointer}]`;
}

/**
 * What Slack would refuse in these blocks (https://docs.slack.dev/reference/block-kit/blocks). Types that it does not
 * know are let through: there are more every year. `at`: the pointer to the blocks.
 */
export function blockProblems(blocks: readonly unknown[], at: string): Problem[] {
  return blocks.flatMap((block, index) => {
    const pointer = `${at}/${index}`;
    if (!isJson(block) || typeof block.type !== 'string')
      return [{ text: 'missing required field: type', pointer }];
    return [...idProblems(block, 'block_id', pointer), ...partProblems(block, block.type, pointer)];
  });
}

/** A text object of this kind and length. Absent is fine unless it is needed. */
export function textProblems(
  value: unknown,
  pointer: string,
  rule: { readonly max: number; readonly isPlain?: boolean; readonly isNeeded?: boolean },
): Problem[] {
  if (value === undefined || value === null)
    return rule.isNeeded
      ? [{ text: `missing required field: ${pointer.split('/').at(-1)}`, pointer: parentOf(pointer) }]
      : [];
  if (!isJson(value)) return [{ text: 'must provide an object', pointer }];
  if (rule.isPlain && value.type !== 'plain_text')
    return [{ text: 'must be of type plain_text', pointer: `${pointer}/type` }];
  const text = textOf(value.text);
  if (text === '') return [{ text: 'must be more than 0 characters', pointer: `${pointer}/text` }];
  return text.length > rule.max
    ? [{ text: `must be less than ${rule.max + 1} characters`, pointer: `${pointer}/text` }]
    : [];
}

function partProblems(block: Json, type: string, pointer: string): Problem[] {
  switch (type) {
    case 'section':
      return sectionProblems(block, pointer);
    case 'header':
      return betweenProblems(block.text, MAX_HEADER_TEXT, `${pointer}/text`);
    case 'actions':
      return actionsProblems(block.elements, `${pointer}/elements`);
    case 'input':
      return [
        ...textProblems(block.label, `${pointer}/label`, { max: MAX_LABEL, isPlain: true, isNeeded: true }),
        ...elementProblems(block.element, `${pointer}/element`),
      ];
    default:
      return [];
  }
}

function sectionProblems(block: Json, pointer: string): Problem[] {
  const isEmpty = block.text === undefined && block.fields === undefined;
  if (isEmpty) return [{ text: 'must define either `text` or `fields`', pointer }];
  return [
    ...betweenProblems(block.text, MAX_SECTION_TEXT, `${pointer}/text`),
    ...(block.accessory === undefined ? [] : elementProblems(block.accessory, `${pointer}/accessory`)),
  ];
}

function betweenProblems(value: unknown, max: number, pointer: string): Problem[] {
  const length = isJson(value) && typeof value.text === 'string' ? value.text.length : null;
  if (length === null || (length > 0 && length <= max)) return [];
  return [{ text: `text must be between 1 and ${max} characters`, pointer }];
}

function actionsProblems(elements: unknown, pointer: string): Problem[] {
  if (!Array.isArray(elements) || elements.length === 0)
    return [{ text: 'must provide at least 1 item', pointer }];
  if (elements.length > MAX_ELEMENTS)
    return [{ text: `no more than ${MAX_ELEMENTS} items allowed`, pointer }];
  return elements.flatMap((element, index) => elementProblems(element, `${pointer}/${index}`));
}

function elementProblems(element: unknown, pointer: string): Problem[] {
  if (!isJson(element) || typeof element.type !== 'string')
    return [{ text: 'missing required field: type', pointer }];
  const problems = idProblems(element, 'action_id', pointer);
  if (element.type === 'button') {
    const rule = { max: MAX_BUTTON_TEXT, isPlain: true, isNeeded: true };
    problems.push(...textProblems(element.text, `${pointer}/text`, rule));
    problems.push(...lengthProblems(element.value, MAX_BUTTON_VALUE, `${pointer}/value`));
  }
  const most = OPTION_COUNTS[element.type];
  return most === undefined ? problems : [...problems, ...optionProblems(element, most, pointer)];
}

function optionProblems(element: Json, most: number, pointer: string): Problem[] {
  if (Array.isArray(element.option_groups))
    return element.option_groups.flatMap((group, index) =>
      listProblems(isJson(group) ? group.options : null, most, `${pointer}/option_groups/${index}/options`),
    );
  return listProblems(element.options, most, `${pointer}/options`);
}

function listProblems(options: unknown, most: number, pointer: string): Problem[] {
  if (!Array.isArray(options) || options.length === 0)
    return [{ text: 'must provide at least 1 item', pointer }];
  if (options.length > most) return [{ text: `no more than ${most} items allowed`, pointer }];
  return options.flatMap((option, index) => {
    const at = `${pointer}/${index}`;
    if (!isJson(option)) return [{ text: 'must provide an object', pointer: at }];
    const rule = { max: MAX_OPTION_TEXT, isNeeded: true };
    return [
      ...textProblems(option.text, `${at}/text`, rule),
      ...lengthProblems(option.value, MAX_OPTION_VALUE, `${at}/value`),
    ];
  });
}

function idProblems(value: Json, name: string, pointer: string): Problem[] {
  return lengthProblems(value[name], MAX_ID, `${pointer}/${name}`);
}

/** Of a text that may be absent. */
export function lengthProblems(value: unknown, max: number, pointer: string): Problem[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'string') return [{ text: 'must provide a string', pointer }];
  return value.length > max ? [{ text: `must be less than ${max + 1} characters`, pointer }] : [];
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
