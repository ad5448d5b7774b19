import type { SimApp } from '@muster/slack-simulator/control';
import { SocketModeRow } from '../faults/socket-mode-row.tsx';
import type { Scene } from '../shell/scene.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { ConnectionItem } from './connection-item.tsx';
import { DisturbanceForm } from './disturbance-form.tsx';

/** Every app's connections, whichever workspace is on screen, and the ways to disturb them. */
export function ConnectionsTab({ scene }: { scene: Scene }) {
  return (
    <>
      <p className="muted">
        The sockets over which this Slack sends events to apps, whichever workspace they are of. A late or
        missing hello, pings and how long connections live are among the{' '}
        <ViewLink to={{ ...scene.view, pane: 'switches' }}>switches</ViewLink>.
      </p>
      {scene.apps.length === 0 ? <p>No app is registered.</p> : null}
      {scene.apps.map((app) => (
        <AppConnections key={app.id} app={app} />
      ))}
    </>
  );
}

function AppConnections({ app }: { app: SimApp }) {
  return (
    <section className="card" aria-label={`Connections of ${app.name}`}>
      <h3>
        {app.name} <span className="muted">{app.id}</span>
      </h3>
      {app.socketMode ? null : (
        <ul>
          <SocketModeRow app={app} />
        </ul>
      )}
      {app.connections.length === 0 ? (
        <p className="connection-none">No connection: events wait until the app connects.</p>
      ) : (
        <>
          <ul className="connections">
            {app.connections.map((connection, at) => (
              <ConnectionItem key={connection.id} appId={app.id} number={at + 1} connection={connection} />
            ))}
          </ul>
          <DisturbanceForm app={app} />
        </>
      )}
    </section>
  );
}
