import type { Control } from '@muster/slack-simulator';
import type {
  SimAppCredentials,
  SimInstalled,
  SimNewApp,
  SimState,
  SimWorkspace,
} from '@muster/slack-simulator/control';
import { UsageError } from './options.ts';

/** An app, its secrets, and where it is installed. */
export interface ReadyApp {
  readonly credentials: SimAppCredentials;
  /** Where a person adds it to a workspace. */
  readonly installUrl: string;
  readonly installed: readonly (SimInstalled & { readonly workspace: string })[];
}

/** What runs against it without any manifest: the scopes and events of a full chat bot, Bolt's own address for OAuth. */
const USUAL_APP: SimNewApp = {
  name: 'Bolt app',
  redirectUrls: ['http://localhost:3000/slack/oauth_redirect'],
};

/**
 * Makes the apps of `made`, one of its own if there is none at all, and installs all that are known: into `installs`,
 * or if that is null and an app is installed nowhere, into the first workspace. Throws UsageError for a workspace that
 * there is not.
 */
export async function readyApps(
  control: Control,
  made: readonly SimNewApp[],
  installs: readonly string[] | null,
): Promise<readonly ReadyApp[]> {
  const before = await control.state();
  const chosen = installs?.map((asked) => workspaceOf(before, asked)) ?? null;
  const isBare = made.length === 0 && before.apps.length === 0;
  for (const app of isBare ? [USUAL_APP] : made) await putApp(control, before, app);
  const { apps, workspaces } = await control.state();
  const ready: ReadyApp[] = [];
  for (const { id, installUrl } of apps) {
    const installed = [];
    for (const workspace of placesOf(id, workspaces, chosen))
      installed.push({ ...(await install(control, workspace, id)), workspace: workspace.name });
    // Changes nothing of an app that is known, and tells its secrets.
    ready.push({ credentials: await control.addApp({ id }), installUrl, installed });
  }
  return ready;
}

/** A manifest of an app that is known by its name renews it: with `--state` each start would make another. */
async function putApp(control: Control, { apps }: SimState, app: SimNewApp): Promise<void> {
  const known = apps.find(({ name }) => name === app.name);
  await control.addApp(known ? { ...app, id: known.id } : app);
}

/** Where the app is or shall be. Installing again keeps the token, so it also tells those that are there already. */
function placesOf(
  appId: string,
  workspaces: readonly SimWorkspace[],
  chosen: readonly SimWorkspace[] | null,
): readonly SimWorkspace[] {
  const isIn = ({ apps }: SimWorkspace) => apps.some((app) => app.appId === appId && app.installed);
  const asked = chosen?.map(({ id }) => id) ?? [];
  const places = workspaces.filter((workspace) => isIn(workspace) || asked.includes(workspace.id));
  return places.length === 0 && chosen === null ? workspaces.slice(0, 1) : places;
}

async function install(control: Control, workspace: SimWorkspace, appId: string): Promise<SimInstalled> {
  const before = workspace.apps.find((app) => app.appId === appId);
  const general = workspace.channels.find(({ name }) => name === 'general');
  // A bot that somebody took out of #general stays out of it.
  const channels = general && before?.installed !== true ? [general.id] : [];
  return control.install(workspace.id, appId, { channels });
}

function workspaceOf({ workspaces }: SimState, asked: string): SimWorkspace {
  const found = workspaces.find(({ id, domain, name }) => [id, domain, name].includes(asked));
  if (found) return found;
  const known = workspaces.map(({ domain }) => domain).join(', ');
  throw new UsageError(`--install: there is no workspace ${asked}; there are ${known}`);
}
