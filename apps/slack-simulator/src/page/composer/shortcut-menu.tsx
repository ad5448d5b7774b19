import type { SimShortcutUse } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import { BoltIcon } from '../shell/icons.tsx';
import { MenuItem, Popup } from '../shell/popup.tsx';
import type { Scene } from '../shell/scene.ts';
import { useToast } from '../shell/toast.tsx';

/** A shortcut of an app that is installed in the workspace on screen. */
export interface Shortcut {
  readonly appId: string;
  readonly appName: string;
  readonly callbackId: string;
  readonly name: string;
  readonly description: string;
}

/** The shortcuts of one kind that the workspace's apps have. */
export function shortcutsOf(
  { bots, apps }: Pick<Scene, 'bots' | 'apps'>,
  type: 'global' | 'message',
): readonly Shortcut[] {
  const installed = new Set(bots.map((bot) => bot.appId));
  return apps
    .filter((app) => installed.has(app.id))
    .flatMap((app) =>
      app.features.shortcuts
        .filter((one) => one.type === type)
        .map(({ name, description, callbackId }) => ({
          appId: app.id,
          appName: app.name,
          callbackId,
          name,
          description,
        })),
    );
}

/** Picks a shortcut as the person on screen; a refusal is said at the foot of the page. */
export function useShortcut(scene: Scene) {
  const control = useControl();
  const toast = useToast();
  return useMutation({
    mutationFn: (use: Omit<SimShortcutUse, 'user'>) =>
      control.shortcut(scene.workspace.id, { ...use, user: scene.person.id }),
    onError: (error) => toast(`The shortcut did not run: ${error.message}`, 'trouble'),
  });
}

/** The shortcuts that need no message, beside the field to write in. Nothing when there are none. */
export function ShortcutMenu({ scene }: { scene: Scene }) {
  const run = useShortcut(scene);
  const shortcuts = shortcutsOf(scene, 'global');
  if (shortcuts.length === 0) return null;
  return (
    <Popup label="Shortcuts" buttonClass="icon-button" button={<BoltIcon />} kind="menu">
      {(close) =>
        shortcuts.map(({ appId, appName, callbackId, name, description }) => (
          <MenuItem
            key={`${appId} ${callbackId}`}
            note={[appName, description].filter(Boolean).join(' · ')}
            onChoose={() => {
              close();
              run.mutate({ appId, callbackId });
            }}
          >
            {name}
          </MenuItem>
        ))
      }
    </Popup>
  );
}
