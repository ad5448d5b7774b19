import type { SimApp, SimState } from '@muster/slack-simulator/control';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Avatar } from '../shell/avatar.tsx';
import { useControl } from '../shell/control.ts';
import { BOT_COLOR } from '../shell/everyone.ts';
import { PlusIcon } from '../shell/icons.tsx';
import { stateQuery, useIsStreamLost } from '../shell/queries.ts';
import { ToastProvider } from '../shell/toast.tsx';
import { PageLink } from '../shell/view-link.tsx';
import { ThemeSwitch } from '../sidebar/theme-switch.tsx';
import { NewApp } from './new-app.tsx';
import { OwnApp } from './own-app.tsx';
import type { Place } from './place.ts';

/** What api.slack.com/apps is for Slack: one's apps, and everything about each of them. */
export function OwnAppsPage({ place, chatAddress }: { place: Place; chatAddress: string }) {
  const state = useQuery(stateQuery(useControl()));
  const isLost = useIsStreamLost();
  const app = place.kind === 'app' ? state.data?.apps.find((one) => one.id === place.id) : undefined;
  return (
    <ToastProvider>
      <title>{`${titleOf(place, app)}: local Slack`}</title>
      <a className="skip-link" href="#main">
        Skip to the app
      </a>
      {isLost ? (
        <p className="lost" role="status">
          The local Slack is away. Trying again…
        </p>
      ) : null}
      <header className="bar own-bar">
        <PageLink to={chatAddress} className="button">
          Back to the chat
        </PageLink>
        <nav aria-label="Apps" className="own-path">
          <PageLink to="/apps" isCurrent={place.kind === 'list'}>
            Your apps
          </PageLink>
          {place.kind === 'list' ? null : <span aria-current="page">{titleOf(place, app)}</span>}
        </nav>
        <span className="bar-end">
          <ThemeSwitch />
        </span>
      </header>
      <main className="own" id="main" tabIndex={-1}>
        {state.data ? (
          <Shown place={place} state={state.data} app={app} />
        ) : (
          <Note>{state.error ? `The local Slack does not answer: ${state.error.message}` : 'Loading…'}</Note>
        )}
      </main>
    </ToastProvider>
  );
}

function Shown({ place, state, app }: { place: Place; state: SimState; app: SimApp | undefined }) {
  if (place.kind === 'list') return <AppList state={state} />;
  if (place.kind === 'new') return <NewApp key={place.manifest} manifest={place.manifest} />;
  if (!app) return <Note>There is no app {place.id} here. It may have been deleted.</Note>;
  return <OwnApp key={app.id} state={state} app={app} installed={place.installed} />;
}

const Note = ({ children }: { children: ReactNode }) => <p className="page-note">{children}</p>;

function titleOf(place: Place, app: SimApp | undefined): string {
  if (place.kind === 'list') return 'Your apps';
  return place.kind === 'new' ? 'New app' : (app?.name ?? place.id);
}

function AppList({ state }: { state: SimState }) {
  return (
    <>
      <div className="own-head">
        <h1>Your apps</h1>
        <PageLink to="/apps?new_app=1" className="button button-primary">
          <PlusIcon /> Create app
        </PageLink>
      </div>
      {state.apps.length === 0 ? (
        <p className="card muted">No app yet. Create one from its manifest, then connect a program to it.</p>
      ) : null}
      <ul>
        {state.apps.map((app) => (
          <li key={app.id} className="card own-item">
            <Avatar name={app.name} color={BOT_COLOR} isBot />
            <div className="own-item-text">
              <PageLink to={`/apps/${app.id}`}>
                <strong>{app.name}</strong>
              </PageLink>
              <span className="muted">
                {app.id} · {installedIn(state, app)} · {connectionsOf(app)}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function installedIn(state: SimState, app: SimApp): string {
  const places = state.workspaces.filter((one) =>
    one.apps.some(({ appId, installed }) => appId === app.id && installed),
  );
  return places.length === 0 ? 'not installed' : `in ${places.map((one) => one.name).join(', ')}`;
}

function connectionsOf({ connections: { length } }: SimApp): string {
  return length === 1 ? '1 connection' : `${length || 'no'} connections`;
}
