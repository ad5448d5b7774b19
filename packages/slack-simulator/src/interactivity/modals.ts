import type { SimView } from '../control/interactivity.ts';

/** A view of the modal that a person sees. */
export interface OpenView {
  /** Without its state: that is what the person put in. */
  readonly view: SimView;
  readonly team: string;
  readonly user: string;
  /** Where the person was when the modal was opened. */
  readonly conversation: string | null;
}

/** The modals on people's screens: one stack of views per person. In memory only. */
export interface Modals {
  /** The topmost last. */
  of(team: string, user: string): readonly OpenView[];
  find(viewId: string): OpenView | undefined;
  /** Everything that is open in a workspace. */
  all(team: string): readonly OpenView[];
  /** The new view takes the place of whatever the person had open. */
  open(opened: OpenView): void;
  push(pushed: OpenView): void;
  /** Changes the view with the id of this one; nothing when it was closed meanwhile. */
  update(view: SimView): void;
  /** Closes these views of the person. */
  close(team: string, user: string, viewIds: readonly string[]): void;
  /** Closes every view of an app. */
  closeOf(appId: string): void;
}

/** `onChange`: told of the person whose modal changed, and of the views that went. */
export function createModals(
  onChange: (team: string, user: string, gone: readonly OpenView[]) => void,
): Modals {
  const stacks = new Map<string, readonly OpenView[]>();
  const keyOf = (team: string, user: string) => `${team} ${user}`;
  const stackOf = (team: string, user: string) => stacks.get(keyOf(team, user)) ?? [];
  const find = (viewId: string) => [...stacks.values()].flat().find(({ view }) => view.id === viewId);
  const set = (team: string, user: string, stack: readonly OpenView[]) => {
    const gone = stackOf(team, user).filter(
      ({ view }) => !stack.some((staying) => staying.view.id === view.id),
    );
    if (stack.length === 0) stacks.delete(keyOf(team, user));
    else stacks.set(keyOf(team, user), stack);
    onChange(team, user, gone);
  };
  const close = (team: string, user: string, viewIds: readonly string[]) =>
    set(
      team,
      user,
      stackOf(team, user).filter(({ view }) => !viewIds.includes(view.id)),
    );
  return {
    of: stackOf,
    find,
    all: (team) => [...stacks.values()].flat().filter((opened) => opened.team === team),
    open: (opened) => set(opened.team, opened.user, [opened]),
    push: (pushed) => set(pushed.team, pushed.user, [...stackOf(pushed.team, pushed.user), pushed]),
    update: (view) => {
      const found = find(view.id);
      if (!found) return;
      const { team, user } = found;
      set(
        team,
        user,
        stackOf(team, user).map((one) => (one.view.id === view.id ? { ...one, view } : one)),
      );
    },
    close,
    closeOf: (appId) => {
      for (const { team, user, view } of [...stacks.values()].flat())
        if (view.app_id === appId) close(team, user, [view.id]);
    },
  };
}
