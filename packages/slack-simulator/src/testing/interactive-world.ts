import { api, type Frame, openRaw, type RawClient } from './raw-client.ts';
import { until } from './until.ts';
import { ACME, type TestWorld, testWorld } from './world.ts';

type Json = Readonly<Record<string, unknown>>;

/** A world whose app has commands, shortcuts and a Home tab, and one raw connection. */
export interface InteractiveWorld extends TestWorld {
  readonly client: RawClient;
  /** A Web API call with the bot's token. */
  call(method: string, args?: Json): Promise<Json>;
  /** The `at`-th interactive payload, once it is there. Not acked. */
  heard(at?: number): Promise<{ readonly frame: Frame; readonly payload: Payload }>;
  /** The newest message of a channel as one person sees it. */
  newest(channel: string, as: string): Promise<Json>;
}

/** As much of every payload as tests read by name. */
export interface Payload extends Json {
  readonly type: string;
  readonly trigger_id: string;
  readonly response_url: string;
  readonly view: { readonly id: string; readonly hash: string; readonly state: Json };
}

/** The caller stops the simulator. */
export async function interactiveWorld(
  options: Parameters<typeof testWorld>[0] = {},
): Promise<InteractiveWorld> {
  const world = await testWorld(options);
  const { control, apiUrl } = world.simulator;
  await control.changeApp(world.appId, {
    slashCommands: [
      { command: '/tea', description: 'Tea' },
      { command: '/escaped', description: 'Escaped', shouldEscape: true },
    ],
    shortcuts: [
      { name: 'Brew', type: 'global', callbackId: 'brew', description: 'Brews' },
      { name: 'Steep', type: 'message', callbackId: 'steep', description: 'Steeps' },
    ],
    events: ['app_home_opened', 'message.im'],
  });
  const client = await openRaw(apiUrl, world.appToken);
  await client.frame('hello');
  return {
    ...world,
    client,
    call: (method, args = {}) => api(apiUrl, method, world.botToken, args),
    heard: async (at = 0) => {
      const frame = await client.frame('interactive', at);
      return { frame, payload: frame.payload as unknown as Payload };
    },
    newest: (channel, as) =>
      until(async () => {
        const { messages } = await control.messages({ team: ACME, channel, as });
        return messages.at(-1) as Json | undefined;
      }, 'a message'),
  };
}

export const plain = (text: string) => ({ type: 'plain_text', text });
export const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
export const button = (actionId: string, value?: string) => ({
  type: 'button',
  action_id: actionId,
  text: plain('Press'),
  ...(value === undefined ? {} : { value }),
});
export const actions = (blockId: string, ...elements: unknown[]) => ({
  type: 'actions',
  block_id: blockId,
  elements,
});
export const input = (blockId: string, element: object, rest: object = {}) => ({
  type: 'input',
  block_id: blockId,
  label: plain(blockId),
  element: { action_id: 'value', ...element },
  ...rest,
});
export const modal = (title: string, blocks: readonly unknown[] = [], rest: object = {}) => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Save'),
  blocks,
  ...rest,
});
