import type { SimWho } from '../control/who-cookie.ts';
import type { App, Enterprise, User, Workspace, World } from '../state/model.ts';
import { type Args, textArg } from '../web-api/args.ts';
import { workspacesOf } from './org-access.ts';

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

/** An organisation for the whole of which an app may be installed, and who can do it. */
export interface OfferedOrg {
  readonly enterprise: Enterprise;
  readonly people: readonly User[];
}

/** `onlyTeam`: as for workspaces; an organisation has an id and a domain too. */
export function offeredOrgs(world: World, app: App, onlyTeam: string | null): readonly OfferedOrg[] {
  if (!app.features.orgDeploy) return [];
  return [...world.enterprises.values()]
    .filter(({ id, domain }) => onlyTeam === null || onlyTeam === id || onlyTeam === domain)
    .map((enterprise) => ({ enterprise, people: peopleIn(world, enterprise.id) }))
    .filter(({ people }) => people.length > 0);
}

/** The organisation that a person chose for the whole of it, and where they are there; null when they did not. */
export function readOrgChoice(
  form: Args,
  offered: readonly OfferedOrg[],
): { readonly enterprise: string; readonly user: string } | null {
  const [id, user] = (textArg(form, 'who') ?? '').split(':');
  const org = offered.find(({ enterprise }) => enterprise.id === id);
  const person = org?.people.find((one) => one.id === user);
  return org && person ? { enterprise: org.enterprise.id, user: person.id } : null;
}

/** Everyone once, however many of its workspaces they are in. */
function peopleIn(world: World, enterprise: string): readonly User[] {
  const active = workspacesOf(world, enterprise).filter((workspace) => workspace.active);
  const people = active.flatMap(({ users }) => [...users.values()].filter((one) => one.appId === null));
  return [...new Map(people.map((one) => [one.id, one])).values()];
}
