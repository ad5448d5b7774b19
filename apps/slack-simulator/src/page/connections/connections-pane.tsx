import type { SimApp } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import { CloseIcon } from '../shell/icons.tsx';
import type { Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { ConnectionItem } from './connection-item.tsx';
import { DisconnectForm } from './disconnect-form.tsx';

/** Every app's connections, whichever workspace is on screen, and the ways to disturb them. */
export function ConnectionsPane({ scene }: { scene: Scene }) {
  return (
    <aside className="pane" aria-label="App connections">
      <header className="bar">
        <h2>App connections</h2>
        <ViewLink
          to={{ ...scene.view, pane: null }}
          className="icon-button bar-end"
          label="Close app connections"
        >
          <CloseIcon />
        </ViewLink>
      </header>
      <div className="pane-content">
        <p className="muted">
          The sockets over which this Slack sends events to apps. Cut one as a broken network would, or send
          the frame with which Slack says goodbye.
        </p>
        {scene.apps.length === 0 ? <p>No app is registered.</p> : null}
        {scene.apps.map((app) => (
          <AppConnections key={app.id} app={app} />
        ))}
      </div>
    </aside>
  );
}

function AppConnections({ app }: { app: SimApp }) {
  return (
    <section className="card">
      <h3>
        {app.name} <span className="muted">{app.id}</span>
      </h3>
      {app.connections.length === 0 ? (
        <NoConnection app={app} />
      ) : (
        <ul className="connections">
          {app.connections.map((connection) => (
            <ConnectionItem key={connection.id} appId={app.id} connection={connection} />
          ))}
        </ul>
      )}
      <DisconnectForm app={app} />
    </section>
  );
}

function NoConnection({ app }: { app: SimApp }) {
  const control = useControl();
  const enable = useMutation({ mutationFn: () => control.enableSocketMode(app.id) });
  return (
    <div className="connection-none">
      <p>No connection: events wait until the app connects.</p>
      <button type="button" className="button" disabled={enable.isPending} onClick={() => enable.mutate()}>
        Switch Socket Mode on
      </button>
      <p className="muted">Needed after a “link_disabled” frame only.</p>
      {enable.error ? <p role="alert">Not switched on: {enable.error.message}</p> : null}
    </div>
  );
}
