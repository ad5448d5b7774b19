import type { App, World } from '../state/model.ts';
import { type Args, listArg, textArg } from '../web-api/args.ts';
import { isScope } from './scope-words.ts';

/** A wish to install, checked. What is refused here never leads back to the app. */
export type AuthorizeRequest =
  | (Asker & { readonly scopes: readonly string[]; readonly userScopes: readonly string[] })
  | { readonly kind: 'refused'; readonly error: string; readonly explanation: string };

/** What a person gets to see instead of a question. */
export type Refused = Extract<AuthorizeRequest, { kind: 'refused' }>;

/** Who asks, and where the answer goes: the same for an installation and for *Sign in with Slack*. */
export interface Asker {
  readonly kind: 'fine';
  readonly app: App;
  /** As it was asked for; null when left out. */
  readonly askedRedirect: string | null;
  /** Where the browser goes. */
  readonly redirectUri: string;
  readonly state: string | null;
  /** The only workspace to offer. */
  readonly team: string | null;
}

/** Checks the parameters of `/oauth/v2/authorize`. */
export function readAuthorizeRequest(world: World, args: Args): AuthorizeRequest {
  const asker = readAsker(world, args);
  if (asker.kind === 'refused') return asker;
  const scopes = listArg(args, 'scope');
  const userScopes = listArg(args, 'user_scope');
  if (scopes.length + userScopes.length === 0)
    return refused('no_scopes', 'An app must ask for at least one scope.');
  const unknown = [...scopes, ...userScopes].filter((scope) => !isScope(scope));
  if (unknown.length > 0) return refused('invalid_scope', `There is no such scope: ${unknown.join(', ')}`);
  if ([...scopes, ...userScopes].includes('openid'))
    return refused(
      'invalid_scope',
      'Sign in with Slack has an address of its own: /openid/connect/authorize',
    );
  return { ...asker, scopes, userScopes };
}

/** Checks the app and its redirect address. */
export function readAsker(world: World, args: Args): Asker | Refused {
  const clientId = textArg(args, 'client_id');
  const app = [...world.apps.values()].find((one) => one.clientId === clientId);
  if (!app) return refused('invalid_client_id', 'No app has this client id.');
  const asked = textArg(args, 'redirect_uri') ?? null;
  const redirectUri = asked ?? app.redirectUrls[0];
  if (redirectUri === undefined) return refused('bad_redirect_uri', 'The app has no redirect URL.');
  if (!app.redirectUrls.some((registered) => covers(registered, redirectUri)))
    return refused('bad_redirect_uri', `The app has not registered ${redirectUri} as a redirect URL.`);
  const [state = null, team = null] = [textArg(args, 'state'), textArg(args, 'team')];
  return { kind: 'fine', app, askedRedirect: asked, redirectUri, state, team };
}

/** A registered address covers itself and what lies below it. */
function covers(registered: string, asked: string): boolean {
  try {
    const [above, below] = [new URL(registered), new URL(asked)];
    const folder = above.pathname.endsWith('/') ? above.pathname : `${above.pathname}/`;
    const isSame = above.origin === below.origin;
    return isSame && (below.pathname === above.pathname || below.pathname.startsWith(folder));
  } catch {
    return false;
  }
}

export function refused(error: string, explanation: string): Refused {
  return { kind: 'refused', error, explanation };
}
