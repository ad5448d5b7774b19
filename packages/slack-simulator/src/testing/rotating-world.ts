import { createManualClock, type ManualClock } from './manual-clock.ts';
import { api } from './raw-client.ts';
import { ACME, BEN, type TestWorld, testWorld } from './world.ts';

export type Json = Record<string, unknown>;

/** What `oauth.v2.access` gives for a code, as far as tests read it by name. */
export interface Accepted extends Json {
  readonly authed_user: Json;
}

/** A world on a clock that is moved, and the calls of OAuth. Its app does not rotate its tokens at first. */
export interface RotatingWorld extends TestWorld {
  readonly clock: ManualClock;
  call(method: string, token: unknown, args?: Json): Promise<Json>;
  /** What its app calls of OAuth need. */
  readonly client: { readonly client_id: string; readonly client_secret: string };
  rotate(): Promise<void>;
  /** Ben installs by a browser, with a token of his own too. */
  installed(): Promise<Accepted>;
  refresh(refreshToken: unknown, more?: Json): Promise<Json>;
  exchange(token: unknown, more?: Json): Promise<Json>;
  /** What `auth.test` says against the token; undefined when it is good. */
  errorOf(token: unknown): Promise<unknown>;
}

const REDIRECT = 'http://localhost:3999/slack/oauth_redirect';

/** The caller stops its simulator. */
export async function rotatingWorld(stateDir?: string): Promise<RotatingWorld> {
  const clock = createManualClock();
  const world = await testWorld({ clock, stateDir });
  const { app, simulator } = world;
  const client = { client_id: app.clientId, client_secret: app.clientSecret };
  const call = (method: string, token: unknown, args: Json = {}) =>
    api(simulator.apiUrl, method, token === null ? null : String(token), args);
  return {
    ...world,
    clock,
    client,
    call,
    rotate: () => simulator.control.changeApp(app.id, { tokenRotation: true }),
    installed: async () => {
      const code = await consent(simulator.authorizeUrl, app.clientId);
      const answer = await call('oauth.v2.access', null, { ...client, code, redirect_uri: REDIRECT });
      return answer as Accepted;
    },
    refresh: (refresh_token, more = {}) =>
      call('oauth.v2.access', null, { ...client, grant_type: 'refresh_token', refresh_token, ...more }),
    exchange: (token, more = {}) => call('oauth.v2.exchange', null, { ...client, token, ...more }),
    errorOf: async (token) => (await call('auth.test', token)).error,
  };
}

async function consent(authorizeUrl: string, clientId: string): Promise<string | null> {
  const asked = { client_id: clientId, scope: 'chat:write', user_scope: 'channels:read' };
  const query = new URLSearchParams({ ...asked, redirect_uri: REDIRECT });
  const body = new URLSearchParams({ decision: 'allow', who: `${ACME}:${BEN}` });
  const answer = await fetch(`${authorizeUrl}?${query}`, { method: 'POST', redirect: 'manual', body });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code');
}
