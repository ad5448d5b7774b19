import type { SimApp, SimWorkspace, SimWorkspaceApp } from '@muster/slack-simulator/control';
import { useState } from 'react';
import { useControl } from '../shell/control.ts';
import type { Scene } from '../shell/scene.ts';
import { ActionRow } from './action-row.tsx';
import { SocketModeRow } from './socket-mode-row.tsx';

/** What happens to apps, their tokens and their installations, and to workspaces as a whole. */
export function AppsTab({ scene }: { scene: Scene }) {
  return (
    <>
      {scene.apps.length === 0 ? <p>No app is registered.</p> : null}
      {scene.apps.map((app) => (
        <AppTroubles key={app.id} scene={scene} app={app} />
      ))}
      <section className="card" aria-label="Workspaces">
        <h3>Workspaces</h3>
        <ul>
          {scene.workspaces.map((workspace) => (
            <WorkspaceTrouble key={workspace.id} workspace={workspace} />
          ))}
        </ul>
      </section>
    </>
  );
}

function AppTroubles({ scene, app }: { scene: Scene; app: SimApp }) {
  const control = useControl();
  const isRefused = app.appTokenError !== null;
  const isDeaf = app.eventsDisabled === true;
  return (
    <section className="card" aria-label={app.name}>
      <h3>
        {app.name} <span className="muted">{app.id}</span>
      </h3>
      <ul>
        <ActionRow
          name="App-level token"
          words={
            isRefused
              ? `apps.connections.open answers ${app.appTokenError}. Connections that are open stay.`
              : 'Once it is refused, new connections fail with invalid_auth. A bot should stop trying and tell a person.'
          }
          button={isRefused ? 'Accept' : 'Refuse'}
          of={app.name}
          isOn={isRefused}
          act={() =>
            isRefused
              ? control.restoreToken({ appId: app.id })
              : control.revokeToken({ appId: app.id, error: 'invalid_auth' })
          }
        />
        <ActionRow
          name="Events"
          words={
            isDeaf
              ? 'Switched off: nothing is sent. Commands and clicks still come.'
              : 'Slack switches them off when an app hardly ever acks. A person has to notice the silence.'
          }
          button={isDeaf ? 'Switch on' : 'Switch off'}
          of={app.name}
          isOn={isDeaf}
          act={() => (isDeaf ? control.changeApp(app.id, {}) : control.disableEvents(app.id))}
        />
        {app.socketMode ? null : <SocketModeRow app={app} />}
      </ul>
      {scene.workspaces.map((workspace) => {
        const there = workspace.apps.find((one) => one.appId === app.id && one.installed);
        return there ? <Installation key={workspace.id} workspace={workspace} app={there} /> : null;
      })}
    </section>
  );
}

const REFUSALS = ['token_revoked', 'invalid_auth', 'account_inactive', 'token_expired'];

function Installation({ workspace, app }: { workspace: SimWorkspace; app: SimWorkspaceApp }) {
  const control = useControl();
  const [error, setError] = useState('token_revoked');
  const { id: team } = workspace;
  const { appId } = app;
  const of = `${app.name} in ${workspace.name}`;
  return (
    <>
      <h4>In {workspace.name}</h4>
      <ul>
        <ActionRow
          name="Bot token"
          words={
            app.botTokenError
              ? `Calls answer ${app.botTokenError}. Events still come.`
              : 'Refused without any event. A bot should take the workspace as lost, but keep its data.'
          }
          button={app.botTokenError ? 'Accept' : 'Refuse'}
          of={of}
          isOn={Boolean(app.botTokenError)}
          act={() =>
            app.botTokenError
              ? control.restoreToken({ team, appId })
              : control.revokeToken({ team, appId, error })
          }
        >
          {app.botTokenError ? null : (
            <select
              className="select"
              aria-label={`With which error: ${of}`}
              value={error}
              onChange={(event) => setError(event.target.value)}
            >
              {REFUSALS.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          )}
        </ActionRow>
        <ActionRow
          name="Too many events"
          words="Sends app_rate_limited, a payload without an event. A bot should ack it and go on."
          button="Send"
          of={of}
          act={() => control.rateLimitApp(team, appId)}
        />
        <ActionRow
          name="Installation"
          words="Removed: tokens die, app_uninstalled and tokens_revoked come in either order. A bot should forget the tokens."
          button="Uninstall"
          of={of}
          act={() => control.uninstall(team, appId)}
        />
      </ul>
    </>
  );
}

function WorkspaceTrouble({ workspace }: { workspace: SimWorkspace }) {
  const control = useControl();
  return (
    <ActionRow
      name={workspace.name}
      words={
        workspace.active
          ? 'While it is deactivated, every token of it answers account_inactive and nothing is sent. A bot should wait, not delete.'
          : 'Deactivated: every token of it answers account_inactive.'
      }
      button={workspace.active ? 'Deactivate' : 'Activate'}
      isOn={!workspace.active}
      act={() => control.setActive(workspace.id, !workspace.active)}
    />
  );
}
