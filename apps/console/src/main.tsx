import './styles/base.css';
import './styles/parts.css';
import './styles/overview.css';
import { SIGN_IN_FRAGMENT } from '@muster/api/sign-in';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');

const queries = new QueryClient({
  // Answers that fail keep what was there on screen; the next look comes soon enough.
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: true } },
});

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App signInLink={takeSignInLink()} />
    </QueryClientProvider>
  </StrictMode>,
);

// A link that is opened where the console is open already changes the fragment only.
window.addEventListener('hashchange', () => {
  if (location.hash.startsWith(SIGN_IN_FRAGMENT)) location.reload();
});

/** Takes the token of a one-time link out of the address, so that no history or screenshot keeps it. */
function takeSignInLink(): string | null {
  if (!location.hash.startsWith(SIGN_IN_FRAGMENT)) return null;
  const link = location.hash.slice(SIGN_IN_FRAGMENT.length);
  history.replaceState(null, '', location.pathname + location.search);
  return link;
}
