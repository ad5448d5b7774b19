import type { SlotState, WorkspaceView } from '@muster/api';

type State = SlotState | WorkspaceView['connection'] | 'accepted' | 'refused' | 'unknown' | 'missing';

const TONES: Record<State, 'good' | 'busy' | 'bad' | 'idle'> = {
  live: 'good',
  connected: 'good',
  accepted: 'good',
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
