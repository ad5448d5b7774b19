import { AddAppLink } from '../shell/add-app-link.tsx';
import { useOpenDialog } from '../shell/dialog-context.ts';
import { KeysIcon, PlugIcon, PlusIcon, SearchIcon, WireIcon } from '../shell/icons.tsx';
import { MOD_KEY } from '../shell/mod-key.ts';
import { companions, type Scene } from '../shell/scene.ts';
import { PageLink, ViewLink } from '../shell/view-link.tsx';
import { BotLink, ChannelLink, PersonLink } from './conversation-link.tsx';
import { PersonSwitcher } from './person-switcher.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** The workspace's name, who one is, channels, bots, and the ways to the faults and the wire. */
export function Sidebar({ scene }: { scene: Scene }) {
  return (
    <div className="sidebar" id="sidebar">
      <SidebarHead scene={scene} />
      <PersonSwitcher scene={scene} />
      <nav className="sidebar-lists" aria-label="Conversations">
        <ChannelsHeading />
        <ul>
          {scene.channels.map((channel) => (
            <li key={channel.id}>
              <ChannelLink scene={scene} channel={channel} />
            </li>
          ))}
        </ul>
        <div className="sidebar-heading">
          <h2>Direct messages</h2>
        </div>
        <ul>
          {companions(scene).map((person) => (
            <li key={person.id}>
              <PersonLink scene={scene} person={person} />
            </li>
          ))}
        </ul>
        <AppsHeading />
        <ul>
          {scene.bots.map((bot) => (
            <li key={bot.appId}>
              <BotLink scene={scene} bot={bot} />
            </li>
          ))}
          {scene.absentApps.map((app) => (
            <li key={app.id}>
              <AddAppLink scene={scene} app={app} className="sidebar-link sidebar-add">
                <PlusIcon /> Add {app.name}
              </AddAppLink>
            </li>
          ))}
        </ul>
      </nav>
      <ViewLink
        to={{ ...scene.view, thread: null, pane: scene.view.pane ? null : 'connections' }}
        className="sidebar-link sidebar-connections"
        isCurrent={scene.view.pane !== null}
      >
        <PlugIcon /> Faults and connections
      </ViewLink>
      <ViewLink
        to={{ ...scene.view, wire: scene.view.wire ? null : 'open' }}
        className="sidebar-link sidebar-wire"
        isCurrent={scene.view.wire === 'open'}
      >
        <WireIcon /> Wire <kbd className="sidebar-key only-wide">{MOD_KEY} J</kbd>
      </ViewLink>
    </div>
  );
}

function SidebarHead({ scene }: { scene: Scene }) {
  const open = useOpenDialog();
  return (
    <header className="sidebar-head">
      <div className="sidebar-title">
        <strong>{scene.workspace.name}</strong>
        <span className="sidebar-domain">{scene.workspace.domain}.slack.com, simulated</span>
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label="Jump to…"
        title="Jump to… (Ctrl+K)"
        onClick={() => open('jump')}
      >
        <SearchIcon />
      </button>
      <button
        type="button"
        className="icon-button only-wide"
        aria-label="Keys"
        title="Keys (?)"
        onClick={() => open('keys')}
      >
        <KeysIcon />
      </button>
      <ThemeSwitch />
    </header>
  );
}

function AppsHeading() {
  return (
    <div className="sidebar-heading">
      <h2>Apps</h2>
      <PageLink to="/apps" className="icon-button" label="Create and manage apps">
        <PlusIcon />
      </PageLink>
    </div>
  );
}

function ChannelsHeading() {
  const open = useOpenDialog();
  return (
    <div className="sidebar-heading">
      <h2>Channels</h2>
      <button
        type="button"
        className="icon-button"
        aria-label="Browse and create channels"
        title="Browse and create channels"
        onClick={() => open('channels')}
      >
        <PlusIcon />
      </button>
    </div>
  );
}
