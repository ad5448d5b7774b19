import type { SimApp, SimAppDetails } from '@muster/slack-simulator/control';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import { STATE_KEY } from '../shell/queries.ts';

/** What the app is set to, in the words of its manifest. Socket Mode is switched here, the rest in the manifest. */
export function AppSettings({ app, details }: { app: SimApp; details: SimAppDetails }) {
  const settings = details.manifest.settings as { interactivity?: { is_enabled?: boolean } } | undefined;
  const { features } = app;
  const facts = [
    { name: 'Interactivity', isOn: settings?.interactivity?.is_enabled === true },
    { name: 'App Home', isOn: features.homeTab },
    { name: 'Org-wide deployment', isOn: features.orgDeploy },
    { name: 'Token rotation', isOn: features.tokenRotation },
  ];
  return (
    <section className="card" aria-labelledby="settings">
      <h2 id="settings">Settings</h2>
      <p className="muted">
        Everything but Socket Mode is changed in the manifest below. New scopes need a new installation.
      </p>
      <SocketMode app={app} />
      <dl className="own-facts">
        {facts.map(({ name, isOn }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{isOn ? 'On' : 'Off'}</dd>
          </div>
        ))}
        <List name="Redirect URLs" items={app.redirectUrls} />
        <List name="Bot scopes" items={scopesOf(details)} />
        <List name="User scopes" items={features.userScopes} />
        <List name="Bot events" items={app.events} />
        <List
          name="Slash commands"
          items={features.slashCommands.map((one) => `${one.command} ${one.usageHint ?? ''}`.trim())}
        />
        <List name="Shortcuts" items={features.shortcuts.map((one) => `${one.name} (${one.type})`)} />
      </dl>
    </section>
  );
}

function SocketMode({ app }: { app: SimApp }) {
  const control = useControl();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () =>
      app.socketMode ? control.disconnect(app.id, 'link_disabled') : control.enableSocketMode(app.id),
    // Without connections nothing tells of it.
    onSuccess: () => client.invalidateQueries({ queryKey: STATE_KEY }),
  });
  return (
    <div className="own-row">
      <div className="own-row-text">
        <strong id="socket-mode">Socket Mode</strong>
        <span className="muted">
          {app.socketMode
            ? `Events go over sockets; ${app.connections.length} connected`
            : 'Off: no connection is let in, and the simulator sends events no other way'}
        </span>
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={app.socketMode}
        aria-labelledby="socket-mode"
        className="button own-switch"
        disabled={change.isPending}
        onClick={() => change.mutate()}
      >
        {app.socketMode ? 'On' : 'Off'}
      </button>
      {change.error ? <p role="alert">Not switched: {change.error.message}</p> : null}
    </div>
  );
}

function List({ name, items }: { name: string; items: readonly string[] }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="own-scopes">
        {items.length === 0 ? 'None' : null}
        {items.map((item) => (
          <code key={item} className="code">
            {item}
          </code>
        ))}
      </dd>
    </div>
  );
}

function scopesOf(details: SimAppDetails): readonly string[] {
  const { scopes } = (details.manifest.oauth_config ?? {}) as {
    scopes?: { bot?: readonly string[]; bot_optional?: readonly string[] };
  };
  return [...(scopes?.bot ?? []), ...(scopes?.bot_optional ?? [])];
}
