import type { DialogName } from '../shell/dialog-context.ts';
import { companions, directMessageWith, type Scene } from '../shell/scene.ts';
import type { Unread } from '../shell/unread.ts';
import { show } from '../shell/view.ts';

interface Surroundings {
  readonly scene: Scene;
  readonly unreads: Readonly<Record<string, Unread>>;
  open(dialog: DialogName): void;
}

/** What the keys do that work everywhere on the page; `keys-dialog.tsx` lists them. */
export function actOnKey(event: KeyboardEvent, { scene, unreads, open }: Surroundings): void {
  // What lies over the page has its own keys.
  if (event.defaultPrevented || document.querySelector('dialog[open], [popover]:popover-open')) return;
  const act = actionFor(event, { scene, unreads, open });
  if (!act) return;
  event.preventDefault();
  act();
}

function actionFor(event: KeyboardEvent, { scene, unreads, open }: Surroundings): (() => void) | null {
  const { key, shiftKey } = event;
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() === 'k' && !shiftKey) return () => open('jump');
    if (key === '/') return () => open('keys');
    if (key.toLowerCase() === 'j' && !shiftKey)
      return () => show({ ...scene.view, wire: scene.view.wire ? null : 'open' });
    return null;
  }
  if (event.altKey) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    const target = step ? neighbourOf(scene, step, shiftKey ? unreads : null) : null;
    return target ? () => show({ ...scene.view, channel: target, thread: null, tab: null }) : null;
  }
  if (key === '?' && !isField(event.target)) return () => open('keys');
  if (key === 'Escape' && (scene.view.thread || scene.view.pane)) {
    return () => show({ ...scene.view, thread: null, pane: null });
  }
  return null;
}

/** The conversation before or behind the one on screen, in the order of the sidebar; with `unreads` only such. */
export function neighbourOf(scene: Scene, step: number, unreads: object | null): string | null {
  const ids = [
    ...scene.channels.map((one) => one.id),
    ...[...companions(scene).map(({ id }) => id), ...scene.bots.map(({ userId }) => userId)].flatMap(
      (id) => directMessageWith(scene, id)?.id ?? [],
    ),
  ];
  const here = ids.indexOf(scene.channel?.id ?? '');
  for (let far = 1; far < ids.length; far += 1) {
    const id = ids.at((here + far * step + ids.length * far) % ids.length);
    if (id !== undefined && (unreads === null || id in unreads)) return id;
  }
  return null;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
