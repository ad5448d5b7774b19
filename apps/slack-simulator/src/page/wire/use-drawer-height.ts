import { useState } from 'react';

const KEY = 'wire-height';
export const LEAST_PX = 140;
const USUAL_PX = 300;
const STEP_PX = 24;

/** The drawer's height in pixels: what the reader chose last on this device, and never more than fits. */
export function useDrawerHeight() {
  const [height, setHeight] = useState(() => fitting(Number(localStorage.getItem(KEY)) || USUAL_PX));
  const change = (wanted: number) => {
    const next = fitting(wanted);
    setHeight(next);
    localStorage.setItem(KEY, String(next));
  };
  return { height, change, grow: (steps: number) => change(height + steps * STEP_PX) };
}

/** The page keeps something of the conversation. */
export function mostPx(): number {
  return Math.max(LEAST_PX, window.innerHeight - 160);
}

function fitting(wanted: number): number {
  return Math.round(Math.min(Math.max(wanted, LEAST_PX), mostPx()));
}
