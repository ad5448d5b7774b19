import type { Scene } from '../shell/scene.ts';
import type { Tab } from '../shell/view.ts';
import { ViewLink } from '../shell/view-link.tsx';
import { hasHome } from './has-home.ts';

/** What one can look at of an app: its Home, if it has one, the messages with it, and what it is. */
export function AppTabs({ scene }: { scene: Scene }) {
  if (!scene.partner) return null;
  const tabs: readonly { tab: Tab | null; name: string }[] = [
    ...(hasHome(scene) ? [{ tab: 'home' as const, name: 'Home' }] : []),
    { tab: null, name: 'Messages' },
    { tab: 'about', name: 'About' },
  ];
  return (
    <nav className="tabs" aria-label={scene.partner.name}>
      {tabs.map(({ tab, name }) => (
        <ViewLink
          key={name}
          to={{ ...scene.view, thread: null, tab }}
          className="tab"
          isCurrent={(scene.view.tab ?? null) === tab}
        >
          {name}
        </ViewLink>
      ))}
    </nav>
  );
}
