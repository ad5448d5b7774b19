import type { SimApp } from '@muster/slack-simulator/control';
import { useControl } from '../shell/control.ts';
import { ActionRow } from './action-row.tsx';

/** The way back for an app whose Socket Mode was switched off. */
export function SocketModeRow({ app }: { app: SimApp }) {
  const control = useControl();
  return (
    <ActionRow
      name="Socket Mode"
      words="Switched off by link_disabled: new connections are refused."
      button="Switch on"
      of={app.name}
      isOn
      act={() => control.enableSocketMode(app.id)}
    />
  );
}
