import { useId } from 'react';
import { openDialog } from '../shell/open-dialog.ts';
import { type JsonObject, textOf } from './json.ts';
import { labelOf, TextObject } from './text-object.tsx';
import type { LiveElement } from './use-element.ts';

/** Beside an element: that the app is being told, why it was refused, and the question asked before. */
export function ElementNotes({ live }: { live: LiveElement }) {
  return (
    <>
      {live.isPending ? (
        <span className="element-pending" role="status">
          <span className="visually-hidden">Waiting for the app</span>
        </span>
      ) : null}
      {live.error ? (
        <span className="element-error" role="alert">
          {live.error}
        </span>
      ) : null}
      {live.question ? (
        <ConfirmDialog confirm={live.question.confirm} onAnswer={live.question.answer} />
      ) : null}
    </>
  );
}

const LABELS = { title: 'Are you sure?', confirm: 'Yes', deny: 'Cancel' };

/** A `confirm` object: asks over everything else. Escape declines. */
function ConfirmDialog(props: { confirm: JsonObject; onAnswer(isYes: boolean): void }) {
  const { confirm, onAnswer } = props;
  const titleId = useId();
  const style = confirm.style === 'danger' ? 'button-danger' : 'button-primary';
  return (
    <dialog
      ref={openDialog}
      className="dialog confirm"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onAnswer(false);
      }}
      // A second Escape in a row closes it without asking.
      onClose={(event) => (event.currentTarget.isConnected ? onAnswer(false) : undefined)}
    >
      <h2 id={titleId}>{labelOf(confirm.title) || LABELS.title}</h2>
      <div className="confirm-text">
        <TextObject value={confirm.text} />
      </div>
      <div className="dialog-foot">
        <button type="button" className="button" onClick={() => onAnswer(false)}>
          {labelOf(confirm.deny) || LABELS.deny}
        </button>
        <button type="button" className={`button ${style}`} onClick={() => onAnswer(true)}>
          {labelOf(confirm.confirm) || LABELS.confirm}
        </button>
      </div>
    </dialog>
  );
}

/** Why an element that is not live cannot be used. */
export function reasonOf(element: JsonObject): string {
  return textOf(element.action_id) === '' ? 'It has no action id' : 'It can be used where it was posted';
}
