import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FleetView, WorkspaceList } from '@muster/api';
import { freePort } from '@muster/embedded';
import type { SimMessage } from '@muster/slack-simulator/control';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVisitor } from '../../apps/gateway/src/testing/visitor.ts';
import type { Secrets } from '../checkers/find-secrets.ts';
import { type Fleet, ROOT, startFleet } from '../support/processes.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/until.ts';

const OPERATOR_TOKEN = 'operator-token-for-tests';

/** One workspace and one person through every process, as a newcomer would; the steps build on each other. */
describe('from Add to Slack to a reply, through every process', () => {
  let stage: Stage;
  let fleet: Fleet;
  let publicUrl: string;
  let appId: string;
  let team: string;
  let ada: string;
  let im: string;
  let secrets: Secrets;

  beforeAll(async () => {
    stage = await setStage('main-path');
    const { control } = stage.simulator;
    const port = await freePort();
    publicUrl = `http://127.0.0.1:${port}`;
    const app = await control.addApp({
      name: 'Muster',
      redirectUrls: [`${publicUrl}/slack/oauth_redirect`],
      slashCommands: [{ command: '/muster', description: 'Your plan of the day', shouldEscape: true }],
    });
    appId = app.id;
    const [workspace] = (await control.state()).workspaces;
    team = workspace?.id ?? '';
    ada = workspace?.people[0]?.id ?? '';
    await control.changeSettings({ rateLimits: false });
    fleet = startFleet({
      environment: {
        ...stage.environment,
        SLACK_CLIENT_ID: app.clientId,
        SLACK_CLIENT_SECRET: app.clientSecret,
        SLACK_APP_TOKEN: app.appToken,
        MUSTER_OPERATOR_TOKEN: OPERATOR_TOKEN,
        PUBLIC_URL: publicUrl,
        PORT: String(port),
      },
      counts: { gateway: 1, coordinator: 1, 'socket-worker': 2, 'task-worker': 2 },
      logDir: stage.logDir,
    });
    secrets = { 'client secret': app.clientSecret, 'app token': app.appToken, operator: OPERATOR_TOKEN };
    await untilServing();
  });
  afterAll(async () => {
    await fleet.stop();
    await stage.close();
  });

  const untilServing = () =>
    until('the gateway is ready', async () => (await fetch(`${publicUrl}/readyz`).catch(() => null))?.ok);
  const api = async (path: string, init: RequestInit = {}) =>
    fetch(`${publicUrl}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${OPERATOR_TOKEN}` } });
  const workspaces = async () => ((await (await api('/workspaces')).json()) as WorkspaceList).items;
  const install = async () => {
    const browser = openVisitor();
    const begun = await browser.get(`${publicUrl}/slack/install`);
    const authorize = begun.headers.get('location') ?? '';
    const decided = await browser.post(authorize, { decision: 'allow', who: `${team}:${ada}` });
    return browser.get(decided.headers.get('location') ?? '');
  };
  const connections = async () =>
    (await stage.simulator.control.state()).apps.find(({ id }) => id === appId)?.connections ?? [];
  const untilConnected = () =>
    until('two connections are open', async () => {
      const open = (await connections()).filter(({ state }) => state === 'open');
      return open.length >= 2;
    });
  const messages = async (channel: string, threadTs?: string) =>
    (await stage.simulator.control.messages({ team, channel, as: ada, ...(threadTs ? { threadTs } : {}) }))
      .messages;
  /** Waits for the bot's next message after `ts`. */
  const answer = (channel: string, ts: string, threadTs?: string): Promise<SimMessage> =>
    until(`the bot answers in ${channel}`, async () =>
      (await messages(channel, threadTs)).find((message) => message.bot_id !== undefined && message.ts > ts),
    );
  const ask = async (text: string) => {
    const { ts } = await stage.simulator.control.say(team, im, { user: ada, text });
    return {
      ts,
      ...(await answer(im, ts).then(({ text, blocks, metadata }) => ({ text, blocks, metadata }))),
    };
  };

  it('installs, lands in the workspace, and connects on two different workers', async () => {
    const landed = await install();
    expect(landed.status).toBe(302);
    expect(landed.headers.get('location')).toContain('/workspaces/');
    await untilConnected();
    // The first worker may have taken both before the second was there: they are parted then.
    const { status } = await until('both workers are shown', async () => {
      const [workspace] = await workspaces();
      const live = workspace?.slots.filter(({ state }) => state === 'live') ?? [];
      return new Set(live.map(({ workerId }) => workerId)).size === 2 ? workspace : null;
    });
    expect(status).toBe('active');
    const botToken = await stage.store.installations.botToken((await workspaces())[0]?.id ?? '');
    secrets = { ...secrets, 'bot token': botToken ?? 'none' };
    const { processes } = (await (await api('/fleet')).json()) as FleetView;
    expect(processes.map(({ kind }) => kind).sort()).toEqual([
      'coordinator',
      'gateway',
      'socket-worker',
      'socket-worker',
      'task-worker',
      'task-worker',
    ]);
  });

  it('carries out commands in a direct message, in Block Kit with a plain twin', async () => {
    im = (await stage.simulator.control.openIm(team, { user: ada, appId })).channel;
    const added = await ask('add task Ship “the” docs &amp; <@U0X> 🎉 שלום');
    expect(added.text).toMatch(/task \*1\*: .*docs &amp; <@U0X> 🎉 שלום/);
    expect(added.blocks?.length).toBeGreaterThan(0);
    expect((await ask('todo Write tests')).text).toContain('*2*');
    expect((await ask('done 1')).text).toContain('Ship');
    const { text } = await ask('list');
    expect(text).toContain('Write tests');
    expect((await ask('update 2 Write more tests')).text).toContain('Write more tests');
    expect((await ask('reopen 1')).text).toContain('Ship');
    expect((await ask('delete 2')).text).toContain('Write more tests');
    expect((await ask('lsit')).text).toContain('list');
  });

  it('changes an item when its message is edited, and not when a link unfolds', async () => {
    const { control } = stage.simulator;
    const { ts } = await ask('add task Old words');
    const before = (await messages(im)).length;
    await control.unfurl(team, im, ts);
    await control.edit(team, im, ts, { user: ada, text: 'add task New words' });
    await until('the item has the new words', async () => {
      const { rows } = await stage.sql.query('SELECT text FROM items WHERE origin_ts = $1', [ts]);
      return rows.length === 1 && rows[0].text === 'New words';
    });
    await until('the edit is answered', async () => (await messages(im)).length === before + 1);
  });

  it('answers a mention in its thread and keeps errors between the two', async () => {
    const { control } = stage.simulator;
    const { workspaces: all } = await control.state();
    const channel =
      all[0]?.channels.find(({ kind, members }) => kind === 'channel' && members.includes(ada))?.id ?? '';
    const bot = all[0]?.apps.find((app) => app.appId === appId)?.botUserId ?? '';
    await control.invite(team, channel, bot);
    const mention = await control.say(team, channel, { user: ada, text: `<@${bot}> add task Seen by all` });
    expect((await answer(channel, mention.ts, mention.ts)).text).toContain('Seen by all');
    const wrong = await control.say(team, channel, { user: ada, text: `<@${bot}> frobnicate` });
    expect(await answer(channel, wrong.ts)).toMatchObject({ ephemeral: true, ephemeral_user: ada });
    // People's talk about the bot is left alone: no row, no reply.
    await control.say(team, channel, { user: ada, text: `I like <@${bot}> a lot` });
    await ask('list');
    const { rows } = await stage.sql.query('SELECT name FROM inbox WHERE channel = $1 ORDER BY id', [
      channel,
    ]);
    expect(rows.map(({ name }) => name)).toEqual(['add', 'unknown']);
  });

  it('takes slash commands wherever they are typed, and answers their author alone', async () => {
    const { control } = stage.simulator;
    const { channels } = (await control.state()).workspaces.find(({ id }) => id === team) ?? { channels: [] };
    const bot = (await control.state()).workspaces[0]?.apps[0]?.botUserId ?? '';
    const isIn = (who: string) => (channel: { readonly members: readonly string[] }) =>
      channel.members.includes(who);
    const shared = channels.find((channel) => isIn(bot)(channel) && channel.id !== im)?.id ?? '';
    const private_ = channels.find((channel) => isIn(ada)(channel) && !isIn(bot)(channel))?.id ?? '';
    const type = (channel: string, text: string) =>
      control.slash(team, { user: ada, channel, appId, command: '/muster', text });
    await type(shared, 'add task Typed in a channel');
    const here = await until('the answer is there', async () =>
      (await messages(shared)).find(({ text }) => text.includes('Typed in a channel')),
    );
    expect(here).toMatchObject({ ephemeral: true, ephemeral_user: ada });
    await type(private_, 'add task Typed where the bot is not');
    await until('the answer is in the direct message', async () =>
      (await messages(im)).find(({ text }) => text.includes('Typed where the bot is not')),
    );
    const { text } = await ask('list');
    expect(text).toContain('Typed in a channel');
    expect(text).toContain('Typed where the bot is not');
  });

  it('goes on when one process of each kind is killed', async () => {
    for (const app of ['gateway', 'coordinator', 'socket-worker', 'task-worker'] as const) {
      fleet.places.find((place) => place.app === app)?.signal('SIGKILL');
      expect((await ask(`add task After killing a ${app}`)).text).toContain(`After killing a ${app}`);
    }
    await untilServing();
  });

  it('sends a message from outside', async () => {
    const [workspace] = await workspaces();
    const sent = await fetch(`${publicUrl}/api/v1/workspaces/${workspace?.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${OPERATOR_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: im, text: 'Stand-up in five minutes' }),
    });
    expect(sent.status).toBe(202);
    await until('it arrives', async () =>
      (await messages(im)).some(({ text }) => text === 'Stand-up in five minutes'),
    );
  });

  it('is looked at and told what to do from the command line', async () => {
    const muster = async (...args: string[]) => {
      const environment = {
        PATH: process.env.PATH ?? '',
        MUSTER_URL: publicUrl,
        MUSTER_OPERATOR_TOKEN: OPERATOR_TOKEN,
      };
      const program = path.join(ROOT, 'dist', 'cli', 'main.js');
      const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], {
        env: environment,
      });
      return stdout;
    };
    // Workers were killed a moment ago.
    await until('both connections are shown live', async () =>
      /Acme .*connected .*#0 live, .*#1 live/.test(await muster('workspaces')),
    );
    const { processes } = JSON.parse(await muster('fleet', '--json')) as FleetView;
    // One that was killed is shown until its heartbeat runs out, but holds nothing any more.
    const worker = processes.find(({ slots }) => slots && slots.length > 0)?.id ?? '';
    expect(await muster('retry', `${appId}#0`)).toContain('tries again');
    expect(await muster('drain', worker)).toContain(worker);
    await until('the other worker has everything', async () => {
      const view = JSON.parse(await muster('fleet', '--json')) as FleetView;
      return view.processes.find(({ id }) => id === worker)?.slots?.length === 0;
    });
    expect((await ask('add task After a drain')).text).toContain('After a drain');
    expect(await muster('dead-letters')).toContain('Nothing was given up');
    await expect(muster('drain', 'nobody')).rejects.toMatchObject({ code: 1 });
    await expect(muster('flet')).rejects.toMatchObject({ code: 2 });
  });

  it('says "already connected" to whoever installs again', async () => {
    const again = await install();
    expect(await again.text()).toMatch(/already connected/i);
    expect(await workspaces()).toHaveLength(1);
  });

  it('removes an installation that was uninstalled in Slack, and brings it back with its plan', async () => {
    await stage.simulator.control.uninstall(team, appId);
    await until('it is removed', async () => (await workspaces())[0]?.status === 'removed');
    const { rows } = await stage.sql.query('SELECT bot_token_sealed FROM installations');
    expect(rows).toEqual([{ bot_token_sealed: null }]);
    await until('its connections are closed', async () =>
      (await connections()).every(({ state }) => state !== 'open'),
    );
    await install();
    await untilConnected();
    expect((await ask('list')).text).toContain('New words');
  });

  it('removes an installation whose token is revoked without a word, once a reply meets it', async () => {
    await stage.simulator.control.revokeToken({ team, appId });
    await stage.simulator.control.say(team, im, { user: ada, text: 'list' });
    await until('it is removed', async () => (await workspaces())[0]?.status === 'removed');
    const { rows } = await stage.sql.query(
      `SELECT details FROM audit WHERE action = 'installation.removed' ORDER BY id DESC`,
    );
    expect(rows[0].details.reason).toBe('token_revoked');
  });

  it('stops every process in order when asked', async () => {
    const codes = await Promise.all(fleet.places.map((place) => place.retire()));
    expect(codes).toEqual(codes.map(() => 0));
  });

  it('has left no secret readable in a log, in Redis or in Postgres', async () => {
    expect(secrets['bot token']).toMatch(/^xoxb-/);
    expect(await stage.findSecrets(secrets)).toEqual([]);
  });
});
