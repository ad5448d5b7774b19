import { expect, test } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { readManifest } from './read-manifest.ts';

const MANIFEST = {
  _metadata: { major_version: 1 },
  display_information: { name: 'Tea Time' },
  features: {
    app_home: { home_tab_enabled: true },
    bot_user: { display_name: 'tea' },
    slash_commands: [{ command: '/tea', description: 'Makes tea', usage_hint: 'green', should_escape: true }],
    shortcuts: [{ name: 'Brew', type: 'global', callback_id: 'brew', description: 'Brews' }],
  },
  oauth_config: {
    redirect_urls: ['https://tea.example.com/back'],
    scopes: { bot: ['chat:write', 'commands'], user: ['channels:read'] },
  },
  settings: { event_subscriptions: { bot_events: ['message.im'] }, socket_mode_enabled: true },
};

test('an app is what its manifest says', () => {
  expect(readManifest(MANIFEST)).toEqual({
    name: 'Tea Time',
    redirectUrls: ['https://tea.example.com/back'],
    scopes: ['chat:write', 'commands'],
    userScopes: ['channels:read'],
    events: ['message.im'],
    slashCommands: [{ command: '/tea', description: 'Makes tea', usageHint: 'green', shouldEscape: true }],
    shortcuts: [{ name: 'Brew', type: 'global', callbackId: 'brew', description: 'Brews' }],
    homeTab: true,
    tokenRotation: false,
    orgDeploy: false,
    socketMode: true,
  });
});

test('names every problem of a manifest', () => {
  const wrong = {
    ...MANIFEST,
    display_information: { name: 'x'.repeat(36) },
    setings: {},
    features: { ...MANIFEST.features, slash_commands: [{ command: 'tea', description: 'Makes tea' }] },
  };
  for (const problem of ['setings', 'display_information.name'])
    expect(() => readManifest(wrong)).toThrow(problem);
  expect(() => readManifest(wrong)).toThrow(/slash_commands\[0\]\.command/);
});

test('an app whose manifest switches token rotation on gets tokens that expire', async () => {
  const simulator = await startSimulator();
  try {
    const settings = { ...MANIFEST.settings, token_rotation_enabled: true };
    const { id } = await simulator.control.addAppFromManifest({ ...MANIFEST, settings });
    const { botToken, refreshToken } = await simulator.control.install('T0ACME00001', id);
    expect([botToken, refreshToken]).toEqual([
      expect.stringMatching(/^xoxe\.xoxb-1-/),
      expect.stringMatching(/^xoxe-1-/),
    ]);
  } finally {
    await simulator.stop();
  }
});

test('the control makes an app from a manifest, and refuses one that is wrong', async () => {
  const simulator = await startSimulator();
  try {
    const { id, appToken } = await simulator.control.addAppFromManifest(MANIFEST);
    const { apps } = await simulator.control.state();
    expect(apps).toMatchObject([{ id, name: 'Tea Time', events: ['message.im'] }]);
    expect(appToken).toMatch(/^xapp-/);
    await expect(simulator.control.addAppFromManifest({})).rejects.toMatchObject({
      code: 'invalid_manifest',
      message: expect.stringContaining('display_information'),
    });
  } finally {
    await simulator.stop();
  }
});
