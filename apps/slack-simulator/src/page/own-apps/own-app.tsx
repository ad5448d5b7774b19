import type { SimApp, SimAppDetails, SimState } from '@muster/slack-simulator/control';
import { Avatar } from '../shell/avatar.tsx';
import { useControl } from '../shell/control.ts';
import { BOT_COLOR } from '../shell/everyone.ts';
import { useToast } from '../shell/toast.tsx';
import { showAddress } from '../shell/view.ts';
import { AppSettings } from './app-settings.tsx';
import { AppTokens } from './app-tokens.tsx';
import { ConfirmedButton } from './confirmed-button.tsx';
import { Installations } from './installations.tsx';
import { ManifestEditor } from './manifest-editor.tsx';
import { CopyField } from './secret.tsx';
import { useDetails } from './use-details.ts';

/** Everything about one app. */
export function OwnApp(props: { state: SimState; app: SimApp; installed: string | null }) {
  const { state, app } = props;
  const details = useDetails(app.id);
  const newHome = state.workspaces.find((one) => one.id === props.installed);
  return (
    <>
      <div className="own-head">
        <Avatar name={app.name} color={BOT_COLOR} isBot />
        <h1>{app.name}</h1>
      </div>
      {newHome ? (
        <p className="own-done" role="status">
          {app.name} was installed to {newHome.name}.
        </p>
      ) : null}
      {details.error ? <p role="alert">Not read: {details.error.message}</p> : null}
      {details.data ? <Sections state={state} app={app} details={details.data} /> : null}
    </>
  );
}

function Sections({ state, app, details }: { state: SimState; app: SimApp; details: SimAppDetails }) {
  return (
    <>
      <section className="card" aria-labelledby="credentials">
        <h2 id="credentials">App credentials</h2>
        <p className="muted">Whoever has the secrets can act as the app.</p>
        <CopyField label="App ID" value={app.id} />
        <CopyField label="Client ID" value={app.clientId} />
        <CopyField label="Client Secret" value={details.clientSecret} isSecret />
        <CopyField label="Signing Secret" value={details.signingSecret} isSecret />
        <p className="muted">
          Nothing is signed with the signing secret here, for everything goes over Socket Mode.
        </p>
      </section>
      <AppTokens app={app} details={details} />
      <Installations state={state} app={app} details={details} />
      <AppSettings app={app} details={details} />
      <EditManifest app={app} details={details} />
      <DeleteApp app={app} />
    </>
  );
}

function EditManifest({ app, details }: { app: SimApp; details: SimAppDetails }) {
  const control = useControl();
  const say = useToast();
  const text = JSON.stringify(details.manifest, null, 2);
  return (
    <section className="card" aria-labelledby="manifest">
      <h2 id="manifest">App manifest</h2>
      {/* Begins anew when the app was changed elsewhere: an old text would undo that. */}
      <ManifestEditor
        key={text}
        initial={text}
        action="Save changes"
        onSave={async (manifest) => {
          await control.changeManifest(app.id, manifest);
          say('The manifest was saved');
        }}
      />
    </section>
  );
}

function DeleteApp({ app }: { app: SimApp }) {
  const control = useControl();
  const say = useToast();
  const remove = async () => {
    await control.removeApp(app.id);
    showAddress('/apps');
    say(`${app.name} was deleted`);
  };
  return (
    <section className="card" aria-labelledby="deletion">
      <h2 id="deletion">Delete app</h2>
      <p className="muted">Uninstalls it everywhere, ends its connections and forgets its tokens.</p>
      <ConfirmedButton
        label={`Delete ${app.name}`}
        question="This cannot be undone."
        confirmation="Delete for good"
        act={remove}
      />
    </section>
  );
}
