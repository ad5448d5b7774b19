import { readSeed } from '@muster/slack-simulator';
import { describe, expect, it } from 'vitest';
import { simulatorSeed } from './simulator-seed.ts';

const secrets = {
  simulatorApp: { id: 'A0MUSTER', clientId: '1.2', clientSecret: 'hush', appToken: 'xapp-1-A0MUSTER-1' },
} as Parameters<typeof simulatorSeed>[0];

describe('what the local Slack knows from its start', () => {
  it('is a seed that the simulator takes, with where the bot wants people back', () => {
    const seed = readSeed(JSON.stringify(simulatorSeed(secrets, 'http://localhost:4000')));
    expect(seed.apps).toMatchObject([
      { id: 'A0MUSTER', name: 'Muster', redirectUrls: ['http://localhost:4000/slack/oauth_redirect'] },
    ]);
  });

  it('offers the command, the events and the Home tab of the manifest', () => {
    const [app] = readSeed(JSON.stringify(simulatorSeed(secrets, 'http://localhost:4000'))).apps ?? [];
    expect(app).toMatchObject({ homeTab: true, slashCommands: [{ command: '/muster', shouldEscape: true }] });
    expect(app?.events).toContain('app_home_opened');
    expect(app?.scopes).toContain('commands');
  });
});
