import { useQueryClient } from '@tanstack/react-query';
import { useControl } from '../shell/control.ts';
import { STATE_KEY } from '../shell/queries.ts';
import { useToast } from '../shell/toast.tsx';
import { showAddress } from '../shell/view.ts';
import { ManifestEditor } from './manifest-editor.tsx';

const EXAMPLE = {
  display_information: { name: 'Demo App' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    bot_user: { display_name: 'demo', always_online: true },
  },
  oauth_config: {
    scopes: { bot: ['app_mentions:read', 'chat:write', 'im:history', 'channels:history'] },
  },
  settings: {
    event_subscriptions: { bot_events: ['app_mention', 'message.im'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

/** Makes an app from a manifest: the one that the link brought, else an example. */
export function NewApp({ manifest }: { manifest: string | null }) {
  const control = useControl();
  const client = useQueryClient();
  const say = useToast();
  const create = async (wish: unknown) => {
    const made = await control.addAppFromManifest(wish);
    await client.invalidateQueries({ queryKey: STATE_KEY });
    showAddress(`/apps/${made.id}`);
    say(`${made.name} was created`);
  };
  return (
    <section className="card">
      <h2>Create an app from a manifest</h2>
      <p className="muted">
        {manifest === null
          ? 'An example to begin with. Paste your own over it.'
          : 'This manifest came with the link that you followed. Read it before you create the app.'}
      </p>
      <ManifestEditor
        initial={manifest === null ? indented(EXAMPLE) : readable(manifest)}
        action="Create app"
        onSave={create}
      />
    </section>
  );
}

const indented = (json: unknown) => JSON.stringify(json, null, 2);

/** What is not JSON stays as it came, to be mended. */
function readable(text: string): string {
  try {
    return indented(JSON.parse(text));
  } catch {
    return text;
  }
}
