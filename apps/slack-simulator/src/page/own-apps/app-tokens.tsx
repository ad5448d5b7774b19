import type { SimApp, SimAppDetails, SimAppTokenScope } from '@muster/slack-simulator/control';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { useControl } from '../shell/control.ts';
import { ConfirmedButton } from './confirmed-button.tsx';
import { CopyField } from './secret.tsx';
import { useRefreshDetails } from './use-details.ts';

const SCOPES: readonly { readonly scope: SimAppTokenScope; readonly words: string }[] = [
  { scope: 'connections:write', words: 'opens Socket Mode connections' },
  { scope: 'authorizations:read', words: 'lists who an event is for' },
];

/** The tokens with which the app itself calls, whichever workspace: to generate, to copy and to revoke. */
export function AppTokens({ app, details }: { app: SimApp; details: SimAppDetails }) {
  return (
    <section className="card" aria-labelledby="tokens">
      <h2 id="tokens">App-level tokens</h2>
      <p className="muted">A program opens Socket Mode connections with one of them.</p>
      <ul>
        {details.tokens.map((token) => (
          <li key={token.token} className="own-row own-token">
            <div className="own-row-text">
              <strong>{token.name}</strong>
              <span className="own-scopes">
                {token.scopes.map((scope) => (
                  <code key={scope} className="code">
                    {scope}
                  </code>
                ))}
              </span>
            </div>
            {token.error === null ? (
              <>
                <CopyField label={`Token ${token.name}`} value={token.token} isSecret isLabelHidden />
                <Revoke appId={app.id} token={token.token} name={token.name} />
              </>
            ) : (
              <span className="muted">No longer good: calls with it answer {token.error}</span>
            )}
          </li>
        ))}
      </ul>
      <GenerateToken appId={app.id} />
    </section>
  );
}

function Revoke({ appId, token, name }: { appId: string; token: string; name: string }) {
  const control = useControl();
  const refresh = useRefreshDetails(appId);
  return (
    <ConfirmedButton
      label={`Revoke ${name}`}
      question="Programs that use it can open no more connections."
      confirmation="Revoke"
      act={async () => {
        await control.revokeToken({ token });
        await refresh();
      }}
    />
  );
}

function GenerateToken({ appId }: { appId: string }) {
  const control = useControl();
  const refresh = useRefreshDetails(appId);
  const form = useRef<HTMLFormElement>(null);
  const generate = useMutation({
    mutationFn: async (wish: { name: string; scopes: SimAppTokenScope[] }) => {
      if (wish.scopes.length === 0) throw new Error('choose at least one scope');
      await control.addAppToken(appId, wish);
      await refresh();
    },
    onSuccess: () => form.current?.reset(),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const scopes = SCOPES.map((one) => one.scope).filter((scope) => fields.has(scope));
    generate.mutate({ name: String(fields.get('name') ?? ''), scopes });
  };
  return (
    <form ref={form} className="own-form" onSubmit={submit}>
      <h3>Generate a token</h3>
      <label className="own-name">
        Token name
        <input className="field" name="name" required maxLength={80} autoComplete="off" />
      </label>
      {SCOPES.map(({ scope, words }) => (
        <label key={scope} className="also">
          <input type="checkbox" name={scope} defaultChecked={scope === 'connections:write'} />
          <code className="code">{scope}</code> <span className="muted">{words}</span>
        </label>
      ))}
      <div className="own-buttons">
        <button type="submit" className="button button-primary" disabled={generate.isPending}>
          Generate
        </button>
      </div>
      {generate.error ? <p role="alert">Not generated: {generate.error.message}</p> : null}
    </form>
  );
}
