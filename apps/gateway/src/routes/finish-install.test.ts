import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  allowInstall,
  beginInstall,
  comeBack,
  type GatewayBench,
  install,
  openBench,
  SHARED_APP,
} from '../testing/gateway-bench.ts';

let bench: GatewayBench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const saved = () => bench.store.installations.list();

describe('GET /slack/oauth_redirect', () => {
  it('saves the installation with a sealed token and lands in the workspace', async () => {
    const { answer, id } = await install(bench, 'first', { teamId: 'TFIRST', teamName: 'First' });
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe('https://acme.slack.com/');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(await bench.store.installations.byId(id)).toMatchObject({
      appId: SHARED_APP,
      teamId: 'TFIRST',
      teamName: 'First',
      teamDomain: 'acme',
      botUserId: 'UBOT',
      botId: 'BBOT',
      scopes: ['chat:write'],
      status: 'active',
      installedBy: 'slack:UANA',
    });
    expect(await bench.store.installations.botToken(id)).toBe('xoxb-first');
  });

  it('refreshes the token of a workspace that is connected already, and says so', async () => {
    const before = await install(bench, 'again-1', { teamId: 'TAGAIN' });
    const after = await install(bench, 'again-2', { teamId: 'TAGAIN', scopes: ['chat:write', 'im:write'] });
    expect(after.id).toBe(before.id);
    expect(after.answer.statusCode).toBe(200);
    expect(after.answer.body.toLowerCase()).toContain('already connected, refreshed');
    expect(after.answer.body).toContain('href="https://acme.slack.com/"');
    expect(await bench.store.installations.botToken(after.id)).toBe('xoxb-again-2');
    expect((await bench.store.installations.byId(after.id))?.scopes).toEqual(['chat:write', 'im:write']);
  });

  it('revives a removed installation under its old id', async () => {
    const before = await install(bench, 'revive-1', { teamId: 'TREVIVE' });
    await bench.store.installations.remove(before.id, { actor: 'test', reason: 'gone' });
    const after = await install(bench, 'revive-2', { teamId: 'TREVIVE' });
    expect(after.id).toBe(before.id);
    expect(after.answer.statusCode).toBe(302);
    expect(await bench.store.installations.byId(after.id)).toMatchObject({
      status: 'active',
      removedReason: null,
    });
  });

  it('keys an org-wide installation by its organisation alone', async () => {
    const { id } = await install(bench, 'org', {
      teamId: null,
      teamName: 'Initech Org',
      enterpriseId: 'E9',
      isEnterpriseInstall: true,
    });
    expect(await bench.store.installations.byId(id)).toMatchObject({
      teamId: null,
      enterpriseId: 'E9',
      isEnterpriseInstall: true,
    });
  });

  it('explains a denial, and uses the state up', async () => {
    const { state, cookie } = await beginInstall(bench.server);
    const denied = await comeBack(bench.server, { error: 'access_denied', state }, cookie);
    expect(denied.statusCode).toBe(400);
    expect(denied.body).toContain('The bot was not added');
    expect(denied.body).toContain('href="/slack/install?app=ASHARED"');
    allowInstall(bench.slack, 'after-denial');
    expect((await comeBack(bench.server, { code: 'after-denial', state }, cookie)).statusCode).toBe(401);
  });

  it('refuses a state that is missing, unknown, used, or of another browser, and saves nothing', async () => {
    const before = await saved();
    allowInstall(bench.slack, 'refused', { teamId: 'TREFUSED' });
    expect((await comeBack(bench.server, { code: 'refused' })).statusCode).toBe(400);
    expect((await comeBack(bench.server, { code: 'refused', state: 'made-up' })).statusCode).toBe(401);

    const mine = await beginInstall(bench.server);
    const theirs = await beginInstall(bench.server);
    const foreign = await comeBack(bench.server, { code: 'refused', state: mine.state }, theirs.cookie);
    expect(foreign.statusCode).toBe(401);
    expect(foreign.body).toContain('Another browser began this');
    expect((await comeBack(bench.server, { code: 'refused', state: mine.state })).statusCode).toBe(401);
    expect(bench.slack.codes.has('refused')).toBe(true);
    expect(await saved()).toEqual(before);

    const { state, cookie } = mine;
    expect((await comeBack(bench.server, { code: 'refused', state }, cookie)).statusCode).toBe(302);
    allowInstall(bench.slack, 'refused-2', { teamId: 'TREFUSED' });
    const used = await comeBack(bench.server, { code: 'refused-2', state }, cookie);
    expect(used.statusCode).toBe(401);
    expect(used.body).toContain('already used');
  });

  it('lets one of two who bring the same state at once through', async () => {
    const { state, cookie } = await beginInstall(bench.server);
    allowInstall(bench.slack, 'race-1', { teamId: 'TRACE' });
    allowInstall(bench.slack, 'race-2', { teamId: 'TRACE' });
    const answers = await Promise.all([
      comeBack(bench.server, { code: 'race-1', state }, cookie),
      comeBack(bench.server, { code: 'race-2', state }, cookie),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([302, 401]);
  });

  it('explains a code that was used before', async () => {
    await install(bench, 'spent', { teamId: 'TSPENT' });
    const { state, cookie } = await beginInstall(bench.server);
    const answer = await comeBack(bench.server, { code: 'spent', state }, cookie);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('invalid_code');
  });

  it('answers 502 while Slack is away, at the exchange or at auth.test, with nothing half-saved', async () => {
    const before = await saved();
    allowInstall(bench.slack, 'away', { teamId: 'TAWAY' });
    const one = await beginInstall(bench.server);
    bench.slack.trouble = 'away';
    const exchange = await comeBack(bench.server, { code: 'away', state: one.state }, one.cookie);
    bench.slack.trouble = 'none';
    expect(exchange.statusCode).toBe(502);
    expect(exchange.body).toContain('Try again');

    const two = await beginInstall(bench.server);
    bench.slack.authTestTrouble = true;
    const test = await comeBack(bench.server, { code: 'away', state: two.state }, two.cookie);
    bench.slack.authTestTrouble = false;
    expect(test.statusCode).toBe(502);
    expect(await saved()).toEqual(before);
  });

  it('refuses a grant for another Slack app than the one that asked', async () => {
    const before = await saved();
    allowInstall(bench.slack, 'other-app', { appId: 'AOTHER' });
    const { state, cookie } = await beginInstall(bench.server);
    const answer = await comeBack(bench.server, { code: 'other-app', state }, cookie);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('another Slack app');
    expect(await saved()).toEqual(before);
  });

  it('never sends a browser to an address that is no web page', async () => {
    const { answer } = await install(bench, 'odd', { teamId: 'TODD', url: 'javascript:alert(1)' });
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe('/');
  });

  it('escapes everything that comes from outside', async () => {
    const nasty = '"><script>alert(1)</script>';
    const denied = await comeBack(bench.server, { error: nasty, state: nasty });
    expect(denied.body).not.toContain('<script>');
    await install(bench, 'xss-1', { teamId: 'TXSS', teamName: nasty });
    const { answer } = await install(bench, 'xss-2', { teamId: 'TXSS', teamName: nasty });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain('<script>');
    expect(answer.body).toContain('&lt;script&gt;');
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
    const twice = await bench.server.inject('/slack/oauth_redirect?state=a&state=b&error[x]=1');
    expect(twice.statusCode).toBe(400);
  });

  it('puts no code, state or token into the log', async () => {
    const text = JSON.stringify(bench.log.lines);
    expect(text).not.toContain('xoxb-');
    expect(text).not.toContain('shared-secret');
  });
});
