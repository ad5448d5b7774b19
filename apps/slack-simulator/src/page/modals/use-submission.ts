import type { SimInputs, SimSubmitted } from '@muster/slack-simulator/control';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useControl } from '../shell/control.ts';
import { viewsKey } from '../shell/queries.ts';
import type { Scene } from '../shell/scene.ts';
import { errorsOf, troubleOf, withoutError } from './submission.ts';

/** A view's way to its app, and what came of the last try. */
export function useSubmission(props: {
  scene: Scene;
  viewId: string;
  onSubmitting(isSubmitting: boolean): void;
}) {
  const { scene, viewId } = props;
  const control = useControl();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<SimSubmitted | null>(null);
  const team = scene.workspace.id;
  const user = scene.person.id;
  const submission = useMutation({
    mutationFn: (inputs: SimInputs) => control.submitView(team, { user, viewId, inputs }),
    onMutate: () => props.onSubmitting(true),
    onSuccess: async (submitted) => {
      setOutcome(submitted);
      await client.invalidateQueries({ queryKey: viewsKey(team, user) });
    },
    onSettled: () => props.onSubmitting(false),
  });
  return {
    isPending: submission.isPending,
    errors: errorsOf(outcome),
    trouble: submission.isPending ? null : troubleOf(outcome, submission.error),
    /** Resolves also when it was refused: the outcome is then in `errors` and `trouble`. */
    submit: (inputs: SimInputs) => submission.mutateAsync(inputs).catch(() => undefined),
    /** Whoever changes a refused input has heard why. */
    forgive: (blockId: string) => setOutcome((before) => withoutError(before, blockId)),
  };
}
