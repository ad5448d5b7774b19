import { createManualClock, type ManualClock } from './manual-clock.ts';
import { api } from './raw-client.ts';
import type { Json } from './rotating-world.ts';
import { ACME, ADA, type TestWorld, testWorld } from './world.ts';

export const REDIRECT = 'http://localhost:3999/slack/oauth_redirect';

/** A world on a clock that is moved, and the steps of *Sign in with Slack*. */
export interface SignInWorld extends TestWorld {
  readonly clock: ManualClock;
  readonly client: { readonly client_id: string; readonly client_secret: string };
  call(method: string, token: unknown, args?: Json): Promise<Json>;
  /** Where the app sends a browser. */
  address(changes?: Readonly<Record<string, string>>): string;
  /** What a person's decision leads to. */
  decide(url: string, decision: string, who: string): Promise<URLSearchParams>;
  /** The code of one who allows. Default Ada, all three scopes. */
  allow(url?: string, who?: string): Promise<string>;
  exchange(code: string, changes?: Json): Promise<Json>;
}

/** The caller stops its simulator. */
export async function signInWorld(stateDir?: string): Promise<SignInWorld> {
  const clock = createManualClock();
  const world = await testWorld({ clock, stateDir });
  const { app, simulator } = world;
  const client = { client_id: app.clientId, client_secret: app.clientSecret };
  const call: SignInWorld['call'] = (method, token, args = {}) =>
    api(simulator.apiUrl, method, token === null ? null : String(token), args);
  const address: SignInWorld['address'] = (changes = {}) => {
    const asked = { response_type: 'code', scope: 'openid profile email', state: 's & t', nonce: 'n-1' };
    const query = { ...asked, client_id: app.clientId, redirect_uri: REDIRECT, ...changes };
    return `${simulator.url}/openid/connect/authorize?${new URLSearchParams(query)}`;
  };
  const decide: SignInWorld['decide'] = async (url, decision, who) => {
    const body = new URLSearchParams({ decision, who });
    const answer = await fetch(url, { method: 'POST', redirect: 'manual', body });
    const location = answer.headers.get('location') ?? '';
    if (!location.startsWith(`${REDIRECT}?`)) throw new Error(`the browser went to ${location}`);
    return new URL(location).searchParams;
  };
  return {
    ...world,
    clock,
    client,
    call,
    address,
    decide,
    allow: async (url = address(), who = `${ACME}:${ADA}`) =>
      (await decide(url, 'allow', who)).get('code') ?? '',
    exchange: (code, changes = {}) =>
      call('openid.connect.token', null, { ...client, code, redirect_uri: REDIRECT, ...changes }),
  };
}
