import type { SimNewApp, SimulatorSeed } from '../control/requests.ts';
import type { Slack } from '../slack.ts';
import { DEFAULT_WORKSPACES } from './default-seed.ts';
import type { App } from './model.ts';
import { addEnterprise, addWorkspace, putApp } from './newcomers.ts';

/**
 * Adds what is not known yet; apps of the seed replace what was known of them. Throws ControlError 409 when something
 * of the seed has an id, a domain or a secret that is another's.
 */
export function sow(
  slack: Slack,
  start: { readonly seed?: SimulatorSeed | undefined; readonly timeScale?: number | undefined },
): void {
  const { seed, timeScale } = start;
  const { world } = slack.keeper;
  if (timeScale !== undefined)
    slack.keeper.commit({ type: 'settings', settings: { ...world.settings, timeScale } });
  for (const enterprise of seed?.enterprises ?? []) {
    const isKnown = [...world.enterprises.values()].some(
      ({ id, name }) => id === enterprise.id || name === enterprise.name,
    );
    if (!isKnown) addEnterprise(slack, enterprise);
  }
  for (const workspace of seed?.workspaces ?? DEFAULT_WORKSPACES) {
    const isKnown = [...world.workspaces.values()].some(
      ({ id, name }) => id === workspace.id || name === workspace.name,
    );
    if (!isKnown) addWorkspace(slack, workspace);
  }
  const known = [...world.apps.values()];
  for (const app of seed?.apps ?? []) putApp(slack, again(app, known));
}

/** An app of a seed that says nothing else is known by its name. Each of `known` is taken once. */
function again(app: SimNewApp, known: App[]): SimNewApp {
  if ([app.id, app.appToken, app.clientId].some((one) => one !== undefined)) return app;
  const at = known.findIndex(({ name }) => name === app.name);
  const [found] = at < 0 ? [] : known.splice(at, 1);
  return found ? { ...app, id: found.id } : app;
}
