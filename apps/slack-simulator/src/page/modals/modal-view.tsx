import type { SimView } from '@muster/slack-simulator/control';
import { type FormEvent, type RefObject, useEffect, useRef } from 'react';
import { Blocks } from '../blocks/blocks.tsx';
import { inputsOn } from '../blocks/input-state.ts';
import { type Surface, SurfaceContext, useSurface } from '../blocks/surface.ts';
import { labelOf } from '../blocks/text-object.tsx';
import { Avatar } from '../shell/avatar.tsx';
import { CloseIcon } from '../shell/icons.tsx';
import type { Scene } from '../shell/scene.ts';
import { useSubmission } from './use-submission.ts';

/** One view of a modal: title, blocks, and what closes or submits it. */
export function ModalView(props: {
  scene: Scene;
  view: SimView;
  titleId: string;
  isShown: boolean;
  onClose(all: boolean): void;
  onSubmitting(isSubmitting: boolean): void;
}) {
  const { scene, view } = props;
  const form = useRef<HTMLFormElement>(null);
  const submission = useSubmission({ scene, viewId: view.id, onSubmitting: props.onSubmitting });
  const surface = useSurface({
    scene,
    surface: { type: 'view', viewId: view.id },
    errors: submission.errors,
    sift: (inputs) => inputsOn(view.blocks, inputs),
    onChange: submission.forgive,
  });
  const { isShown } = props;
  useEffect(() => {
    if (isShown) focusFirstField(form.current);
  }, [isShown]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (submission.isPending) return;
    await submission.submit(inputsOn(view.blocks, surface.inputs));
    focusFirstRefused(form);
  };
  return (
    <form ref={form} className="modal-view" hidden={!isShown} noValidate onSubmit={submit}>
      <header className="modal-head">
        <Avatar name={appName(scene, view)} color="1f8d75" isBot size="small" />
        <h2 id={props.titleId}>{labelOf(view.title) || appName(scene, view)}</h2>
        <button
          type="button"
          className="icon-button bar-end"
          aria-label="Close all"
          title="Close"
          onClick={() => props.onClose(true)}
        >
          <CloseIcon />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <div className="modal-body" tabIndex={0}>
        <SurfaceContext value={surface}>
          <Blocks blocks={view.blocks} />
        </SurfaceContext>
      </div>
      <Foot view={view} surface={surface} submission={submission} onClose={() => props.onClose(false)} />
    </form>
  );
}

function Foot(props: {
  view: SimView;
  surface: Surface;
  submission: ReturnType<typeof useSubmission>;
  onClose(): void;
}) {
  const { view, submission } = props;
  // A setting of views that wait until something was filled in.
  const isBlank = view.submit_disabled === true && Object.keys(props.surface.inputs).length === 0;
  return (
    <footer className="dialog-foot modal-foot">
      {submission.trouble ? (
        <p className="modal-trouble" role="alert">
          {submission.trouble}
        </p>
      ) : null}
      <button type="button" className="button" onClick={props.onClose}>
        {labelOf(view.close) || (view.submit ? 'Cancel' : 'Close')}
      </button>
      {view.submit ? (
        <button
          type="submit"
          className="button button-primary"
          disabled={isBlank}
          title={isBlank ? 'Fill something in first' : undefined}
          aria-busy={submission.isPending}
        >
          {submission.isPending ? <span className="spinner" aria-hidden="true" /> : null}
          {labelOf(view.submit)}
        </button>
      ) : null}
    </footer>
  );
}

function appName(scene: Scene, view: SimView): string {
  return scene.apps.find((app) => app.id === view.app_id)?.name ?? 'App';
}

/** Whoever opened or comes back to a view wants to fill it in. */
function focusFirstField(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>('.modal-body :is(input, textarea):enabled')?.focus();
}

/** Whoever submitted goes on at the first input that was refused, once its error stands there. */
function focusFirstRefused(form: RefObject<HTMLFormElement | null>): void {
  requestAnimationFrame(() => {
    const refused = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    refused?.focus();
  });
}
