import type { Bot, Scene } from '../shell/scene.ts';
import type { View } from '../shell/view.ts';

/** Somewhere to go from the jump box. An app that one never wrote to has no view yet. */
export interface JumpTarget {
  readonly key: string;
  readonly kind: 'channel' | 'private' | 'app' | 'person' | 'workspace';
  readonly label: string;
  readonly note: string;
  readonly view: View | null;
  readonly bot?: Bot;
}

/** Everywhere one can go, the nearest first. */
export function jumpTargets(scene: Scene, directMessage: (bot: Bot) => string | null): readonly JumpTarget[] {
  const { view, workspace } = scene;
  const here = { ...view, thread: null, tab: null };
  return [
    ...scene.channels.map((one) => ({
      key: one.id,
      kind: one.kind === 'private' ? ('private' as const) : ('channel' as const),
      label: one.name,
      note: '',
      view: { ...here, channel: one.id },
    })),
    ...scene.bots.map((bot) => {
      const channel = directMessage(bot);
      const target = channel === null ? null : { ...here, channel };
      return { key: bot.userId, kind: 'app' as const, label: bot.name, note: 'App', view: target, bot };
    }),
    ...workspace.people
      .filter((one) => one.id !== scene.person.id)
      .map((one) => ({
        key: one.id,
        kind: 'person' as const,
        label: one.realName,
        note: `Speak as @${one.name}`,
        view: { ...here, person: one.id },
      })),
    ...scene.workspaces
      .filter((one) => one.id !== workspace.id)
      .map((one) => ({
        key: one.id,
        kind: 'workspace' as const,
        label: one.name,
        note: 'Workspace',
        view: { team: one.domain, person: null, channel: null, thread: null, pane: view.pane },
      })),
  ];
}

/** Those that fit what was typed, the best first: beginnings, then beginnings of words, then anything. */
export function fitting(targets: readonly JumpTarget[], query: string): readonly JumpTarget[] {
  const wanted = query.trim().replace(/^[#@]/, '').toLowerCase();
  const ranked = targets.map((target) => ({ target, rank: rankOf(target, wanted) }));
  return ranked
    .filter(({ rank }) => rank !== null)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
    .map(({ target }) => target);
}

function rankOf({ label, note }: JumpTarget, wanted: string): number | null {
  const name = label.toLowerCase();
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[\s_-]+/).some((word) => word.startsWith(wanted))) return 1;
  if (name.includes(wanted)) return 2;
  return note.toLowerCase().includes(wanted) ? 3 : null;
}
