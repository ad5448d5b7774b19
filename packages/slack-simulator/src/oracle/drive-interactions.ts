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
import { ACME, ADA, BEN, DAILY, GENERAL } from '../testing/world.ts';

export type InteractionPayload = Readonly<Record<string, unknown>>;

const OPTIONS = [option('a'), option('b')];

/** Every element that Bolt has a type of action for, with what is put in. */
const ELEMENTS: readonly (readonly [element: object, input?: string | readonly string[]])[] = [
  [button('button', 'green')],
  [{ type: 'overflow', options: OPTIONS }, 'a'],
  [{ type: 'static_select', options: OPTIONS }, 'a'],
  [{ type: 'multi_static_select', options: OPTIONS }, ['a', 'b']],
  [{ type: 'users_select' }, BEN],
  [{ type: 'multi_users_select' }, [BEN]],
  [{ type: 'conversations_select' }, DAILY],
  [{ type: 'multi_conversations_select' }, [DAILY]],
  [{ type: 'channels_select' }, DAILY],
  [{ type: 'multi_channels_select' }, [DAILY]],
  [{ type: 'datepicker' }, '2026-12-24'],
  [{ type: 'timepicker' }, '09:30'],
  [{ type: 'radio_buttons', options: OPTIONS }, 'b'],
  [{ type: 'checkboxes', options: OPTIONS }, ['a']],
];

/** Does everything that a person can do with what an app shows. Resolves with all payloads that the app got of it. */
export async function driveInteractions(): Promise<readonly InteractionPayload[]> {
  const world = await interactiveWorld();
  try {
    await useElements(world);
    await useShortcuts(world);
    await useViews(world);
    const { events } = await world.simulator.control.record();
    const wanted = (type: string) => events.filter((event) => event.type === type).length;
    const payloads: InteractionPayload[] = [];
    for (const type of ['slash_commands', 'interactive'])
      for (let at = 0; at < wanted(type); at += 1)
        payloads.push((await world.client.frame(type, at)).payload as unknown as InteractionPayload);
    return payloads;
  } finally {
    await world.simulator.stop();
  }
}

async function useElements({ simulator, call, client }: InteractiveWorld): Promise<void> {
  const { control } = simulator;
  const named = ELEMENTS.map(([element], at) => ({ ...element, action_id: `e${at}` }));
  const external = { type: 'external_select', action_id: 'find' };
  const blocks = [actions('row', ...named), actions('other', external)];
  const { ts } = await call('chat.postMessage', { channel: GENERAL, text: 'a form', blocks });
  const surface = { type: 'message', channel: GENERAL, ts: String(ts) } as const;
  for (const [at, [, given]] of ELEMENTS.entries())
    await control.act(ACME, {
      user: ADA,
      surface,
      actionId: `e${at}`,
      ...(given === undefined ? {} : { input: given }),
    });
  const suggested = control.suggest(ACME, { user: ADA, surface, actionId: 'find', query: 'te' });
  client.ack(await client.frame('interactive', ELEMENTS.length), { options: OPTIONS });
  await suggested;
  await control.act(ACME, { user: ADA, surface, actionId: 'find', input: 'a' });
}

async function useShortcuts({ simulator, appId }: InteractiveWorld): Promise<void> {
  const { control } = simulator;
  const { ts } = await control.say(ACME, GENERAL, { user: BEN, text: 'Green tea' });
  await control.shortcut(ACME, { user: ADA, appId, callbackId: 'brew' });
  const message = { channel: GENERAL, ts };
  await control.shortcut(ACME, { user: ADA, appId, callbackId: 'steep', message });
}

/** A modal that is used, submitted and, opened again, closed; and a Home tab. */
async function useViews({ simulator, appId, call, client }: InteractiveWorld): Promise<void> {
  const { control } = simulator;
  const blocks = [actions('row', button('more')), input('note', { type: 'plain_text_input' })];
  const open = async (at: number) => {
    await control.slash(ACME, { appId, user: ADA, channel: GENERAL, command: '/tea', text: 'green' });
    const { payload } = await client.frame('slash_commands', at);
    const { trigger_id } = payload as unknown as { trigger_id: string };
    await call('views.open', { trigger_id, view: modal('Order', blocks, { notify_on_close: true }) });
    const [view] = await control.views(ACME, ADA);
    return view?.id ?? '';
  };
  const viewId = await open(0);
  await control.act(ACME, { user: ADA, surface: { type: 'view', viewId }, actionId: 'more' });
  const submitted = control.submitView(ACME, { user: ADA, viewId, inputs: { note: { value: 'hot' } } });
  client.ack(await client.frame('interactive', ELEMENTS.length + 5));
  await submitted;
  await control.closeView(ACME, { user: ADA, viewId: await open(1) });
  const home = {
    type: 'home',
    blocks: [{ type: 'header', text: plain('Home') }, actions('row', button('more'))],
  };
  const { view } = await call('views.publish', { user_id: ADA, view: home });
  const { id } = view as { id: string };
  await control.act(ACME, { user: ADA, surface: { type: 'view', viewId: id }, actionId: 'more' });
}
