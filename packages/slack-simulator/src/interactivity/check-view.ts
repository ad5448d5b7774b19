import type { SimView } from '../control/interactivity.ts';
import { isJson, type Json, textOf } from './blocks.ts';
import { blockProblems, described, lengthProblems, type Problem, textProblems } from './check-blocks.ts';
import { doubleIds } from './double-ids.ts';

/** A view as an app defines it; what it leaves out has its usual value. */
export type ViewDefinition = Pick<
  SimView,
  | 'type'
  | 'blocks'
  | 'private_metadata'
  | 'callback_id'
  | 'external_id'
  | 'title'
  | 'submit'
  | 'close'
  | 'clear_on_close'
  | 'notify_on_close'
>;

export type CheckedView =
  | { readonly kind: 'fine'; readonly definition: ViewDefinition }
  | { readonly kind: 'too-large' }
  /** Every problem, as `response_metadata.messages` has it. */
  | { readonly kind: 'wrong'; readonly messages: readonly string[] };

const MAX_BYTES = 250_000;
const MAX_BLOCKS = 100;
const MAX_TITLE = 24;
const MAX_ID = 255;
const MAX_METADATA = 3_000;
const COMMON_FIELDS = ['type', 'blocks', 'private_metadata', 'callback_id', 'external_id'];
const MODAL_FIELDS = [...COMMON_FIELDS, 'title', 'submit', 'close', 'clear_on_close', 'notify_on_close'];

/** What Slack calls every Home tab, as payloads of its views show. */
const HOME_TITLE: Json = { type: 'plain_text', text: 'View Title', emoji: true };

/** Checks a view as Slack does (https://docs.slack.dev/reference/views/modal-views, …/home-tab-views). */
export function checkView(value: unknown, type: SimView['type']): CheckedView {
  if (!isJson(value)) return wrong([{ text: 'must provide an object', pointer: '/view' }]);
  if (JSON.stringify(value).length > MAX_BYTES) return { kind: 'too-large' };
  const problems = [
    ...fieldProblems(value, type),
    ...lengthProblems(value.private_metadata, MAX_METADATA, '/view/private_metadata'),
    ...lengthProblems(value.callback_id, MAX_ID, '/view/callback_id'),
    ...lengthProblems(value.external_id, MAX_ID, '/view/external_id'),
    ...(type === 'modal' ? labelProblems(value) : []),
    ...contentProblems(value, type),
  ];
  return problems.length > 0 ? wrong(problems) : { kind: 'fine', definition: definitionOf(value, type) };
}

function wrong(problems: readonly Problem[]): CheckedView {
  return { kind: 'wrong', messages: problems.map((problem) => `[ERROR] ${described(problem)}`) };
}

function fieldProblems(view: Json, type: SimView['type']): Problem[] {
  const known = type === 'modal' ? MODAL_FIELDS : COMMON_FIELDS;
  return [
    ...(view.type === type
      ? []
      : [{ text: `unsupported type: ${String(view.type)}`, pointer: '/view/type' }]),
    ...Object.keys(view)
      .filter((name) => !known.includes(name))
      .map((name) => ({ text: `invalid additional property: ${name}`, pointer: '/view' })),
  ];
}

function labelProblems(view: Json): Problem[] {
  const rule = { max: MAX_TITLE, isPlain: true };
  return [
    ...textProblems(view.title, '/view/title', { ...rule, isNeeded: true }),
    ...textProblems(view.submit, '/view/submit', rule),
    ...textProblems(view.close, '/view/close', rule),
  ];
}

function contentProblems({ blocks, submit }: Json, type: SimView['type']): Problem[] {
  const pointer = '/view/blocks';
  if (!Array.isArray(blocks)) return [{ text: 'missing required field: blocks', pointer: '/view' }];
  if (blocks.length > MAX_BLOCKS) return [{ text: `no more than ${MAX_BLOCKS} items allowed`, pointer }];
  const hasInput = blocks.some((block) => isJson(block) && block.type === 'input');
  return [
    ...blockProblems(blocks, pointer),
    ...doubleIds(blocks, pointer),
    ...(type === 'modal' && hasInput && !isJson(submit)
      ? [{ text: 'must define `submit` to use an `input` block in modals', pointer: '/view' }]
      : []),
  ];
}

function definitionOf(view: Json, type: SimView['type']): ViewDefinition {
  return {
    type,
    blocks: view.blocks as readonly unknown[],
    private_metadata: textOf(view.private_metadata),
    callback_id: textOf(view.callback_id),
    external_id: textOf(view.external_id),
    title: type === 'home' ? HOME_TITLE : labelOf(view.title),
    submit: labelOf(view.submit),
    close: labelOf(view.close),
    clear_on_close: view.clear_on_close === true,
    notify_on_close: view.notify_on_close === true,
  };
}

/** Slack says of every plain text whether it shows emoji. */
function labelOf(value: unknown): Json | null {
  return isJson(value) ? { emoji: true, ...value } : null;
}
