import type { Control } from '../control/control.ts';
import type { SimView } from '../control/interactivity.ts';
import type { SimAppCredentials } from '../control/requests.ts';
import { actions, button, input, modal } from '../testing/interactive-world.ts';
import { openRaw } from '../testing/raw-client.ts';
import { ACME, ADA, GENERAL } from '../testing/world.ts';

type Ask = (method: string, args: Readonly<Record<string, unknown>>) => Promise<Record<string, unknown>>;

const BLOCKS = [actions('row', button('more')), input('note', { type: 'plain_text_input' })];

/** Calls the `views.*` methods, with triggers that a person causes: a command, and a button in the opened modal. */
export async function driveViews(
  ask: Ask,
  control: Control,
  apiUrl: string,
  app: SimAppCredentials,
): Promise<void> {
  await control.changeApp(app.id, { slashCommands: [{ command: '/tea', description: 'Tea' }] });
  const client = await openRaw(apiUrl, app.appToken);
  await client.frame('hello');
  const trigger = async (type: string) => {
    const { payload } = await client.frame(type);
    return (payload as unknown as { trigger_id: string }).trigger_id;
  };
  await control.slash(ACME, { appId: app.id, user: ADA, channel: GENERAL, command: '/tea', text: '' });
  const { view } = await ask('views.open', {
    trigger_id: await trigger('slash_commands'),
    view: modal('Order', BLOCKS, { private_metadata: 'pot 7' }),
  });
  const { id } = view as SimView;
  await control.act(ACME, { user: ADA, surface: { type: 'view', viewId: id }, actionId: 'more' });
  await ask('views.push', { trigger_id: await trigger('interactive'), view: modal('Sure?', BLOCKS) });
  await ask('views.update', { view_id: id, view: modal('Order soon', BLOCKS) });
  await ask('views.publish', { user_id: ADA, view: { type: 'home', blocks: [BLOCKS[0]] } });
  client.ws.close();
}
