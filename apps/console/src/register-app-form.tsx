import { type FormEvent, useRef } from 'react';
import { useManifest, useRegisterApp } from './queries.ts';

/** Registers an app that a workspace made for itself. What it is given is tried at Slack before it is saved. */
export function RegisterAppForm({ newAppUrl }: { newAppUrl: string }) {
  const register = useRegisterApp();
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const read = (name: string) => String(fields.get(name) ?? '').trim();
    register.mutate(
      {
        name: read('name'),
        clientId: read('clientId'),
        clientSecret: read('clientSecret'),
        appToken: read('appToken'),
      },
      { onSuccess: () => form.current?.reset() },
    );
  };
  return (
    <div className="card register">
      <Steps newAppUrl={newAppUrl} />
      <form ref={form} onSubmit={submit} className="form">
        <Field name="name" label="Name" hint="What you call it here" maxLength={80} />
        <Field name="clientId" label="Client ID" hint="Basic Information, App Credentials" maxLength={100} />
        <Field name="clientSecret" label="Client Secret" hint="Beside it" maxLength={200} isSecret />
        <Field
          name="appToken"
          label="App-level token"
          hint="Basic Information, App-Level Tokens, scope connections:write"
          maxLength={260}
          isSecret
        />
        <p role="alert" className="trouble">
          {register.error?.message}
        </p>
        <button type="submit" className="primary" disabled={register.isPending}>
          {register.isPending ? 'Asking Slack…' : 'Check and register'}
        </button>
        <p role="status" className="done">
          {register.data && (
            <>
              {register.data.name} is registered.{' '}
              <a href={`/slack/install?app=${encodeURIComponent(register.data.id)}`}>
                Add it to your workspace
              </a>
            </>
          )}
        </p>
      </form>
    </div>
  );
}

function Steps({ newAppUrl }: { newAppUrl: string }) {
  const manifest = useManifest(true);
  const text = JSON.stringify(manifest.data ?? {}, null, 2);
  return (
    <ol className="steps">
      <li>
        <a href={newAppUrl} target="_blank" rel="noreferrer">
          Create the app at Slack
        </a>{' '}
        from the manifest, which has every permission that the bot needs.
        <details>
          <summary>Show the manifest</summary>
          <pre>{text}</pre>
        </details>
      </li>
      <li>
        There, under Basic Information, make an app-level token with the scope <code>connections:write</code>.
      </li>
      <li>Fill in the form. Slack is asked about each value before anything is saved.</li>
    </ol>
  );
}

function Field(props: { name: string; label: string; hint: string; maxLength: number; isSecret?: boolean }) {
  const hintId = `hint-${props.name}`;
  return (
    <label>
      {props.label}
      <input
        name={props.name}
        type={props.isSecret ? 'password' : 'text'}
        required
        maxLength={props.maxLength}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={hintId}
      />
      <span id={hintId} className="dim">
        {props.hint}
      </span>
    </label>
  );
}
