import type { GlobalShortcut, MessageShortcut } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InteractiveStage, startInteractive } from '../testing/interactive-stage.ts';
import { plain } from '../testing/interactive-world.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN, GENERAL } from '../testing/world.ts';

let stage: InteractiveStage;
beforeEach(async () => {
  stage = await startInteractive();
});
afterEach(() => stage.end());

const VIEW = { type: 'modal', title: plain('Brewing'), blocks: [] } as never;

test('a global shortcut tells who picked it, and opens a view', async () => {
  const heard: GlobalShortcut[] = [];
  stage.app.shortcut<GlobalShortcut>(
    { type: 'shortcut', callback_id: 'brew' },
    async ({ ack, body, client }) => {
      await ack();
      heard.push(body);
      await client.views.open({ trigger_id: body.trigger_id, view: VIEW });
    },
  );
  await stage.app.start();
  await stage.control.shortcut(ACME, { user: ADA, appId: stage.appId, callbackId: 'brew' });
  expect(await stage.views(1)).toMatchObject([{ title: { text: 'Brewing' } }]);
  expect(heard).toMatchObject([
    {
      type: 'shortcut',
      callback_id: 'brew',
      team: { id: ACME, domain: 'acme' },
      user: { id: ADA, username: 'ada', team_id: ACME },
      action_ts: expect.stringMatching(/^\d+\.\d+$/),
    },
  ]);
  // It has no place, and so no address to answer to.
  expect(heard[0]).not.toHaveProperty('response_url');
  expect(heard[0]).not.toHaveProperty('channel');
  expect(heard[0]?.user).not.toHaveProperty('name');
});

test('a message shortcut brings its message, opens a view, and is answered over its address', async () => {
  const heard: MessageShortcut[] = [];
  stage.app.shortcut<MessageShortcut>('steep', async ({ ack, body, client, respond }) => {
    await ack();
    heard.push(body);
    await client.views.open({ trigger_id: body.trigger_id, view: VIEW });
    await respond('Steeping');
  });
  await stage.app.start();
  const { ts } = await stage.control.say(ACME, GENERAL, { user: BEN, text: 'Green tea' });
  await stage.control.shortcut(ACME, {
    user: ADA,
    appId: stage.appId,
    callbackId: 'steep',
    message: { channel: GENERAL, ts },
  });
  expect(await stage.seen(2)).toMatchObject([{ text: 'Green tea' }, { text: 'Steeping', ephemeral: true }]);
  await stage.views(1);
  expect(heard).toMatchObject([
    {
      type: 'message_action',
      callback_id: 'steep',
      team: { id: ACME },
      user: { id: ADA, name: 'ada' },
      channel: { id: GENERAL, name: 'general' },
      message_ts: ts,
      message: { type: 'message', user: BEN, ts, text: 'Green tea' },
    },
  ]);
});

test('a shortcut that nobody acks never comes again', async () => {
  let count = 0;
  stage.app.shortcut('brew', async () => {
    count += 1;
  });
  await stage.app.start();
  await stage.control.shortcut(ACME, { user: ADA, appId: stage.appId, callbackId: 'brew' });
  await until(() => count === 1, 'the shortcut');
  stage.clock.advance(3_600_000);
  const { events, deliveries } = await stage.control.record();
  const [event, ...others] = events.filter(({ type }) => type === 'interactive');
  expect(others).toEqual([]);
  expect(event?.outcome).toBe('given-up');
  expect(deliveries.filter(({ eventId }) => eventId === event?.eventId)).toHaveLength(1);
});
