import { BOT_SCOPES } from './manifest.ts';

/**
 * Where a person goes to allow the bot into a workspace. `redirectUrl` must be the one that the code is later
 * exchanged with.
 */
export function authorizeUrl(options: {
  readonly authorizeUrl: string;
  readonly clientId: string;
  readonly redirectUrl: string;
  readonly state: string;
}): string {
  const url = new URL(options.authorizeUrl);
  url.searchParams.set('client_id', options.clientId);
  url.searchParams.set('scope', BOT_SCOPES.join(','));
  url.searchParams.set('redirect_uri', options.redirectUrl);
  url.searchParams.set('state', options.state);
  return url.href;
}
