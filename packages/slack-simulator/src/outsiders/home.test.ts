import type { AppHomeOpenedEvent } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InteractiveStage, startInteractive } from '../testing/interactive-stage.ts';
import { actions, button, plain } from '../testing/interactive-world.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN } from '../testing/world.ts';

let stage: InteractiveStage;
let opened: AppHomeOpenedEvent[];
beforeEach(async () => {
  stage = await startInteractive();
  opened = [];
  stage.app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home' && event.view === undefined)
      await client.views.publish({ user_id: event.user, view: home('Welcome') });
    opened.push(event);
  });
});
afterEach(() => stage.end());

const home = (text: string) =>
  ({
    type: 'home',
    private_metadata: text,
    blocks: [{ type: 'section', text: plain(text) }, actions('row', button('refresh'))],
  }) as never;
const open = (user = ADA) => stage.control.openHome(ACME, { user, appId: stage.appId });
const shown = async (user = ADA) => (await stage.control.home(ACME, user, stage.appId)).view;
/** The events of this tab, once there are so many. */
const openings = (count: number, tab = 'home') =>
  until(() => {
    const events = opened.filter((event) => event.tab === tab);
    return events.length === count && events;
  }, `${count} openings`);

test('the first opening comes without a view, a later one with what was published', async () => {
  await stage.app.start();
  expect(await open()).toEqual({ view: null });
  const [first] = await openings(1);
  expect(first).toMatchObject({ type: 'app_home_opened', user: ADA, channel: stage.im, tab: 'home' });
  expect(first).not.toHaveProperty('view');
  expect(await shown()).toMatchObject({
    type: 'home',
    private_metadata: 'Welcome',
    title: { type: 'plain_text', text: 'View Title' },
    submit: null,
    close: null,
  });
  expect(await shown(BEN)).toBeNull();
  await open();
  const [, later] = await openings(2);
  expect(later?.view).toMatchObject({ id: (await shown())?.id, app_id: stage.appId, type: 'home' });
});

test('the tab of messages is another opening, without a view', async () => {
  await stage.app.start();
  await open();
  await openings(1);
  const before = opened.length;
  await stage.control.openIm(ACME, { user: ADA, appId: stage.appId });
  await until(() => opened.length > before, 'the opening');
  expect(opened.at(-1)).toMatchObject({ tab: 'messages', user: ADA, channel: stage.im });
  expect(opened.at(-1)).not.toHaveProperty('view');
});

test('views.publish with the hash of an older view is a conflict', async () => {
  const { publish } = stage.web(stage.botToken).views;
  const first = await publish({ user_id: ADA, view: home('one') });
  const hash = first.view?.hash ?? '';
  const second = await publish({ user_id: ADA, view: home('two'), hash });
  expect(second.view).toMatchObject({ id: first.view?.id, private_metadata: 'two' });
  await expect(publish({ user_id: ADA, view: home('three'), hash })).rejects.toMatchObject({
    data: { error: 'hash_conflict' },
  });
  expect(await shown()).toMatchObject({ private_metadata: 'two' });
});

test('a button of the Home tab tells its app with the view, which another one replaces', async () => {
  const heard: object[] = [];
  stage.app.action('refresh', async ({ ack, body, client }) => {
    await ack();
    heard.push(body);
    await client.views.publish({ user_id: body.user.id, view: home('Fresh') });
  });
  await stage.app.start();
  await open();
  await openings(1);
  const view = await shown();
  await stage.use(view?.id ?? '', 'refresh');
  await until(async () => (await shown())?.private_metadata === 'Fresh', 'the new view');
  expect(heard).toMatchObject([
    {
      type: 'block_actions',
      container: { type: 'view', view_id: view?.id },
      view: { id: view?.id, type: 'home', private_metadata: 'Welcome' },
      actions: [{ action_id: 'refresh' }],
    },
  ]);
  expect(heard[0]).not.toHaveProperty('response_url');
});

test('a modal is no Home tab, and a Home tab no modal', async () => {
  const { views } = stage.web(stage.botToken);
  const modal = { type: 'modal', title: plain('Order'), blocks: [] } as never;
  const refusal = { data: { error: 'invalid_arguments' } };
  await expect(views.publish({ user_id: ADA, view: modal })).rejects.toMatchObject(refusal);
  await expect(views.open({ trigger_id: '1.2.3', view: home('one') })).rejects.toMatchObject(refusal);
});

test('an app without a Home tab publishes none', async () => {
  const { botToken } = await stage.install({ name: 'Plain', homeTab: false });
  const call = stage.web(botToken).views.publish({ user_id: ADA, view: home('one') });
  await expect(call).rejects.toMatchObject({ data: { error: 'not_enabled' } });
});
