import type { KeyboardEvent, PointerEvent } from 'react';
import { LEAST_PX, mostPx } from './use-drawer-height.ts';

/** The upper edge of the drawer: drag it, or use the arrow keys on it. */
export function DrawerEdge(props: {
  height: number;
  onChange(height: number): void;
  onGrow(steps: number): void;
}) {
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    props.onChange(window.innerHeight - event.clientY);
  };
  const step = (event: KeyboardEvent) => {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    props.onGrow(steps);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved, this one can
    <div
      className="wire-edge"
      role="separator"
      tabIndex={0}
      aria-label="Height of the wire"
      aria-orientation="horizontal"
      aria-valuenow={props.height}
      aria-valuemin={LEAST_PX}
      aria-valuemax={mostPx()}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={step}
    />
  );
}
