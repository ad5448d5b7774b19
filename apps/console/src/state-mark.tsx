import type { SlotState, WorkspaceView } from '@muster/api';

type State =
  | SlotState
  | WorkspaceView['connection']
  | 'silent'
  | 'accepted'
  | 'refused'
  | 'unknown'
  | 'missing'
  | 'ready'
  | 'unready';

const TONES: Record<State, 'good' | 'busy' | 'bad' | 'idle'> = {
  live: 'good',
  connected: 'good',
  accepted: 'good',
  ready: 'good',
  silent: 'busy',
  unready: 'bad',
  connecting: 'busy',
  waiting: 'busy',
  unknown: 'idle',
  down: 'bad',
  refused: 'bad',
  missing: 'bad',
  removed: 'idle',
};

/** A state as a coloured shape with its word: never by colour alone. */
export function StateMark({ state, label }: { state: State; label?: string }) {
  return (
    <span className={`state ${TONES[state]}`}>
      <span className="state-shape" aria-hidden="true" />
      {label ?? state}
    </span>
  );
}
