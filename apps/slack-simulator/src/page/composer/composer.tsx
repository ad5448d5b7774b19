import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { SendIcon } from '../shell/icons.tsx';
import type { Mentionable } from './mention-completion.ts';
import { useMentions } from './use-mentions.ts';

/** Longer texts are cut by Slack. */
const LONGEST_TEXT = 40_000;

/**
 * A text field that sends on Enter and breaks the line on Shift+Enter. `onSend` gets what was typed and settles
 * once it was accepted; if it fails, the text stays in the field and the reason is shown.
 */
export function Composer(props: {
  label: string;
  placeholder: string;
  initialText?: string;
  known: readonly Mentionable[];
  /** Texts to try, shown as chips that fill the field. */
  hints?: readonly string[];
  sendLabel?: string;
  note?: string;
  isFocused?: boolean;
  onSend(typed: string): Promise<unknown>;
  onCancel?(): void;
  children?: ReactNode;
}) {
  const [text, setText] = useState(props.initialText ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const mentions = useMentions({ text, setText, field }, props.known);
  const listId = useId();

  const send = () => {
    if (text.trim() === '') return;
    setText('');
    setProblem(null);
    props.onSend(text).catch((error: unknown) => {
      // What was typed since then is worth more than what failed.
      setText((now) => now || text);
      setProblem(error instanceof Error ? error.message : 'The message was not sent');
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || mentions.onKey(event)) return;
    if (event.key === 'Escape') props.onCancel?.();
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
      {props.hints && props.hints.length > 0 ? <Hints hints={props.hints} onChoose={fill} /> : null}
      <div className="composer-box">
        <textarea
          ref={field}
          className="composer-field"
          aria-label={props.label}
          aria-autocomplete="list"
          aria-controls={mentions.suggestions.length > 0 ? listId : undefined}
          aria-activedescendant={mentions.suggestions.length > 0 ? `${listId}-${mentions.active}` : undefined}
          placeholder={props.placeholder}
          rows={1}
          maxLength={LONGEST_TEXT}
          // biome-ignore lint/a11y/noAutofocus: the field opens because the person asked to write in it
          autoFocus={props.isFocused ?? false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            mentions.follow(event.target.value, event.target.selectionStart);
          }}
          onBlur={mentions.close}
          onKeyDown={onKeyDown}
        />
        <MentionList id={listId} mentions={mentions} />
        <div className="composer-actions">
          {props.onCancel ? (
            <button type="button" className="button" onClick={props.onCancel}>
              Cancel
            </button>
          ) : null}
          <button
            type="button"
            className="button button-primary"
            disabled={text.trim() === ''}
            onClick={send}
          >
            {props.sendLabel ?? (
              <>
                <SendIcon />
                <span className="visually-hidden">Send</span>
              </>
            )}
          </button>
        </div>
      </div>
      <p className="composer-note" role={problem ? 'alert' : undefined}>
        {problem ? `Not sent: ${problem}` : (props.note ?? 'Enter to send, Shift+Enter for a new line')}
      </p>
    </div>
  );
}

function Hints({ hints, onChoose }: { hints: readonly string[]; onChoose(hint: string): void }) {
  return (
    <fieldset className="hints">
      <legend>Try</legend>
      {hints.map((hint) => (
        <button key={hint} type="button" className="hint" onClick={() => onChoose(hint)}>
          {hint}
        </button>
      ))}
    </fieldset>
  );
}

function MentionList({ id, mentions }: { id: string; mentions: ReturnType<typeof useMentions> }) {
  if (mentions.suggestions.length === 0) return null;
  return (
    <div className="mention-list" id={id} role="listbox" aria-label="Mentions">
      {mentions.suggestions.map((one, index) => (
        <div
          key={one.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === mentions.active}
          className="mention-option"
          // Before the field loses its focus, which would close the list.
          onMouseDown={(event) => {
            event.preventDefault();
            mentions.choose(one);
          }}
        >
          <span className="mention-sign">{one.kind === 'channel' ? '#' : '@'}</span>
          {one.name}
          {one.kind === 'bot' ? <span className="badge">App</span> : null}
        </div>
      ))}
    </div>
  );
}
