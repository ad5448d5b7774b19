import { createControlClient } from '@muster/slack-simulator/control';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ControlContext } from './shell/control.ts';
import { Pages } from './shell/pages.tsx';
import { followStream } from './shell/stream.ts';
import { applyTheme, chosenTheme } from './shell/theme.ts';
import { createUnanswered, UnansweredContext } from './shell/unanswered.ts';
import { createWireFeed, WireFeedContext } from './wire/wire-feed.ts';
import './styles/tokens.css';
import './styles/frame.css';
import './styles/sidebar.css';
import './styles/controls.css';
import './styles/messages.css';
import './styles/blocks.css';
import './styles/cards.css';
import './styles/elements.css';
import './styles/menus.css';
import './styles/dialogs.css';
import './styles/home.css';
import './styles/composer.css';
import './styles/actions.css';
import './styles/overlays.css';
import './styles/connections.css';
import './styles/own-apps.css';
import './styles/faults.css';
import './styles/wire.css';
import './styles/wire-lines.css';

applyTheme(chosenTheme());

const client = new QueryClient({
  // The stream says when something changed, so nothing needs asking again by itself.
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } },
});
const control = createControlClient(window.location.origin);
const wire = createWireFeed(control);
const unanswered = createUnanswered();
followStream(client, wire, unanswered);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <ControlContext value={control}>
          <WireFeedContext value={wire}>
            <UnansweredContext value={unanswered}>
              <Pages />
            </UnansweredContext>
          </WireFeedContext>
        </ControlContext>
      </QueryClientProvider>
    </StrictMode>,
  );
}
