import type { App, BlockAction } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, startStage } from '../testing/stage.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, BEN, GENERAL } from '../testing/world.ts';

/**
 * A lunch club as a first app of somebody would be: it greets, takes votes by buttons, orders over a shortcut and a
 * modal, and shows everyone's orders in the Home tab.
 */
function lunchClub(app: App): void {
  const orders: { readonly user: string; readonly dish: string }[] = [];
  const votes = new Map<string, string>();

  const showHome = (user: string) =>
    app.client.views.publish({
      user_id: user,
      view: {
        type: 'home',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'Lunch club' } },
          ...orders.map(({ user: eater, dish }) => ({
            type: 'section' as const,
            text: { type: 'mrkdwn' as const, text: `<@${eater}> eats ${dish}` },
          })),
        ],
      },
    });

  app.message(/\bhungry\b/i, async ({ message, say }) => {
    if (message.subtype !== undefined) return;
    await say({
      text: `Where to, <@${message.user}>?`,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `Where to, <@${message.user}>?` } },
        {
          type: 'actions',
          block_id: 'places',
          elements: ['Noodles', 'Soup'].map((place) => ({
            type: 'button' as const,
            action_id: `vote_${place.toLowerCase()}`,
            text: { type: 'plain_text' as const, text: place },
            value: place,
          })),
        },
      ],
    });
  });

  app.action<BlockAction>(/^vote_/, async ({ ack, action, body, client, respond }) => {
    await ack();
    if (action.type !== 'button' || body.channel === undefined || body.message === undefined) return;
    votes.set(body.user.id, action.value ?? '');
    const counted = [...votes.values()].filter((place) => place === action.value).length;
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message.ts,
      text: `${action.value}: ${counted}`,
      blocks: body.message.blocks,
    });
    await respond({
      text: `You voted for ${action.value}`,
      response_type: 'ephemeral',
      replace_original: false,
    });
  });

  app.shortcut('order', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'ordered',
        private_metadata: GENERAL,
        title: { type: 'plain_text', text: 'Order' },
        submit: { type: 'plain_text', text: 'Order' },
        blocks: [
          {
            type: 'input',
            block_id: 'dish',
            label: { type: 'plain_text', text: 'Dish' },
            element: { type: 'plain_text_input', action_id: 'name' },
          },
        ],
      },
    });
  });

  app.view('ordered', async ({ ack, body, view, client }) => {
    const dish = view.state.values.dish?.name?.value ?? '';
    if (dish.length < 3) {
      await ack({ response_action: 'errors', errors: { dish: 'There is no such dish' } });
      return;
    }
    await ack();
    orders.push({ user: body.user.id, dish });
    await client.chat.postMessage({
      channel: view.private_metadata,
      text: `<@${body.user.id}> eats ${dish}`,
    });
    await showHome(body.user.id);
  });

  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await showHome(event.user);
  });

  app.command('/lunch', async ({ ack, command }) => {
    await ack(command.text === 'help' ? 'Say that you are hungry' : `${orders.length} orders so far`);
  });
}

let stage: Stage;
let appId: string;
let im: string;
beforeEach(async () => {
  stage = await startStage();
  const installed = await stage.install({
    name: 'Lunch club',
    events: ['message.channels', 'message.im', 'app_home_opened'],
    slashCommands: [{ command: '/lunch', description: 'Lunch' }],
    shortcuts: [{ name: 'Order', type: 'global', callbackId: 'order', description: 'Orders lunch' }],
  });
  ({ appId, im } = installed);
  const app = stage.bolt({ token: installed.botToken, appToken: installed.appToken });
  lunchClub(app);
  await app.start();
});
afterEach(() => stage.end());

const textsOf = async (as: string, channel: string) =>
  (await stage.control.messages({ team: ACME, channel, as })).messages.map(({ text }) => text);
/** Once somebody sees just this there. */
const sees = (as: string, wanted: readonly string[], channel = GENERAL) =>
  until(
    async () => {
      const texts = await textsOf(as, channel);
      return JSON.stringify(texts) === JSON.stringify(wanted);
    },
    `${wanted.join(' | ')}, as ${as} sees it`,
  );

const vote = (user: string, ts: string, place: string) =>
  stage.control.act(ACME, {
    user,
    surface: { type: 'message', channel: GENERAL, ts },
    actionId: `vote_${place}`,
  });

test('people greet it, vote by its buttons, and see what became of it', async () => {
  await stage.control.say(ACME, GENERAL, { user: ADA, text: 'Good morning' });
  await stage.control.say(ACME, GENERAL, { user: ADA, text: 'I am hungry' });
  const question = `Where to, <@${ADA}>?`;
  await sees(BEN, ['Good morning', 'I am hungry', question]);
  const { messages } = await stage.control.messages({ team: ACME, channel: GENERAL });
  const ts = messages.at(-1)?.ts ?? '';
  await vote(ADA, ts, 'soup');
  await sees(ADA, ['Good morning', 'I am hungry', 'Soup: 1', 'You voted for Soup']);
  await vote(BEN, ts, 'soup');
  await sees(BEN, ['Good morning', 'I am hungry', 'Soup: 2', 'You voted for Soup']);
  expect(stage.errors).toEqual([]);
});

test('people order over its shortcut and modal, which finds fault, and find the order everywhere', async () => {
  const home = async () => JSON.stringify((await stage.control.home(ACME, ADA, appId)).view?.blocks ?? null);
  await stage.control.openHome(ACME, { user: ADA, appId });
  await until(async () => (await home()).includes('Lunch club'), 'its Home tab');
  await stage.control.shortcut(ACME, { user: ADA, appId, callbackId: 'order' });
  const view = await until(async () => (await stage.control.views(ACME, ADA))[0], 'the modal');
  const order = (dish: string) =>
    stage.control.submitView(ACME, { user: ADA, viewId: view.id, inputs: { dish: { name: dish } } });
  expect(await order('?')).toEqual({ outcome: 'errors', errors: { dish: 'There is no such dish' } });
  expect(await order('Pho')).toEqual({ outcome: 'closed' });
  await sees(BEN, [`<@${ADA}> eats Pho`]);
  await until(async () => (await home()).includes(`<@${ADA}> eats Pho`), 'the order in the Home tab');
  const type = (text: string) =>
    stage.control.slash(ACME, { appId, user: ADA, channel: im, command: '/lunch', text });
  await type('');
  await sees(ADA, ['1 orders so far'], im);
  await type('help');
  await sees(ADA, ['1 orders so far', 'Say that you are hungry'], im);
  expect(stage.errors).toEqual([]);
});
