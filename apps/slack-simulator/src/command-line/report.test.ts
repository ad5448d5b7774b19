import { describe, expect, it } from 'vitest';
import type { ReadyApp } from './apps.ts';
import { report } from './report.ts';

const PLACE = {
  url: 'http://localhost:3100',
  apiUrl: 'http://localhost:3100/api/',
  authorizeUrl: 'http://localhost:3100/oauth/v2/authorize',
};
const CREDENTIALS = {
  id: 'A0TEA',
  name: 'Tea',
  clientId: '1.2',
  clientSecret: 'secret',
  appToken: 'xapp-1-A0TEA-1-a',
};
const installed = (workspace: string, botToken: string, refreshToken?: string) => ({
  workspace,
  team: 'T1',
  appId: 'A0TEA',
  botToken,
  ...(refreshToken === undefined ? {} : { refreshToken }),
  botUserId: 'U1',
  botId: 'B1',
  appToken: CREDENTIALS.appToken,
});
const app = (...places: ReadyApp['installed']): ReadyApp => ({
  credentials: CREDENTIALS,
  installUrl: 'http://localhost:3000/slack/install',
  installed: places,
});

/** What a program that reads the report as a `.env` file would know of Slack. */
function environmentIn(text: string): Record<string, string> {
  const lines = [...text.matchAll(/^(SLACK_\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
  expect(new Set(lines.map(([name]) => name)).size).toBe(lines.length);
  return Object.fromEntries(lines);
}

describe('the report of the command line', () => {
  it('has what an app needs as lines of a .env file, each name once', () => {
    const text = report(PLACE, [], [app(installed('Acme', 'xoxb-1'), installed('Globex', 'xoxb-2'))], null);
    expect(environmentIn(text)).toEqual({
      SLACK_API_URL: PLACE.apiUrl,
      SLACK_APP_TOKEN: CREDENTIALS.appToken,
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_AUTHORIZE_URL: PLACE.authorizeUrl,
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'secret',
    });
    expect(text).toContain('# in Globex\n# SLACK_BOT_TOKEN=xoxb-2\n');
    expect(text).toContain('clientOptions: { slackApiUrl: process.env.SLACK_API_URL }');
  });

  it('says where an app is added that is installed nowhere', () => {
    const text = report(PLACE, [], [app()], null);
    expect(environmentIn(text)).not.toHaveProperty('SLACK_BOT_TOKEN');
    expect(text).toContain('# installed nowhere yet: http://localhost:3000/slack/install');
  });

  it('has the refresh token of an app whose tokens rotate', () => {
    const text = report(PLACE, [], [app(installed('Acme', 'xoxe.xoxb-1', 'xoxe-1-a'))], null);
    expect(environmentIn(text)).toMatchObject({ SLACK_REFRESH_TOKEN: 'xoxe-1-a' });
  });

  it('shows each workspace with its page and people', () => {
    const person = { id: 'U1', realName: 'Ada Byrne', timeZone: 'UTC', color: '#000000' };
    const acme = {
      id: 'T1',
      name: 'Acme',
      domain: 'acme',
      url: 'http://localhost:3100/workspaces/acme/',
      active: true,
      enterprise: null,
      people: [
        { ...person, name: 'ada' },
        { ...person, name: 'ben' },
      ],
      channels: [],
      apps: [],
    };
    expect(report(PLACE, [acme], [], null)).toMatch(
      /Acme +http:\/\/localhost:3100\/workspaces\/acme\/ +ada, ben$/m,
    );
  });

  it('says whether the state is kept', () => {
    expect(report(PLACE, [], [], null)).toMatch(/State +forgotten at the end; --state <folder> keeps it/);
    expect(report(PLACE, [], [], '.slack')).toMatch(/State +\.slack$/m);
  });
});
