import type { SimView } from '@muster/slack-simulator/control';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Blocks } from '../blocks/blocks.tsx';
import { inputsOn } from '../blocks/input-state.ts';
import { SurfaceContext, useSurface } from '../blocks/surface.ts';
import { useControl } from '../shell/control.ts';
import { homeKey } from '../shell/queries.ts';
import type { Bot, Scene } from '../shell/scene.ts';

/** An app's Home tab. The app hears once that it was opened; what it publishes later appears by itself. */
export function HomeTab({ scene, bot }: { scene: Scene; bot: Bot }) {
  const control = useControl();
  const team = scene.workspace.id;
  const user = scene.person.id;
  const { appId } = bot;
  const openingId = useId();
  const opening = useQuery({
    // One opening is one mounting of this component, however often it is drawn.
    queryKey: ['home-opening', team, user, appId, openingId],
    queryFn: () => control.openHome(team, { user, appId }),
    retry: false,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  const home = useQuery({
    queryKey: homeKey(team, user, appId),
    queryFn: () => control.home(team, user, appId),
    // Whatever was seen before is shown at once, but may have changed.
    refetchOnMount: 'always',
  });
  const problem = opening.error ?? home.error;
  const view = home.data?.view ?? null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="home" aria-label={`Home of ${bot.name}`} tabIndex={0}>
      {problem ? <p className="notice">The Home tab did not open: {problem.message}</p> : null}
      {view ? <HomeView key={view.id} scene={scene} view={view} /> : null}
      {home.data && !view ? <NothingYet bot={bot} /> : null}
    </section>
  );
}

function HomeView({ scene, view }: { scene: Scene; view: SimView }) {
  const surface = useSurface({
    scene,
    surface: { type: 'view', viewId: view.id },
    sift: (inputs) => inputsOn(view.blocks, inputs),
  });
  return (
    <div className="home-view">
      <SurfaceContext value={surface}>
        <Blocks blocks={view.blocks} />
      </SurfaceContext>
    </div>
  );
}

function NothingYet({ bot }: { bot: Bot }) {
  return (
    <div className="welcome">
      <h2>Nothing here yet</h2>
      <p>
        {bot.name} has published nothing in its Home tab.{' '}
        {bot.isOnline ? 'It was told that you opened it.' : 'It is not connected, so it hears nothing now.'}
      </p>
    </div>
  );
}
