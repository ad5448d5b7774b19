import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { SIGN_IN_FRAGMENT } from '@muster/api/sign-in';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AS_OPERATOR,
  type GatewayBench,
  install,
  openBench,
} from '../../apps/gateway/src/testing/gateway-bench.ts';
import { launchChromium } from '../support/chromium.ts';
import { pictureOf } from '../support/fleet-picture.ts';

const root = path.resolve(import.meta.dirname, '../..');
const shots = path.join(root, '.cache', 'screenshots');

let bench: GatewayBench;
let browser: Browser;
let url: string;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  bench = await openBench({ consoleDir: path.join(root, 'dist', 'console') });
  url = await bench.server.listen({ host: '127.0.0.1', port: 0 });
  browser = await launchChromium(root);
});
afterAll(async () => {
  await browser.close();
  await bench.close();
});

/** Opens a page that complains about everything that goes wrong in it. */
async function openPage(colorScheme: 'light' | 'dark' = 'light'): Promise<{ page: Page; trouble: string[] }> {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1180, height: 900 } });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) trouble.push(message.text());
  });
  return { page, trouble };
}

async function newLink(): Promise<string> {
  const answer = await bench.server.inject({
    method: 'POST',
    url: '/api/v1/sign-in-links',
    headers: AS_OPERATOR,
  });
  return `${url}/${SIGN_IN_FRAGMENT}${answer.json<{ url: string }>().url.split(SIGN_IN_FRAGMENT)[1]}`;
}

function shoot(page: Page, name: string) {
  return page.screenshot({ path: path.join(shots, `console-${name}.png`), fullPage: true });
}

describe('the console', () => {
  it('asks those who are not signed in for the operator token, and refuses a wrong one', async () => {
    const { page, trouble } = await openPage();
    await page.goto(url);
    await page.getByRole('link', { name: 'Add to Slack' }).waitFor();
    await shoot(page, 'sign-in');
    await page.getByLabel('Operator token').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The operator token is not right.').waitFor();
    await page.getByLabel('Operator token').fill(AS_OPERATOR.authorization.slice('Bearer '.length));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The bot is in no workspace yet.').waitFor();
    await shoot(page, 'empty');
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('signs in with a one-time link, once, and leaves no trace of it in the address', async () => {
    const link = await newLink();
    const { page, trouble } = await openPage();
    await page.goto(link);
    await page.getByRole('heading', { name: 'Workspaces' }).waitFor();
    expect(page.url()).toBe(`${url}/`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.goto(link);
    await page.getByText('already used').waitFor();
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('shows what is connected where and why something is not, and follows what happens', async () => {
    await install(bench, 'acme', { teamId: 'TACME', teamName: 'Acme' });
    await install(bench, 'globex', {
      teamId: 'TGLOBEX',
      teamName: 'Globex',
      url: 'https://globex.slack.com/',
    });
    const own = {
      id: 'AOWN',
      kind: 'own' as const,
      name: 'Initech plan',
      clientId: '2.2',
      clientSecret: 's',
    };
    await bench.store.apps.save({ ...own, appToken: 'xapp-1-AOWN-1-a', slots: 2 });
    bench.slack.clients.set('2.2', 's');
    await install(bench, 'initech', { appId: 'AOWN', teamId: 'TINITECH', teamName: 'Initech' });
    await bench.store.apps.markTokenRefused('AOWN', 'invalid_auth');
    bench.fleet = pictureOf(['live', 'live']);
    const { page, trouble } = await openPage();
    await page.goto(await newLink());
    const acme = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Acme' }) });
    await acme.getByText('connected', { exact: true }).waitFor();
    await page.getByText('2 of 3').waitFor();
    await page.getByText('Slack refused the app-level token of Initech plan: invalid_auth').waitFor();
    await page.getByText('Register the app again with a new one.').waitFor();
    await shoot(page, 'overview');
    bench.fleet = pictureOf(['down', 'connecting']);
    await acme.getByText('too_many_websockets').first().waitFor();
    await shoot(page, 'trouble');
    bench.fleet = null;
    await page.getByText('Out of date:').waitFor();
    await shoot(page, 'away');
    bench.fleet = pictureOf(['live', 'live']);
    await page.getByText('Up to date').waitFor();
    // The registry's absence answers 503, which the browser notes by itself.
    expect(trouble.filter((text) => !text.includes('503'))).toEqual([]);
    await page.context().close();
  });

  it('shows at a glance who is silent, which app had no connection, and which process cannot serve', async () => {
    const { processes, ...picture } = pictureOf(['live', 'down'], 'quarantined internal_error');
    const details = { 'socket-worker': { missing: 'postgres', ackP50Ms: 1.25, ackP99Ms: 41 } };
    bench.fleet = {
      ...picture,
      workers: picture.workers.map((worker, at) => ({ ...worker, unackedMs: at * 4_000 })),
      processes: processes.map((process, at) => {
        const told = process.kind === 'socket-worker' && at === 3 ? details['socket-worker'] : undefined;
        return { ...process, ...(told && { details: told }) };
      }),
    };
    await bench.query(
      `UPDATE installations SET last_event_at = now() - interval '3 days', refreshed_at = now() - interval '30 days',
         usual_pause_s = 7200 WHERE team_id = $1`,
      ['TGLOBEX'],
    );
    const minuteAgo = new Date(Date.now() - 70_000);
    const ended = { at: new Date(Date.now() - 90_000_000), seconds: 3, longestSeconds: 61 };
    await bench.store.gaps.note([
      { appId: 'AOWN', since: minuteAgo, ended: null },
      { appId: 'ASHARED', since: null, ended },
    ]);
    const { page, trouble } = await openPage();
    await page.goto(await newLink());
    const globex = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'Globex' }) })
      .first();
    await globex.getByText('connected, silent').waitFor();
    await globex.getByText('longer than 1 d is unusual here').waitFor();
    await page.getByText('Workspaces connected, 1 silent').waitFor();
    await page.getByText(/Was without any connection for 3 s, 1 day ago; at most for 1 min/).waitFor();
    await page.getByText(/Without any connection for 1 min/).waitFor();
    await page.getByText('2 of 3', { exact: true }).nth(1).waitFor();
    const row = page.getByRole('row').filter({ hasText: 'not ready' });
    await row.getByText('Postgres does not answer it').waitFor();
    await row.getByText('1.3 ms, 41 ms').waitFor();
    await row.getByText('1 down, room for 100, an envelope unacked for 4 s').waitFor();
    await shoot(page, 'at-a-glance');
    expect(trouble).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await shoot(page, 'at-a-glance-narrow');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.context().close();
    await bench.query('UPDATE installations SET last_event_at = now() WHERE team_id = $1', ['TGLOBEX']);
  });

  it('removes a workspace after asking, and keeps it when told to', async () => {
    const { page, trouble } = await openPage('dark');
    await page.goto(await newLink());
    await page.getByRole('button', { name: 'Remove from Globex' }).click();
    await page.getByRole('dialog', { name: 'Take the bot out of Globex?' }).waitFor();
    await shoot(page, 'remove');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Remove from Globex' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Removed (1)').click();
    await page.getByText('Removed in the console').waitFor();
    await shoot(page, 'removed-dark');
    expect(bench.slack.revoked).toContain('xoxb-globex');
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('registers an own app, showing what Slack refuses', async () => {
    bench.slack.clients.set('3.3', 'right');
    bench.slack.appTokens.add('xapp-1-ANEW-1-a');
    const { page, trouble } = await openPage();
    await page.goto(await newLink());
    await page.getByRole('button', { name: 'Register an own app' }).click();
    await page.getByRole('link', { name: 'Create the app at Slack' }).waitFor();
    await page.getByLabel('Name').fill('Umbrella plan');
    await page.getByLabel('Client ID').fill('3.3');
    await page.getByLabel('Client Secret').fill('wrong');
    await page.getByLabel('App-level token').fill('xapp-1-ANEW-1-a');
    await page.getByRole('button', { name: 'Check and register' }).click();
    await page.getByText('Slack refused the client secret').waitFor();
    await shoot(page, 'register');
    await page.getByLabel('Client Secret').fill('right');
    await page.getByRole('button', { name: 'Check and register' }).click();
    await page.getByRole('link', { name: 'Add it to your workspace' }).waitFor();
    expect(trouble.filter((text) => !text.includes('422'))).toEqual([]);
    await page.context().close();
  });

  it('shows which app is kept apart, why and where, and releases it', async () => {
    const atMs = Date.now();
    const died = (processId: string) => ({ appId: 'AOWN', processId, key: 'Ev1', isCertain: true, atMs });
    await bench.store.deaths.note(['w1', 'w2', 'w3'].map(died));
    const picture = pictureOf(['live', 'live']);
    const [first, second] = picture.workers;
    if (!first || !second) throw new Error('no workers');
    bench.fleet = { ...picture, workers: [first, { ...second, isQuarantine: true }] };
    const { page, trouble } = await openPage();
    await page.goto(await newLink());
    await page.getByText('3 processes died within an hour while they handled what it sent').waitFor();
    await page.getByRole('cell', { name: 'socket-worker (quarantine)' }).waitFor();
    await shoot(page, 'poison');
    const release = page.getByRole('button', { name: 'Release Initech plan' });
    await release.click();
    await release.waitFor({ state: 'detached' });
    expect((await bench.store.apps.byId('AOWN'))?.poison).toBeNull();
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('fits a narrow screen without scrolling sideways', async () => {
    const { page } = await openPage('dark');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(await newLink());
    await page.getByRole('heading', { name: 'Acme' }).waitFor();
    await shoot(page, 'narrow-dark');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.context().close();
  });

  it('shows the API documentation and the install pages under the same security policy', async () => {
    const { page, trouble } = await openPage();
    await page.goto(await newLink());
    await page.getByRole('link', { name: 'API' }).click();
    await page.getByText('/api/v1/workspaces/{id}/messages').waitFor();
    await shoot(page, 'api');
    await page.goto(`${url}/slack/oauth_redirect?error=access_denied`);
    await page.getByRole('heading', { name: 'The bot was not added' }).waitFor();
    expect(await page.evaluate('getComputedStyle(document.querySelector("main")).borderTopWidth')).toBe(
      '4px',
    );
    await shoot(page, 'denied');
    expect(trouble.filter((text) => !text.includes('400'))).toEqual([]);
    await page.context().close();
  });
});
