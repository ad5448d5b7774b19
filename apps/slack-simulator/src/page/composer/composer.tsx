import { type KeyboardEvent, type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { SendIcon } from '../shell/icons.tsx';
import { type Command, intentOf } from './commands.ts';
import { CompletionList } from './completion-list.tsx';
import { ComposerHints } from './composer-hints.tsx';
import { EmojiButton } from './emoji-button.tsx';
import { markerOf, toggleMarker } from './formatting.ts';
import type { Mentionable } from './mention-completion.ts';
import { useCompletion } from './use-completion.ts';
import { useDraft } from './use-draft.ts';

/** Longer texts are cut by Slack. */
const LONGEST_TEXT = 40_000;
const NO_COMMANDS: readonly Command[] = [];

/**
 * A text field that sends on Enter and breaks the line on Shift+Enter. `onSend` gets what was typed and settles
 * once it was accepted; if it fails, the text stays in the field and the reason is shown.
 */
export function Composer(props: {
  label: string;
  placeholder: string;
  initialText?: string;
  /** Keeps what was typed until it is sent; without it the text goes with the field. */
  draftKey?: string;
  known: readonly Mentionable[];
  /** Completed after a slash. */
  commands?: readonly Command[];
  /** Texts to try, shown as chips that fill the field. */
  hints?: readonly string[];
  sendLabel?: string;
  note?: ReactNode;
  isFocused?: boolean;
  /** To put the focus here from elsewhere. */
  fieldRef?: RefObject<HTMLTextAreaElement | null>;
  /** What stands before the field: who writes. */
  speaker?: ReactNode;
  onSend(typed: string): Promise<unknown>;
  onCancel?(): void;
  /** Up-arrow in the empty field. */
  onUp?(): void;
  /** More buttons, at the left of the send button. */
  children?: ReactNode;
}) {
  const [text, setText] = useDraft(props.draftKey ?? null, props.initialText ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const ownField = useRef<HTMLTextAreaElement>(null);
  const field = props.fieldRef ?? ownField;
  const { known, commands = NO_COMMANDS } = props;
  const completion = useCompletion({ text, setText, field }, { known, commands });
  const listId = useId();
  const hasList = completion.suggestions.length > 0;

  const send = () => {
    if (text.trim() === '') return;
    setText('');
    completion.close();
    setProblem(null);
    props.onSend(text).catch((error: unknown) => {
      // What was typed since then is worth more than what failed.
      setText((now) => now || text);
      setProblem(error instanceof Error ? error.message : 'The message was not sent');
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || completion.onKey(event) || format(event, setText)) return;
    if (event.key === 'Escape' && props.onCancel) {
      // It was for this field, not for what is around it.
      event.preventDefault();
      props.onCancel();
    }
    if (event.key === 'ArrowUp' && text === '' && props.onUp) {
      event.preventDefault();
      props.onUp();
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  const fill = (hint: string) => {
    setText(hint);
    field.current?.focus();
  };

  return (
    <div className="composer">
      <ComposerHints hints={props.hints ?? []} onChoose={fill} />
      <div className="composer-box">
        {props.speaker}
        <textarea
          ref={field}
          className="composer-field"
          aria-label={props.label}
          aria-autocomplete="list"
          aria-controls={hasList ? listId : undefined}
          aria-activedescendant={hasList ? `${listId}-${completion.active}` : undefined}
          placeholder={props.placeholder}
          rows={1}
          maxLength={LONGEST_TEXT}
          // biome-ignore lint/a11y/noAutofocus: the field opens because the person asked to write in it
          autoFocus={props.isFocused ?? false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
            completion.follow(event.target.selectionStart);
          }}
          onBlur={completion.close}
          onKeyDown={onKeyDown}
        />
        <CompletionList id={listId} completion={completion} />
        <div className="composer-actions">
          {props.children}
          <EmojiButton onPick={(name) => completion.insert(`:${name}: `)} />
          {props.onCancel ? (
            <button type="button" className="button" onClick={props.onCancel}>
              Cancel
            </button>
          ) : null}
          <SendButton label={props.sendLabel} isDisabled={text.trim() === ''} onSend={send} />
        </div>
      </div>
      <p className="composer-note" role={problem ? 'alert' : undefined}>
        {problem
          ? `Not sent: ${problem}`
          : (usageOf(text, commands) ?? props.note ?? 'Enter to send, Shift+Enter for a new line')}
      </p>
    </div>
  );
}

function SendButton(props: { label: string | undefined; isDisabled: boolean; onSend(): void }) {
  return (
    <button
      type="button"
      className="button button-primary"
      disabled={props.isDisabled}
      onClick={props.onSend}
    >
      {props.label ?? (
        <>
          <SendIcon />
          <span className="visually-hidden">Send</span>
        </>
      )}
    </button>
  );
}

/** How a command goes on, while one writes it. */
function usageOf(text: string, commands: readonly Command[]): string | null {
  if (!text.startsWith('/')) return null;
  const intent = intentOf(text, commands, false);
  if (intent.type !== 'command') return null;
  const { command, usageHint, description } = intent.command;
  return `${command} ${usageHint}`.trim() + (description ? `: ${description}` : '');
}

/** Returns whether the key was one for bold and the like. */
function format(event: KeyboardEvent<HTMLTextAreaElement>, setText: (text: string) => void): boolean {
  if (!event.ctrlKey && !event.metaKey) return false;
  const marker = markerOf(event.key, event.shiftKey);
  if (marker === null) return false;
  event.preventDefault();
  const { currentTarget: field } = event;
  const { value: text, selectionStart: start, selectionEnd: end } = field;
  const marked = toggleMarker({ text, start, end }, marker);
  // React must have written the text before a selection can be made in it.
  flushSync(() => setText(marked.text));
  field.setSelectionRange(marked.start, marked.end);
  return true;
}
