import { type App, MemoryInstallationStore } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimAppCredentials, SimInstalled } from '../control/requests.ts';
import { type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, GENERAL } from '../testing/world.ts';

const QUERY = { teamId: ACME, enterpriseId: undefined, isEnterpriseInstall: false };

let stage: Stage;
let app: SimAppCredentials;
let installed: SimInstalled & { im: string };
let installations: MemoryInstallationStore;
let heard: string[];
beforeEach(async () => {
  stage = await startStage();
  const { app: made, ...rest } = await stage.install();
  app = made;
  installed = rest;
  installations = new MemoryInstallationStore();
  heard = [];
});
afterEach(() => stage.end());

/** A Bolt app that keeps installations, and lets go of one when either goodbye comes. */
async function startKeeper(): Promise<App> {
  await installations.storeInstallation({
    team: { id: ACME },
    enterprise: undefined,
    user: { id: ADA, token: undefined, scopes: undefined },
    bot: {
      id: installed.botId,
      token: installed.botToken,
      userId: installed.botUserId,
      scopes: ['chat:write'],
    },
    isEnterpriseInstall: false,
    authVersion: 'v2',
  });
  const bolt = stage.bolt({
    appToken: app.appToken,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    stateSecret: 'a secret of the app',
    scopes: ['chat:write'],
    installationStore: installations,
    installerOptions: { port: 0, clientOptions: stage.clientOptions() },
  });
  const letGo = async (type: string, teamId: string | undefined) => {
    heard.push(type);
    await installations.deleteInstallation({ ...QUERY, teamId });
  };
  bolt.event('app_uninstalled', ({ context }) => letGo('app_uninstalled', context.teamId));
  bolt.event('tokens_revoked', ({ event, context }) => {
    expect(event.tokens.bot).toEqual([installed.botUserId]);
    return letGo('tokens_revoked', context.teamId);
  });
  await bolt.start();
  return bolt;
}

/** Nothing more comes: what is said now makes no event, and the token is dead. */
async function expectSilence(count: number, error: string): Promise<void> {
  await stage.control.say(ACME, installed.im, { user: ADA, text: 'anyone?' });
  await stage.control.say(ACME, GENERAL, { user: ADA, text: `<@${installed.botUserId}> anyone?` });
  await stage.acked(count, (type) => type !== 'app_home_opened');
  await expect(stage.web(installed.botToken).auth.test()).rejects.toMatchObject({ data: { error } });
  expect(await installations.fetchInstallation(QUERY)).toBeUndefined();
}

test('removed by a person, an app hears both goodbyes in some order and then nothing', async () => {
  await startKeeper();
  await stage.control.uninstall(ACME, app.id);
  await until(() => heard.length === 2, 'both goodbyes');
  expect([...heard].sort()).toEqual(['app_uninstalled', 'tokens_revoked']);
  await expectSilence(2, 'account_inactive');
});

test('apps.uninstall removes an app just so', async () => {
  await startKeeper();
  const client = { client_id: app.clientId, client_secret: app.clientSecret };
  expect((await stage.web(installed.botToken).apps.uninstall(client)).ok).toBe(true);
  await until(() => heard.length === 2, 'both goodbyes');
  expect([...heard].sort()).toEqual(['app_uninstalled', 'tokens_revoked']);
  await expectSilence(2, 'account_inactive');
});

test('auth.revoke only revokes: the app hears of its tokens', async () => {
  await startKeeper();
  expect(await stage.web(installed.botToken).auth.revoke({ test: true })).toMatchObject({ revoked: false });
  expect(await stage.web(installed.botToken).auth.revoke()).toMatchObject({ revoked: true });
  await until(() => heard.length === 1, 'the goodbye');
  await expectSilence(1, 'token_revoked');
  expect(heard).toEqual(['tokens_revoked']);
});

test('both orders of the goodbyes occur', async () => {
  await startKeeper();
  const orders = new Set<string | undefined>();
  for (let round = 1; orders.size < 2 && round <= 100; round += 1) {
    await stage.control.uninstall(ACME, app.id);
    const types = await stage.acked(2 * round, (type) => type !== 'app_home_opened');
    orders.add(types.at(-2));
    await stage.control.install(ACME, app.id);
  }
  expect(orders).toEqual(new Set(['app_uninstalled', 'tokens_revoked']));
});

test('a removal needs the secret of the app', async () => {
  const client = { client_id: app.clientId, client_secret: 'guessed' };
  await expect(stage.web(installed.botToken).apps.uninstall(client)).rejects.toMatchObject({
    data: { error: 'bad_client_secret' },
  });
  expect((await stage.web(installed.botToken).auth.test()).ok).toBe(true);
});
