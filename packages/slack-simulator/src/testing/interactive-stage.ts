import type { App, ViewOutput } from '@slack/bolt';
import type { KnownBlock } from '@slack/web-api';
import type { SimInputs, SimSubmitted } from '../control/interactivity.ts';
import type { SimSettings } from '../control/settings.ts';
import { input, plain } from './interactive-world.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { type Stage, startStage } from './stage.ts';
import { until } from './until.ts';
import { ACME, ADA, GENERAL } from './world.ts';

type Json = Readonly<Record<string, unknown>>;

/** A stage whose app has a command, shortcuts and a Home tab, with a Bolt app for it. Time stands until it is moved. */
export interface InteractiveStage extends Stage {
  readonly clock: ManualClock;
  readonly appId: string;
  readonly botToken: string;
  readonly botUserId: string;
  /** Ada's direct message with the bot. */
  readonly im: string;
  /** Not started: tests add their listeners first. */
  readonly app: App;
  /** Ada types the command in `general`, or elsewhere. */
  command(text?: string, channel?: string): Promise<void>;
  /** The bot posts these blocks in `general`; answers with the message's `ts`. */
  post(...blocks: readonly unknown[]): Promise<string>;
  /** Ada uses an element of a message in `general`, or of a view. */
  use(on: string, actionId: string, input?: string | readonly string[] | null): Promise<void>;
  /** What somebody sees in `general`, once there are so many messages. */
  seen(count: number, as?: string): Promise<readonly Json[]>;
  /** The modal's views that Ada sees, once there are so many. */
  views(count: number): Promise<readonly Json[]>;
  /** Starts the app, which opens this view when Ada types the command; answers with it as she sees it. */
  openModal(view: never): Promise<ViewOutput>;
  /** Ada submits the view, filled in. */
  submit(viewId: string, inputs?: SimInputs): Promise<SimSubmitted>;
}

/** The caller ends it. */
export async function startInteractive(settings: Partial<SimSettings> = {}): Promise<InteractiveStage> {
  const clock = createManualClock();
  const stage = await startStage({ pingIntervalMs: 0, connectionLifeMs: 0, ...settings }, { clock });
  const { control } = stage;
  const installed = await stage.install({
    slashCommands: [{ command: '/tea', description: 'Makes tea' }],
    shortcuts: [
      { name: 'Brew', type: 'global', callbackId: 'brew', description: 'Brews' },
      { name: 'Steep', type: 'message', callbackId: 'steep', description: 'Steeps' },
    ],
    events: ['app_home_opened'],
  });
  const { appId, botToken, botUserId, im, appToken } = installed;
  const messagesOf = async (as: string) =>
    (await control.messages({ team: ACME, channel: GENERAL, as })).messages as unknown as readonly Json[];
  const app = stage.bolt({ token: botToken, appToken });
  const command = (text = '', channel = GENERAL) =>
    control.slash(ACME, { appId, user: ADA, channel, command: '/tea', text });
  const viewsSeen = (count: number) =>
    until(async () => {
      const views = await control.views(ACME, ADA);
      return views.length === count && (views as unknown as readonly Json[]);
    }, `${count} views`);
  return {
    ...stage,
    clock,
    appId,
    botToken,
    botUserId,
    im,
    app,
    command,
    post: async (...blocks) => {
      const message = { channel: GENERAL, text: 'a form', blocks: blocks as KnownBlock[] };
      return String((await stage.web(botToken).chat.postMessage(message)).ts);
    },
    use: (on, actionId, input) =>
      control.act(ACME, {
        user: ADA,
        surface: on.startsWith('V')
          ? { type: 'view', viewId: on }
          : { type: 'message', channel: GENERAL, ts: on },
        actionId,
        ...(input === undefined ? {} : { input }),
      }),
    seen: (count, as = ADA) =>
      until(async () => {
        const messages = await messagesOf(as);
        return messages.length === count && messages;
      }, `${count} messages`),
    views: viewsSeen,
    openModal: async (view) => {
      app.command('/tea', async ({ ack, body, client }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view });
      });
      await app.start();
      await command();
      return (await viewsSeen(1))[0] as unknown as ViewOutput;
    },
    submit: (viewId, inputs = { note: { value: 'with milk' } }) =>
      control.submitView(ACME, { user: ADA, viewId, inputs }),
  };
}

/** A modal with a field `note`. Bolt's types want literal types, which makers of blocks do not give. */
export function noteModal(title: string, rest: object = {}): never {
  return {
    type: 'modal',
    callback_id: 'order',
    title: plain(title),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [input('note', { type: 'plain_text_input' })],
    ...rest,
  } as never;
}
