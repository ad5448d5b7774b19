import type { SimView } from '@muster/slack-simulator/control';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useControl } from '../shell/control.ts';
import { openDialog } from '../shell/open-dialog.ts';
import { viewsKey } from '../shell/queries.ts';
import type { Scene } from '../shell/scene.ts';
import { ModalView } from './modal-view.tsx';

/** The modals of the person on screen, over everything else: only the topmost shows, the others keep their state. */
export function ModalStack({ scene }: { scene: Scene }) {
  const control = useControl();
  const team = scene.workspace.id;
  const user = scene.person.id;
  const views = useQuery({
    queryKey: viewsKey(team, user),
    queryFn: () => control.views(team, user),
  });
  const stack = views.data ?? [];
  if (stack.length === 0) return null;
  return <ModalDialog key={`${team}-${user}`} scene={scene} stack={stack} />;
}

function ModalDialog({ scene, stack }: { scene: Scene; stack: readonly SimView[] }) {
  const top = stack.at(-1);
  const closing = useClosing(scene);
  const [isSubmitting, setIsSubmitting] = useState(false);
  const close = (all: boolean) => {
    if (top && !isSubmitting) closing.mutate({ viewId: top.id, all });
  };
  return (
    <dialog
      ref={openDialog}
      className="dialog modal"
      aria-labelledby={top ? titleIdOf(top) : undefined}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        close(false);
      }}
      // A second Escape in a row closes it without asking: it stays until the app was told.
      onClose={(event) => {
        if (event.target !== event.currentTarget || !event.currentTarget.isConnected) return;
        event.currentTarget.showModal();
        close(false);
      }}
    >
      {closing.error ? <p role="alert">Not closed: {closing.error.message}</p> : null}
      {stack.map((view) => (
        <ModalView
          key={view.id}
          scene={scene}
          view={view}
          titleId={titleIdOf(view)}
          isShown={view === top}
          onClose={close}
          onSubmitting={setIsSubmitting}
        />
      ))}
    </dialog>
  );
}

const titleIdOf = (view: SimView) => `modal-title-${view.id}`;

function useClosing(scene: Scene) {
  const control = useControl();
  const client = useQueryClient();
  const team = scene.workspace.id;
  const user = scene.person.id;
  return useMutation({
    mutationFn: ({ viewId, all }: { viewId: string; all: boolean }) =>
      control.closeView(team, { user, viewId, all }),
    onSuccess: () => client.invalidateQueries({ queryKey: viewsKey(team, user) }),
  });
}
