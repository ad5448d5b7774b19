import type { KeyboardEvent } from 'react';
import { ElementNotes, reasonOf } from './element-notes.tsx';
import { singleOf } from './input-state.ts';
import { type JsonObject, objectOf, textOf } from './json.ts';
import { useBlock } from './surface.ts';
import { labelOf } from './text-object.tsx';
import { type LiveElement, useElement, useNaming } from './use-element.ts';
import { useLater } from './use-later.ts';

const TYPING_MS = 300;

/** Fields for text: of one line or many, for addresses and numbers. Styles of rich text are not offered. */
export function TextInput({ element }: { element: JsonObject }) {
  const live = useElement(element);
  const naming = useNaming(element);
  const { later } = useLater(TYPING_MS);
  const { isTold } = useBlock();
  const triggers = triggersOf(element);
  const isLong = element.multiline === true || element.type === 'rich_text_input';
  const type = (text: string) => {
    const input = text === '' ? null : text;
    live.change(input);
    if (isTold && triggers.includes('on_character_entered')) later(() => live.tell(input));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const isTelling = isTold && triggers.includes('on_enter_pressed') && !(isLong && event.shiftKey);
    if (!isTelling) return;
    event.preventDefault();
    live.tell(live.input);
  };
  const shared = {
    ...naming,
    className: 'field',
    value: singleOf(live.input),
    placeholder: labelOf(element.placeholder),
    disabled: !live.isLive,
    title: live.isLive ? undefined : reasonOf(element),
    'aria-busy': live.isPending,
    autoFocus: element.focus_on_load === true,
    maxLength: wholeOf(element.max_length),
    minLength: wholeOf(element.min_length),
    onChange: (event: { target: { value: string } }) => type(event.target.value),
    onKeyDown,
  };
  return (
    <span className="element element-wide">
      <Field element={element} isLong={isLong} shared={shared} />
      <PressEnter isShown={isTold && triggers.includes('on_enter_pressed') && !isLong} live={live} />
      <ElementNotes live={live} />
    </span>
  );
}

function Field(props: { element: JsonObject; isLong: boolean; shared: Record<string, unknown> }) {
  const { element, shared } = props;
  if (props.isLong) return <textarea rows={4} {...shared} />;
  const numbers = {
    step: element.is_decimal_allowed === true ? 'any' : 1,
    min: textOf(element.min_value) || undefined,
    max: textOf(element.max_value) || undefined,
  };
  switch (element.type) {
    case 'email_text_input':
      return <input type="email" {...shared} />;
    case 'url_text_input':
      return <input type="url" {...shared} />;
    case 'number_input':
      return <input type="number" {...shared} {...numbers} />;
    default:
      return <input type="text" {...shared} />;
  }
}

function PressEnter({ isShown, live }: { isShown: boolean; live: LiveElement }) {
  return isShown && singleOf(live.input) !== '' ? (
    <span className="choice-note">Press Enter to send it to the app</span>
  ) : null;
}

/**
 * When an input that tells its app does so. Without a setting it is on Enter
 * (https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object).
 */
function triggersOf(element: JsonObject): readonly unknown[] {
  const triggers = objectOf(element.dispatch_action_config)?.trigger_actions_on;
  return Array.isArray(triggers) ? triggers : ['on_enter_pressed'];
}

function wholeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

/** Choosing files is not simulated, and the reason stands there. */
export function FileInput({ element }: { element: JsonObject }) {
  const naming = useNaming(element);
  return <input {...naming} type="file" className="field" disabled title="Files are not simulated" />;
}
