import type { SimApp } from '../shell/api.ts';
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
        <p className="connection-none">No connection: events wait until the app connects.</p>
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
