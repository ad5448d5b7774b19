import type { AppView } from '@muster/api';
import { useReleaseApp } from './queries.ts';
import { TimeAgo } from './time-ago.tsx';

/** Why an app is kept apart from the others, and a button for when it is well again. */
export function ReleaseApp({ app, poison }: { app: AppView; poison: NonNullable<AppView['poison']> }) {
  const release = useReleaseApp();
  return (
    <div className="reason">
      <p>
        Kept apart on a quarantine worker since <TimeAgo at={poison.since} />: {poison.reason}.{' '}
        <button
          type="button"
          className="link"
          aria-label={`Release ${app.name}`}
          disabled={release.isPending}
          onClick={() => release.mutate(app.id)}
        >
          Release
        </button>
      </p>
      {release.error && (
        <p role="alert" className="trouble">
          {release.error.message}
        </p>
      )}
    </div>
  );
}
