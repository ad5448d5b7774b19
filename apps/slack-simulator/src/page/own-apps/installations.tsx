import type { SimApp, SimAppDetails, SimState, SimWorkspace } from '@muster/slack-simulator/control';
import { useControl } from '../shell/control.ts';
import { PageLink } from '../shell/view-link.tsx';
import { ConfirmedButton } from './confirmed-button.tsx';
import { CopyField } from './secret.tsx';

/** Where the app is, and the ways in and out. */
export function Installations(props: { state: SimState; app: SimApp; details: SimAppDetails }) {
  const { state, app, details } = props;
  const orgs = state.enterprises.filter((one) => one.apps.some(({ appId }) => appId === app.id));
  return (
    <section className="card" aria-labelledby="installations">
      <h2 id="installations">Install app</h2>
      <p className="muted">
        Install it yourself and take its bot token, or give others the link that leads through the app’s own
        pages.
      </p>
      {orgs.map((one) => (
        <p key={one.id}>Installed for the whole organisation {one.name}.</p>
      ))}
      <ul>
        {state.workspaces.map((workspace) => (
          <Row
            key={workspace.id}
            app={app}
            workspace={workspace}
            token={details.botTokens.find((one) => one.team === workspace.id)?.token ?? null}
          />
        ))}
      </ul>
      <CopyField label="Add to Slack link" value={app.installUrl} />
      <p>
        <a className="button" href={app.installUrl}>
          Add to Slack
        </a>
      </p>
    </section>
  );
}

function Row(props: { app: SimApp; workspace: SimWorkspace; token: string | null }) {
  const { app, workspace, token } = props;
  const control = useControl();
  const address = `/apps/${app.id}/install?team=${workspace.id}`;
  return (
    <li className="own-row">
      <div className="own-row-text">
        <strong>{workspace.name}</strong>
        <span className="muted">{token === null ? 'Not installed' : 'Installed'}</span>
      </div>
      {token === null ? (
        <a className="button button-primary" href={address}>
          Install to {workspace.name}
        </a>
      ) : (
        <>
          <CopyField label={`Bot token in ${workspace.name}`} value={token} isSecret />
          <div className="own-buttons">
            <PageLink to={`/workspaces/${workspace.domain}/`} className="button">
              Open {workspace.name}
            </PageLink>
            <a className="button" href={address}>
              Reinstall to {workspace.name}
            </a>
            <ConfirmedButton
              label={`Uninstall from ${workspace.name}`}
              question="Its tokens die there, and it leaves every channel."
              confirmation="Uninstall"
              act={() => control.uninstall(workspace.id, app.id)}
            />
          </div>
        </>
      )}
    </li>
  );
}
