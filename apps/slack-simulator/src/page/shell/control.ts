import type { Control } from '@muster/slack-simulator/control';
import { createContext, useContext } from 'react';

/** The simulator's control API, as the page was given it. */
export const ControlContext = createContext<Control | null>(null);

export function useControl(): Control {
  const control = useContext(ControlContext);
  if (!control) throw new Error('The page was drawn without a control API');
  return control;
}
