import { type App, MemoryInstallationStore } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimAppCredentials } from '../control/requests.ts';
import { createBrowser } from '../testing/browser.ts';
import { installerUrl, type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, GENERAL, GLOBEX } from '../testing/world.ts';

const SCOPES = ['app_mentions:read', 'channels:history', 'chat:write'];

let stage: Stage;
let made: SimAppCredentials;
let installations: MemoryInstallationStore;
beforeEach(async () => {
  stage = await startStage();
  made = await stage.control.addApp({ name: 'Echo' });
  installations = new MemoryInstallationStore();
});
afterEach(() => stage.end());

/** The app with Bolt's own pages for installing, started. Without a redirect address, Slack takes the first. */
async function startInstallable(scopes: readonly string[] = SCOPES): Promise<App> {
  const app = stage.installableBolt(made, { scopes: [...scopes], installationStore: installations });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `You said: ${event.text}`, thread_ts: event.ts });
  });
  await app.start();
  const redirectUrls = [`${installerUrl(app)}/slack/oauth_redirect`];
  await stage.control.changeApp(made.id, { redirectUrls });
  return app;
}

/** From "Add to Slack" to the consent page. */
async function askFor(app: App, browser = createBrowser()) {
  const landing = await browser.open(`${installerUrl(app)}/slack/install`);
  return landing.follow(/oauth\/v2\/authorize/);
}

const stored = (teamId = ACME) =>
  installations.fetchInstallation({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });

/** What the bot answers to a mention in `general`. */
async function answerTo(text: string): Promise<string | undefined> {
  const { ts } = await stage.control.say(ACME, GENERAL, { user: ADA, text });
  return until(async () => {
    const { messages } = await stage.control.messages({ team: ACME, channel: GENERAL, threadTs: ts });
    return messages[1]?.text;
  }, 'the answer');
}

test('Bolt is installed through its own pages, hears a mention and answers in its thread', async () => {
  const app = await startInstallable();
  const consent = await askFor(app);
  expect(consent.html).toContain('Echo');
  const done = await consent.submit({ choose: 'Ada Byrne', press: 'Allow' });
  expect(done.html).toContain('Thank you!');
  const installation = await stored();
  expect(installation).toMatchObject({
    team: { id: ACME, name: 'Acme' },
    appId: made.id,
    tokenType: 'bot',
    isEnterpriseInstall: false,
    authVersion: 'v2',
    user: { id: ADA },
    bot: { scopes: SCOPES },
  });
  const bot = installation?.bot?.userId ?? '';
  await stage.control.invite(ACME, GENERAL, bot);
  expect(await answerTo(`<@${bot}> tea & cake`)).toBe(`You said: <@${bot}> tea &amp; cake`);
  const types = await stage.acked(3);
  expect([...types].sort()).toEqual(['app_mention', 'message', 'message']);
  expect(stage.errors).toEqual([]);
});

test('each workspace has an installation of its own, and Bolt answers each with its own token', async () => {
  const app = await startInstallable();
  await (await askFor(app)).submit({ choose: 'Ada Byrne', press: 'Allow' });
  await (await askFor(app)).submit({ choose: 'Dan Okafor', press: 'Allow' });
  const [acme, globex] = [await stored(ACME), await stored(GLOBEX)];
  expect(globex?.team).toEqual({ id: GLOBEX, name: 'Globex' });
  expect(globex?.bot?.token).not.toBe(acme?.bot?.token);
  const bot = globex?.bot?.userId ?? '';
  await stage.control.invite(GLOBEX, 'C0GLOBEXGEN', bot);
  await stage.control.say(GLOBEX, 'C0GLOBEXGEN', { user: 'U0GLOBEXDAN', text: `<@${bot}> hello` });
  await stage.acked(3);
  const { calls } = await stage.control.record();
  const posts = calls.filter(({ method }) => method === 'chat.postMessage');
  expect(posts).toMatchObject([{ team: GLOBEX, ok: true }]);
});

test('a denial is told to the app, which stores nothing', async () => {
  const denied = await (await askFor(await startInstallable())).submit({ press: 'Cancel' });
  expect(denied.status).toBe(500);
  expect(denied.address.searchParams.get('error')).toBe('access_denied');
  expect(denied.html).toContain('slack_oauth_installer_authorization_error');
  expect(await stored()).toBeUndefined();
});

test('a redirect in another browser is refused, for the state is not of its session', async () => {
  const consent = await askFor(await startInstallable());
  const done = await consent.submit({ choose: 'Ada Byrne', press: 'Allow' });
  const stolen = await createBrowser().open(done.address.href);
  expect(stolen.status).toBe(400);
  expect(stolen.html).toContain('slack_oauth_invalid_state');
});

test('a code is good once', async () => {
  const app = await startInstallable();
  const browser = createBrowser();
  const first = await (await askFor(app, browser)).submit({ choose: 'Ada Byrne', press: 'Allow' });
  const before = await stored();
  // The same browser begins anew, so that its state is good, and comes back with the old code.
  const again = await askFor(app, browser);
  const reused = new URL(first.address);
  reused.searchParams.set('state', again.address.searchParams.get('state') ?? '');
  const answer = await browser.open(reused.href);
  expect(answer.status).toBe(500);
  expect(stage.errors.join()).toContain('invalid_code');
  expect(await stored()).toEqual(before);
});

test('a redirect address that is not registered ends at the consent page', async () => {
  const app = await startInstallable();
  await stage.control.changeApp(made.id, { redirectUrls: ['http://127.0.0.1:9/slack/oauth_redirect'] });
  const wrong = new URL((await askFor(app)).address);
  wrong.searchParams.set('redirect_uri', `${installerUrl(app)}/slack/oauth_redirect`);
  const refused = await createBrowser().open(wrong.href);
  expect(refused.status).toBe(400);
  expect(refused.html).toContain('bad_redirect_uri');
});

test('installing again with more scopes keeps the bot user and adds to what was granted', async () => {
  await (await askFor(await startInstallable())).submit({ choose: 'Ada Byrne', press: 'Allow' });
  const first = await stored();
  const wider = await startInstallable(['chat:write', 'reactions:write']);
  await (await askFor(wider)).submit({ choose: 'Ben Ito', press: 'Allow' });
  const second = await stored();
  expect(second?.bot?.userId).toBe(first?.bot?.userId);
  expect(second?.bot?.scopes).toEqual([...SCOPES, 'reactions:write']);
  expect(second?.user.id).toBe('U0ACMEBEN01');
});
