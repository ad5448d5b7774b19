import type { SimConnection } from '@muster/slack-simulator/control';

const STATES: Readonly<Record<SimConnection['state'], string>> = {
  opening: 'not greeted yet',
  open: 'open',
  closing: 'closing',
  silent: 'half-open',
};

export function stateWords({ state, muted }: Pick<SimConnection, 'state' | 'muted'>): string {
  return muted ? `${STATES[state]}, muted` : STATES[state];
}

/** `8 s`, `3 min`, `2 h 5 min`; clocks that differ give no negative age. */
export function ageWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
