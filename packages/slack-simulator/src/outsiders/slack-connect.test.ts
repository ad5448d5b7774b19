import { type App, MemoryInstallationStore } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimAppCredentials } from '../control/requests.ts';
import { createBrowser } from '../testing/browser.ts';
import { installerUrl, type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, DAN, GENERAL, GLOBEX } from '../testing/world.ts';

const SCOPES = ['app_mentions:read', 'channels:history', 'channels:read', 'chat:write', 'users:read'];

let stage: Stage;
let made: SimAppCredentials;
let installations: MemoryInstallationStore;
beforeEach(async () => {
  stage = await startStage();
  const events = ['app_mention', 'message.channels', 'app_uninstalled', 'tokens_revoked'];
  made = await stage.control.addApp({ name: 'Echo', events });
  installations = new MemoryInstallationStore();
});
afterEach(() => stage.end());

/** Bolt with one app in Acme and in Globex, whose people share Acme's `general`. */
async function startConnected(): Promise<App> {
  const app = stage.installableBolt(made, { scopes: SCOPES, installationStore: installations });
  app.event('app_mention', async ({ event, context, client, say }) => {
    const { user } = await client.users.info({ user: event.user ?? '' });
    const where = user?.team_id === context.teamId ? 'here' : `elsewhere, stranger: ${user?.is_stranger}`;
    await say({ text: `${user?.name} is from ${where}`, thread_ts: event.ts });
  });
  app.message('mute', async () => {});
  await app.start();
  await stage.control.changeApp(made.id, { redirectUrls: [`${installerUrl(app)}/slack/oauth_redirect`] });
  for (const choose of ['Ada Byrne', 'Dan Okafor']) {
    const landing = await createBrowser().open(`${installerUrl(app)}/slack/install`);
    const consent = await landing.follow(/oauth\/v2\/authorize/);
    await consent.submit({ choose, press: 'Allow' });
  }
  await stage.control.shareChannel(ACME, GENERAL, GLOBEX);
  for (const team of [ACME, GLOBEX]) await stage.control.invite(team, GENERAL, (await botOf(team)).userId);
  return app;
}

async function botOf(teamId: string) {
  const query = { teamId, enterpriseId: undefined, isEnterpriseInstall: false };
  const stored = await installations.fetchInstallation(query);
  if (!stored?.bot) throw new Error('no bot was stored');
  return stored.bot;
}

/** Says it, and waits until everything is acked. Gives the thread below and who answered. */
async function answersTo(team: string, user: string, bot: string) {
  const { ts } = await stage.control.say(team, GENERAL, { user, text: `<@${bot}> who am I?` });
  const thread = { team: ACME, channel: GENERAL, threadTs: ts };
  await until(async () => {
    const { messages } = await stage.control.messages(thread);
    const { events } = await stage.control.record();
    return messages.length > 1 && events.every(({ outcome }) => outcome === 'acked');
  }, 'the answer, and all acks');
  const { messages } = await stage.control.messages(thread);
  return messages.slice(1).map(({ text, user: author }) => ({ text, author }));
}

test('a mention in a shared channel is answered once, by the bot that was meant', async () => {
  await startConnected();
  const [acme, globex] = [(await botOf(ACME)).userId, (await botOf(GLOBEX)).userId];
  expect(await answersTo(ACME, ADA, acme)).toEqual([{ text: 'ada is from here', author: acme }]);
  expect(await answersTo(GLOBEX, DAN, globex)).toEqual([{ text: 'dan is from here', author: globex }]);
  expect(await answersTo(GLOBEX, DAN, acme)).toEqual([
    { text: 'dan is from elsewhere, stranger: false', author: acme },
  ]);
  const { events } = await stage.control.record();
  const mentions = events.filter(({ type }) => type === 'app_mention');
  expect(mentions.map(({ team }) => team)).toEqual([ACME, GLOBEX, ACME]);
  expect(stage.errors).toEqual([]);
});

test('the bot of one workspace goes on answering when the other removed the app', async () => {
  await startConnected();
  const globex = await botOf(GLOBEX);
  await stage.control.uninstall(ACME, made.id);
  expect(await answersTo(ACME, ADA, globex.userId)).toEqual([
    { text: 'ada is from elsewhere, stranger: false', author: globex.userId },
  ]);
});
