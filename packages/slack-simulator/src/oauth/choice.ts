import type { SimWho } from '../control/who-cookie.ts';
import type { Workspace, World } from '../state/model.ts';
import { type Args, textArg } from '../web-api/args.ts';

/** Who a person chose to be on the consent page; null when it was nobody whom the page offers. */
export function readChoice(world: World, form: Args, onlyTeam: string | null): SimWho | null {
  const [team = '', user = ''] = (textArg(form, 'who') ?? '').split(':');
  const workspace = world.workspaces.get(team);
  if (!workspace || !isOffered(workspace, onlyTeam)) return null;
  return workspace.users.get(user)?.appId === null ? { team, user } : null;
}

/** `onlyTeam`: an id or a domain that the app asked for; null for any. */
export function isOffered(workspace: Workspace, onlyTeam: string | null): boolean {
  return (
    workspace.active && (onlyTeam === null || workspace.id === onlyTeam || workspace.domain === onlyTeam)
  );
}
