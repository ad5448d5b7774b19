import type { MouseEvent, ReactNode } from 'react';
import { addressOf, show, type View } from './view.ts';

/** A link to another view of this page. Opens in place; with a modifier key the browser does what it always does. */
export function ViewLink(props: {
  to: View;
  className?: string;
  isCurrent?: boolean;
  label?: string;
  children: ReactNode;
}) {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(props.to);
  };
  return (
    <a
      href={addressOf(props.to)}
      className={props.className}
      aria-label={props.label}
      title={props.label}
      aria-current={props.isCurrent ? 'page' : undefined}
      onClick={open}
    >
      {props.children}
    </a>
  );
}
