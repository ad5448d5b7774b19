import type { SimOrgInstalled } from '../control/identity.ts';
import type { SimAppCredentials, SimulatorSeed } from '../control/requests.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../start-simulator.ts';
import { DEFAULT_WORKSPACES } from '../state/default-seed.ts';
import { api, openRaw, type RawClient } from './raw-client.ts';
import { until } from './until.ts';

export const INITECH = 'E0INITECH01';
export const OFFICE = 'T0INIOFFICE';
export const LAB = 'T0INITHELAB';
export const PETER = 'U0INIPETER1';
export const MILTON = 'U0INIMILTON';
export const OFFICE_GENERAL = 'C0INIOFFGEN';
export const LAB_GENERAL = 'C0INILABGEN';

/** An organisation of two workspaces, with Peter in both of them, beside the two workspaces without one. */
export const ORG_SEED: SimulatorSeed = {
  enterprises: [{ id: INITECH, name: 'Initech', domain: 'initech' }],
  workspaces: [
    ...DEFAULT_WORKSPACES,
    {
      id: OFFICE,
      name: 'Office',
      enterprise: INITECH,
      people: [{ id: PETER, name: 'peter', realName: 'Peter Gibbons' }],
      channels: [{ id: OFFICE_GENERAL, name: 'general' }],
    },
    {
      id: LAB,
      name: 'Lab',
      enterprise: INITECH,
      people: [
        { id: PETER, name: 'peter', realName: 'Peter Gibbons' },
        { id: MILTON, name: 'milton', realName: 'Milton Waddams' },
      ],
      channels: [{ id: LAB_GENERAL, name: 'general' }],
    },
  ],
};

export const ORG_EVENTS = [
  'app_mention',
  'app_uninstalled',
  'message.channels',
  'team_access_granted',
  'team_access_revoked',
  'tokens_revoked',
];

const REDIRECT = 'http://localhost:3999/slack/oauth_redirect';

type Json = Readonly<Record<string, unknown>>;

/** An event as it came, with its wrapper. */
export interface Wrapped extends Json {
  readonly event: Json & { readonly type: string };
  readonly authorizations: readonly Json[];
}

/** The organisation, an app for all of it that is in both workspaces' `general`, and one raw connection. */
export interface OrgWorld extends SimOrgInstalled {
  readonly simulator: Simulator;
  readonly app: SimAppCredentials;
  readonly client: RawClient;
  /** A Web API call with the organisation's token. */
  call(method: string, args?: Json, token?: string): Promise<Json>;
  /** Somebody allows on the consent page; gives what `oauth.v2.access` answers, or the page that refuses. */
  accept(who: string, more?: Readonly<Record<string, string>>): Promise<Json>;
  /** The first event of the type, once it came. */
  heard(type: string): Promise<Wrapped>;
  /** Every event that came so far. */
  all(): readonly Wrapped[];
}

/** The caller stops the simulator. */
export async function orgWorld(options: SimulatorOptions = {}): Promise<OrgWorld> {
  const simulator = await startSimulator({ seed: ORG_SEED, ...options });
  const { control, apiUrl } = simulator;
  await control.changeSettings({
    rateLimits: false,
    pingIntervalMs: 0,
    tcpLingerMs: 0,
    connectionLifeMs: 0,
    retryDelaysMs: [],
  });
  const app = await control.addApp({
    name: 'Muster',
    events: ORG_EVENTS,
    redirectUrls: [REDIRECT],
  });
  const installed = await control.installOrg(INITECH, app.id);
  await control.invite(OFFICE, OFFICE_GENERAL, installed.botUserId);
  await control.invite(LAB, LAB_GENERAL, installed.botUserId);
  const client = await openRaw(apiUrl, app.appToken);
  await client.frame('hello');
  const all = () =>
    client.frames.flatMap(({ type, payload }) =>
      type === 'events_api' ? [payload as unknown as Wrapped] : [],
    );
  return {
    ...installed,
    simulator,
    app,
    client,
    call: (method, args = {}, token = installed.botToken) => api(apiUrl, method, token, args),
    accept: (who, more = {}) => accept(simulator, app, who, more),
    heard: (type) => until(() => all().find(({ event }) => event.type === type), `a ${type}`),
    all,
  };
}

async function accept(
  simulator: Simulator,
  app: SimAppCredentials,
  who: string,
  more: Readonly<Record<string, string>>,
): Promise<Json> {
  const asked = { client_id: app.clientId, scope: 'chat:write', redirect_uri: REDIRECT, ...more };
  const answer = await fetch(`${simulator.authorizeUrl}?${new URLSearchParams(asked)}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ decision: 'allow', who }),
  });
  const location = answer.headers.get('location');
  if (location === null) return { page: await answer.text() };
  const secrets = { client_id: app.clientId, client_secret: app.clientSecret, redirect_uri: REDIRECT };
  const code = new URL(location).searchParams.get('code');
  return api(simulator.apiUrl, 'oauth.v2.access', null, { ...secrets, code });
}
