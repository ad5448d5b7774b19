import { Avatar } from '../shell/avatar.tsx';
import type { Bot, Scene } from '../shell/scene.ts';
import { PageLink } from '../shell/view-link.tsx';
import { partnerApp } from './has-home.ts';

/** What an app is and may do here. */
export function AboutTab({ scene, bot }: { scene: Scene; bot: Bot }) {
  const app = partnerApp(scene);
  const here = scene.workspace.apps.find((one) => one.appId === bot.appId);
  const { slashCommands = [], shortcuts = [] } = app?.features ?? {};
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="home" aria-label={`About ${bot.name}`} tabIndex={0}>
      <div className="about">
        <Avatar name={bot.name} color="1f8d75" isBot />
        <h2>{bot.name}</h2>
        <p className="muted">
          An app in {scene.workspace.name}, {bot.isOnline ? 'connected' : 'not connected'}. App id {bot.appId}
          .
        </p>
        <p>
          <PageLink to={`/apps/${bot.appId}`}>Settings and secrets of {bot.name}</PageLink>
        </p>
        <Facts
          title="Slash commands"
          facts={slashCommands.map((one) => ({ name: one.command, note: one.description }))}
        />
        <Facts
          title="Shortcuts"
          facts={shortcuts.map((one) => ({ name: one.name, note: one.description }))}
        />
        <Facts title="Scopes" facts={(here?.scopes ?? []).map((name) => ({ name, note: '' }))} />
        <Facts title="Events" facts={(app?.events ?? []).map((name) => ({ name, note: '' }))} />
      </div>
    </section>
  );
}

function Facts(props: { title: string; facts: readonly { name: string; note: string }[] }) {
  if (props.facts.length === 0) return null;
  return (
    <>
      <h3>{props.title}</h3>
      <ul className="about-facts">
        {props.facts.map(({ name, note }) => (
          <li key={name}>
            <code className="code">{name}</code> {note}
          </li>
        ))}
      </ul>
    </>
  );
}
