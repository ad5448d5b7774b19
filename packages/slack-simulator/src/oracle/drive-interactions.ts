import type { SimInput } from '../control/interactivity.ts';
import {
  actions,
  button,
  type InteractiveWorld,
  input,
  interactiveWorld,
  modal,
  option,
  plain,
} from '../testing/interactive-world.ts';
import { LAB, LAB_GENERAL, orgWorld, PETER } from '../testing/org-world.ts';
import type { Frame } from '../testing/raw-client.ts';
import { until } from '../testing/until.ts';
import { ACME, ADA, GENERAL } from '../testing/world.ts';
import type { Answer } from './drive-methods.ts';

type Json = Readonly<Record<string, unknown>>;

/** A payload that an app was sent, and in which kind of envelope. */
export interface Interaction {
  readonly envelope: 'slash_commands' | 'interactive';
  readonly payload: Json;
}

const OPTIONS = [option('a'), option('b')];
const menu = (type: string, rest: object = {}) => ({
  type,
  action_id: type,
  placeholder: plain('Pick'),
  ...rest,
});

/** Every kind of element that a message may have, and what a person chooses there. */
const ELEMENTS: readonly (readonly [element: Json, chosen?: SimInput])[] = [
  [button('button', 'now')],
  [menu('static_select', { options: OPTIONS }), 'a'],
  [menu('external_select', { min_query_length: 0 }), 'found'],
  [menu('users_select'), ADA],
  [menu('conversations_select'), GENERAL],
  [menu('channels_select'), GENERAL],
  [menu('multi_static_select', { options: OPTIONS }), ['a', 'b']],
  [menu('multi_external_select', { min_query_length: 0 }), ['found']],
  [menu('multi_users_select'), [ADA]],
  [menu('multi_conversations_select'), [GENERAL]],
  [menu('multi_channels_select'), [GENERAL]],
  [{ type: 'overflow', action_id: 'overflow', options: OPTIONS }, 'b'],
  [menu('datepicker'), '2026-11-25'],
  [menu('timepicker'), '09:30'],
  [{ type: 'radio_buttons', action_id: 'radio_buttons', options: OPTIONS }, 'a'],
  [{ type: 'checkboxes', action_id: 'checkboxes', options: OPTIONS }, ['a', 'b']],
];

/** People use everything that an app offers them. Resolves with what the app was sent, and what views.* answered. */
export async function driveInteractions(): Promise<{
  readonly interactions: readonly Interaction[];
  readonly answers: readonly Answer[];
}> {
  const world = await interactiveWorld();
  try {
    const { client } = world;
    client.ws.on('message', (data) => {
      const frame = JSON.parse(data.toString()) as Frame;
      if (frame.envelope_id) client.ack(frame, ackOf(frame));
    });
    const answers: Answer[] = [];
    await useMessage(world);
    await useViews(world, async (method, args) => {
      const body = await world.call(method, args);
      answers.push({ method, body });
      return body.view as { id: string };
    });
    const ofOrganisation = await useInOrganisation();
    return { interactions: [...client.frames.flatMap(interactionIn), ...ofOrganisation], answers };
  } finally {
    await world.simulator.stop();
  }
}

/** A command and a shortcut of an app for a whole organisation. */
async function useInOrganisation(): Promise<readonly Interaction[]> {
  const { simulator, appId, client } = await orgWorld();
  try {
    const { control } = simulator;
    await control.changeApp(appId, {
      slashCommands: [{ command: '/tea', description: 'Tea' }],
      shortcuts: [{ name: 'Brew', type: 'global', callbackId: 'brew', description: 'Brews' }],
    });
    await control.slash(LAB, { appId, user: PETER, channel: LAB_GENERAL, command: '/tea', text: '' });
    await control.shortcut(LAB, { user: PETER, appId, callbackId: 'brew' });
    await client.frame('interactive');
    return client.frames.flatMap(interactionIn);
  } finally {
    await simulator.stop();
  }
}

function ackOf({ payload }: Frame): Json | undefined {
  const type = (payload as Json | undefined)?.type;
  return type === 'block_suggestion' ? { options: [{ text: plain('Found'), value: 'found' }] } : undefined;
}

function interactionIn({ type, payload }: Frame): Interaction[] {
  const isOne = type === 'slash_commands' || type === 'interactive';
  return isOne ? [{ envelope: type, payload: payload as unknown as Json }] : [];
}

async function useMessage(world: InteractiveWorld): Promise<void> {
  const { control } = world.simulator;
  const { appId } = world;
  await control.slash(ACME, { appId, user: ADA, channel: GENERAL, command: '/tea', text: 'green' });
  const blocks = ELEMENTS.map(([element], at) =>
    String(element.type).startsWith('multi_')
      ? { type: 'section', block_id: `b${at}`, text: plain('Pick'), accessory: element }
      : actions(`b${at}`, element),
  );
  const { ts } = await world.call('chat.postMessage', { channel: GENERAL, text: 'choose', blocks });
  const surface = { type: 'message', channel: GENERAL, ts: String(ts) } as const;
  for (const [element, chosen] of ELEMENTS) {
    const use = { user: ADA, surface, actionId: String(element.action_id) };
    if (String(element.type).includes('external')) await control.suggest(ACME, { ...use, query: 'f' });
    await control.act(ACME, { ...use, ...(chosen === undefined ? {} : { input: chosen }) });
  }
  const message = { channel: GENERAL, ts: String(ts) };
  await control.shortcut(ACME, { user: ADA, appId, callbackId: 'steep', message });
  await control.shortcut(ACME, { user: ADA, appId, callbackId: 'brew' });
}

async function useViews(
  world: InteractiveWorld,
  ask: (method: string, args: Json) => Promise<{ readonly id: string }>,
): Promise<void> {
  const { control } = world.simulator;
  const all = (type: string) =>
    world.client.frames.flatMap(interactionIn).filter(({ payload }) => payload.type === type);
  const heard = (type: string, at = 0) => until(() => all(type)[at]?.payload, `a ${type}`);
  const form = (title: string) =>
    modal(title, [actions('row', button('more')), input('name', { type: 'plain_text_input' })], {
      notify_on_close: true,
    });
  const first = await ask('views.open', {
    trigger_id: (await heard('shortcut')).trigger_id,
    view: form('First'),
  });
  await ask('views.update', { view_id: first.id, view: form('First again') });
  const pressed = all('block_actions').length;
  await control.act(ACME, { user: ADA, surface: { type: 'view', viewId: first.id }, actionId: 'more' });
  const { trigger_id } = await heard('block_actions', pressed);
  const second = await ask('views.push', { trigger_id, view: form('Second') });
  const inputs = { name: { value: 'Earl Grey' } };
  await control.submitView(ACME, { user: ADA, viewId: second.id, inputs });
  await control.closeView(ACME, { user: ADA, viewId: first.id });
  await heard('view_closed');
  const view = { type: 'home', blocks: [actions('row', button('home'))] };
  const home = await ask('views.publish', { user_id: ADA, view });
  await control.act(ACME, { user: ADA, surface: { type: 'view', viewId: home.id }, actionId: 'home' });
  await heard('block_actions', pressed + 1);
}
