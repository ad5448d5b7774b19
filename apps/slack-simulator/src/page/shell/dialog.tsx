import { type ReactNode, useId } from 'react';
import { CloseIcon } from './icons.tsx';
import { openDialog } from './open-dialog.ts';

/** A dialog over the page for as long as it is drawn. Escape, or a press beside it, closes it. */
export function Dialog(props: {
  title: string;
  className?: string;
  /** No head: what is in it speaks for itself. */
  isBare?: boolean;
  onClose(): void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same, by `onCancel`
    <dialog
      ref={openDialog}
      className={`dialog ${props.className ?? 'modal'}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) props.onClose();
      }}
    >
      {props.isBare ? (
        <h2 id={id} className="visually-hidden">
          {props.title}
        </h2>
      ) : (
        <header className="modal-head">
          <h2 id={id}>{props.title}</h2>
          <button type="button" className="icon-button bar-end" aria-label="Close" onClick={props.onClose}>
            <CloseIcon />
          </button>
        </header>
      )}
      {props.children}
    </dialog>
  );
}
