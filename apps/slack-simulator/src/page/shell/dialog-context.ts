import { createContext, useContext } from 'react';

/** What can be open over the page. */
export type DialogName = 'jump' | 'keys' | 'channels' | 'members';

export const DialogContext = createContext<(name: DialogName) => void>(() => undefined);

/** Opens a dialog instead of the one that is open, if any. */
export function useOpenDialog(): (name: DialogName) => void {
  return useContext(DialogContext);
}
