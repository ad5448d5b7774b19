import { type ReactNode, useEffect, useState } from 'react';
import { DialogContext, type DialogName } from '../shell/dialog-context.ts';
import type { Scene } from '../shell/scene.ts';
import { useUnreads } from '../shell/unread.ts';
import { ChannelsDialog } from './channels-dialog.tsx';
import { actOnKey } from './global-keys.ts';
import { JumpDialog } from './jump-dialog.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { MembersDialog } from './members-dialog.tsx';

/** The page with the dialogs that it can open, and the keys that work everywhere on it. */
export function DialogStage({ scene, children }: { scene: Scene; children: ReactNode }) {
  const [shown, setShown] = useState<DialogName | null>(null);
  const unreads = useUnreads();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => actOnKey(event, { scene, unreads, open: setShown });
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [scene, unreads]);
  const close = () => setShown(null);
  return (
    <DialogContext value={setShown}>
      {children}
      {shown === 'jump' ? <JumpDialog scene={scene} onClose={close} /> : null}
      {shown === 'keys' ? <KeysDialog onClose={close} /> : null}
      {shown === 'channels' ? <ChannelsDialog scene={scene} onClose={close} /> : null}
      {shown === 'members' && scene.channel ? (
        <MembersDialog scene={scene} channel={scene.channel} onClose={close} />
      ) : null}
    </DialogContext>
  );
}
