import type { FormEvent } from 'react';
import { AddToSlack } from './add-to-slack.tsx';
import { useSignIn } from './queries.ts';

/** What everyone sees: adding the bot to a workspace, and the way in for whoever runs this Muster. */
export function SignInPage({
  hasSharedApp,
  linkTrouble,
}: {
  hasSharedApp: boolean;
  linkTrouble: string | null;
}) {
  const signIn = useSignIn();
  const trouble = signIn.error?.message ?? (signIn.isPending ? null : linkTrouble);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = new FormData(event.currentTarget).get('token');
    if (typeof token === 'string' && token.trim() !== '') signIn.mutate(token.trim());
  };
  return (
    <main className="alone">
      <section className="card welcome">
        <h1>Muster</h1>
        <p>
          Your team's daily plan, in chat: tasks, accomplishments, help needed, meetings. Add the bot to your
          workspace and say <code>help</code> to it.
        </p>
        {hasSharedApp ? (
          <AddToSlack />
        ) : (
          <p className="dim">There is no shared Slack app here. Sign in to register your workspace's own.</p>
        )}
      </section>
      <section className="card">
        <h2>For whoever runs it</h2>
        <form onSubmit={submit} className="form">
          {/* Password managers want a user name beside a password. */}
          <input type="text" name="username" autoComplete="username" value="operator" readOnly hidden />
          <label>
            Operator token
            <input
              type="password"
              name="token"
              autoComplete="current-password"
              required
              maxLength={500}
              aria-describedby="token-hint"
            />
          </label>
          <p id="token-hint" className="dim">
            It is in <code>MUSTER_OPERATOR_TOKEN</code>. Or open the one-time link that the start printed.
          </p>
          <p role="alert" className="trouble">
            {trouble}
          </p>
          <button type="submit" className="primary" disabled={signIn.isPending}>
            {signIn.isPending ? 'Signing in…' : 'Sign in'}
          </button>
        </form>
      </section>
    </main>
  );
}
