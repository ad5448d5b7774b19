import { type App, MemoryInstallationStore } from '@slack/bolt';
import { type AuthTeamsListResponse, ErrorCode } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimAppCredentials } from '../control/requests.ts';
import { createBrowser } from '../testing/browser.ts';
import {
  INITECH,
  LAB,
  LAB_GENERAL,
  OFFICE,
  OFFICE_GENERAL,
  ORG_EVENTS,
  ORG_SEED,
  PETER,
} from '../testing/org-world.ts';
import { installerUrl, type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';

const SCOPES = ['app_mentions:read', 'channels:history', 'channels:read', 'chat:write', 'users:read'];
const ORGANISATION = { teamId: undefined, enterpriseId: INITECH, isEnterpriseInstall: true } as const;

let stage: Stage;
let made: SimAppCredentials;
let installations: MemoryInstallationStore;
const goodbyes: string[] = [];
beforeEach(async () => {
  stage = await startStage({}, { seed: ORG_SEED });
  made = await stage.control.addApp({ name: 'Echo', events: ORG_EVENTS });
  installations = new MemoryInstallationStore();
  goodbyes.length = 0;
});
afterEach(() => stage.end());

/** Bolt as its documentation has it for apps of organisations, started and installed by Peter for all of Initech. */
async function startInstalled(): Promise<App> {
  const app = stage.installableBolt(made, { scopes: SCOPES, installationStore: installations });
  app.event('app_mention', async ({ event, context, client, say }) => {
    const { user } = await client.users.info({ user: event.user ?? '' });
    await say({
      text: `${context.enterpriseId} ${context.teamId} ${context.isEnterpriseInstall} ${user?.name}`,
      thread_ts: event.ts,
    });
  });
  app.event('team_access_revoked', async ({ event }) => {
    goodbyes.push(`${event.type} ${event.team_ids}`);
  });
  app.event('app_uninstalled', async ({ context }) => {
    goodbyes.push(`app_uninstalled ${context.enterpriseId}`);
    await installations.deleteInstallation(ORGANISATION);
  });
  app.event('tokens_revoked', async ({ event }) => {
    goodbyes.push(`tokens_revoked ${event.tokens.bot}`);
  });
  await app.start();
  await stage.control.changeApp(made.id, { redirectUrls: [`${installerUrl(app)}/slack/oauth_redirect`] });
  const landing = await createBrowser().open(`${installerUrl(app)}/slack/install`);
  const consent = await landing.follow(/oauth\/v2\/authorize/);
  const done = await consent.submit({ choose: 'for all of Initech', press: 'Allow' });
  expect(done.html).toContain('Thank you!');
  return app;
}

async function installedBot() {
  const stored = await installations.fetchInstallation(ORGANISATION);
  if (!stored?.bot) throw new Error('no bot was stored');
  return { ...stored.bot, installation: stored };
}

/** What the bot answers to Peter's mention. */
async function answerTo(team: string, channel: string, bot: string): Promise<string | undefined> {
  await stage.control.invite(team, channel, bot);
  const { ts } = await stage.control.say(team, channel, { user: PETER, text: `<@${bot}> hi` });
  return until(async () => {
    const { messages } = await stage.control.messages({ team, channel, threadTs: ts });
    return messages[1]?.text;
  }, 'the answer');
}

const allAcked = () =>
  until(async () => {
    const { events } = await stage.control.record();
    return events.every(({ outcome }) => outcome === 'acked');
  }, 'all acks');

test('Bolt is installed for a whole organisation and answers in each of its workspaces by one token', async () => {
  await startInstalled();
  const { userId, installation } = await installedBot();
  expect(installation).toMatchObject({
    team: undefined,
    enterprise: { id: INITECH, name: 'Initech' },
    isEnterpriseInstall: true,
    enterpriseUrl: expect.stringMatching(/^http/),
    user: { id: PETER },
  });
  expect(await answerTo(OFFICE, OFFICE_GENERAL, userId)).toBe(`${INITECH} ${OFFICE} true peter`);
  expect(await answerTo(LAB, LAB_GENERAL, userId)).toBe(`${INITECH} ${LAB} true peter`);
  await allAcked();
  expect(stage.errors).toEqual([]);
});

test('Bolt refreshes an organisation’s token that rotates before it answers', async () => {
  await stage.control.changeSettings({ accessTokenLifeMs: 3_600_000 });
  await stage.control.changeApp(made.id, { tokenRotation: true });
  await startInstalled();
  const before = await installedBot();
  expect(before.token).toMatch(/^xoxe\.xoxb-1-/);
  expect(await answerTo(LAB, LAB_GENERAL, before.userId)).toBe(`${INITECH} ${LAB} true peter`);
  const after = await installedBot();
  expect(after.token).not.toBe(before.token);
  expect(after.installation).toMatchObject({ isEnterpriseInstall: true, enterprise: { id: INITECH } });
  await allAcked();
});

test('WebClient pages through auth.teams.list, and lists channels of each workspace', async () => {
  const { botToken } = await stage.control.installOrg(INITECH, made.id, { scopes: SCOPES });
  const web = stage.web(botToken);
  const teams: string[] = [];
  for await (const page of web.paginate('auth.teams.list', { limit: 1 }))
    teams.push(...((page as AuthTeamsListResponse).teams ?? []).map(({ id }) => String(id)));
  expect(teams).toEqual([OFFICE, LAB]);
  const { channels } = await web.conversations.list({ team_id: LAB });
  expect(channels?.map(({ id }) => id)).toEqual([LAB_GENERAL]);
  const refusal = (error: string) => ({ code: ErrorCode.PlatformError, data: { error } });
  await expect(web.conversations.list()).rejects.toMatchObject(refusal('missing_argument'));
  await stage.control.setOrgAccess(INITECH, made.id, LAB, false);
  await expect(web.conversations.list({ team_id: LAB })).rejects.toMatchObject(
    refusal('team_access_not_granted'),
  );
});

test('Bolt hears that a workspace was taken from it, and that the organisation removed it', async () => {
  await startInstalled();
  const { token, userId } = await installedBot();
  await stage.control.setOrgAccess(INITECH, made.id, LAB, false);
  await until(() => goodbyes.length === 1, 'the revocation');
  await stage.control.uninstallOrg(INITECH, made.id);
  await until(() => goodbyes.length === 3, 'both goodbyes');
  expect(goodbyes[0]).toBe(`team_access_revoked ${LAB}`);
  expect(goodbyes.slice(1).sort()).toEqual([`app_uninstalled ${INITECH}`, `tokens_revoked ${userId}`]);
  expect(await installations.fetchInstallation(ORGANISATION)).toBeUndefined();
  await expect(stage.web(token).auth.test()).rejects.toMatchObject({ data: { error: 'account_inactive' } });
  await allAcked();
});
