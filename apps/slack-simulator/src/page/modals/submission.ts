import type { SimSubmitted } from '@muster/slack-simulator/control';

/** Why inputs were refused, by `block_id`. */
export function errorsOf(outcome: SimSubmitted | null): Readonly<Record<string, string>> {
  return outcome && 'errors' in outcome ? outcome.errors : {};
}

/** What to tell beside the buttons; null if nothing went wrong, or if it stands under the inputs. */
export function troubleOf(outcome: SimSubmitted | null, error: Error | null): string | null {
  if (error) return `Not submitted: ${error.message}`;
  return outcome?.outcome === 'failed' ? 'The app did not answer in time. Try again.' : null;
}

export function withoutError(outcome: SimSubmitted | null, blockId: string): SimSubmitted | null {
  if (!outcome || !('errors' in outcome) || !Object.hasOwn(outcome.errors, blockId)) return outcome;
  const { [blockId]: _gone, ...errors } = outcome.errors;
  return { ...outcome, errors };
}
