import { OverviewPage } from './overview-page.tsx';
import { useSession } from './queries.ts';
import { SignInPage } from './sign-in-page.tsx';

/** The console: the sign-in page, or the overview for those who are in. */
export function App({ signInLink }: { signInLink: string | null }) {
  const session = useSession(signInLink);
  if (!session.data)
    return (
      <main className="alone">
        <p role="status">
          {session.isError ? 'The gateway does not answer yet. Trying again…' : 'One moment…'}
        </p>
      </main>
    );
  return session.data.signedIn ? (
    <OverviewPage hasSharedApp={session.data.sharedApp} />
  ) : (
    <SignInPage hasSharedApp={session.data.sharedApp} linkTrouble={session.data.linkTrouble} />
  );
}
