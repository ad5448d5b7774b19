import type { SimAppCredentials, SimInstalled } from '../control/requests.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../start-simulator.ts';

export const ACME = 'T0ACME00001';
export const GLOBEX = 'T0GLOBEX001';
export const ADA = 'U0ACMEADA01';
export const BEN = 'U0ACMEBEN01';
export const DAN = 'U0GLOBEXDAN';
export const GENERAL = 'C0ACMEGEN01';
export const DAILY = 'C0ACMEDAILY';
export const LEADS = 'C0ACMELEADS';

/** A simulator with an app that is installed in Acme and in its `general`, and Ada's line to its bot. */
export interface TestWorld extends SimInstalled {
  readonly simulator: Simulator;
  readonly app: SimAppCredentials;
  readonly im: string;
}

/** The caller stops the simulator. Without pings and limits, which tests ask for themselves. */
export async function testWorld(options: SimulatorOptions = {}): Promise<TestWorld> {
  const simulator = await startSimulator(options);
  const { control } = simulator;
  await control.changeSettings({ rateLimits: false, pingIntervalMs: 0, tcpLingerMs: 0, connectionLifeMs: 0 });
  const events = ['app_mention', 'message.channels', 'message.groups', 'message.im', 'user_change'];
  const app = await control.addApp({
    name: 'Muster',
    redirectUrls: ['http://localhost:3999/slack/oauth_redirect'],
    events: [...events, 'app_uninstalled', 'tokens_revoked', 'reaction_added'],
  });
  const installed = await control.install(ACME, app.id, { channels: [GENERAL] });
  const { channel } = await control.openIm(ACME, { user: ADA, appId: app.id });
  return { ...installed, simulator, app, im: channel };
}
