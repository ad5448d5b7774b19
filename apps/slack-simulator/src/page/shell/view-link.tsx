import type { MouseEvent, ReactNode } from 'react';
import { addressOf, showAddress, type View } from './view.ts';

/** A link to another view of the chat. */
export function ViewLink({ to, ...rest }: Omit<Parameters<typeof PageLink>[0], 'to'> & { to: View }) {
  return <PageLink to={addressOf(to)} {...rest} />;
}

/** A link within this page. Opens in place; with a modifier key the browser does what it always does. */
export function PageLink(props: {
  to: string;
  className?: string;
  isCurrent?: boolean;
  label?: string;
  children: ReactNode;
}) {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    showAddress(props.to);
  };
  return (
    <a
      href={props.to}
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
